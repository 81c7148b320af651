{{%AUTOESCAPE context="HTML"}}{{! The whole comment section: what an SSI include or embed.js puts into the host page. }}
<section id="comments" class="comments-area" lang="{{LANGUAGE}}" dir="{{DIRECTION}}" aria-labelledby="comments-title" data-mount="{{MOUNT}}" data-page="{{PAGE}}" data-count="{{COUNT}}"{{#CHECK}} data-check-seconds="{{CHECK_SECONDS}}"{{/CHECK}} itemscope itemtype="https://schema.org/WebPage">
<link itemprop="url" href="{{PAGE_HREF}}">
<h2 id="comments-title" class="comments-title">{{>HEADING}}</h2>
{{#SKIP}}<p class="comments-skip"><a{{#STAY}} target="_self"{{/STAY}} href="#respond">Jump to the form</a></p>
{{/SKIP}}{{#CARE}}{{CARE_HTML:none}}
{{/CARE}}
{{#INVITATION}}<p class="no-comments">Be the first to share what you think.</p>
{{/INVITATION}}
{{#SUBTHREAD}}<p class="comment-subthread">This is one conversation of this page. <a rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{THREAD_HREF}}">Show all comments</a></p>
{{/SUBTHREAD}}
{{#ORDERS}}<p class="comments-order">{{#DATE_SHOWN}}<b>{{#OLDEST_FIRST}}Oldest first{{/OLDEST_FIRST}}{{#NEWEST_FIRST}}Newest first{{/NEWEST_FIRST}}</b>{{/DATE_SHOWN}}{{#DATE_LINK}}<a rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{DATE_HREF}}">{{#OLDEST_FIRST}}Oldest first{{/OLDEST_FIRST}}{{#NEWEST_FIRST}}Newest first{{/NEWEST_FIRST}}</a>{{/DATE_LINK}} · {{#BEST_SHOWN}}<b>Most liked first</b>{{/BEST_SHOWN}}{{#BEST_LINK}}<a rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{BEST_HREF}}">Most liked first</a>{{/BEST_LINK}}</p>
{{/ORDERS}}
{{#NAVIGATION_TOP}}{{>NAVIGATION}}{{/NAVIGATION_TOP}}
<ol class="comment-list" data-order="{{ORDER}}" data-depth="{{MAX_DEPTH}}"{{#SUBTHREAD}} data-subthread="{{SUBTHREAD_ID}}"{{/SUBTHREAD}}{{#OLD_FRAGMENTS}} data-old-fragments{{/OLD_FRAGMENTS}}>
{{>COMMENTS}}
</ol>
{{#NAVIGATION_BOTTOM}}{{>NAVIGATION}}{{/NAVIGATION_BOTTOM}}
{{#MEMORIAL}}<p class="no-comments comments-closed">This page is kept as a memorial. No more comments are accepted.</p>
{{/MEMORIAL}}
{{#CLOSED}}<p class="no-comments comments-closed">Comments are closed.</p>
{{/CLOSED}}
{{#CLOSING}}<p class="comments-until">Comments can be written until <time datetime="{{CLOSING_DATETIME}}">{{CLOSING_DATE}}</time>.</p>
{{/CLOSING}}
{{#OPEN}}{{>FORM}}{{/OPEN}}
{{#FOLLOW}}<details class="comment-follow"><summary>Follow this conversation by email</summary>
{{>FOLLOW_FORM}}
</details>
{{/FOLLOW}}
</section>
