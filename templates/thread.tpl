{{%AUTOESCAPE context="HTML"}}{{! The whole comment section: what an SSI include or embed.js puts into the host page. }}
<section id="comments" class="comments-area" data-mount="{{MOUNT}}" itemscope itemtype="https://schema.org/WebPage">
<link itemprop="url" href="{{PAGE_HREF}}">
<h2 class="comments-title">{{>HEADING}}</h2>
{{#CARE}}{{CARE_HTML:none}}
{{/CARE}}
{{#INVITATION}}<p class="no-comments">Be the first to share what you think.</p>
{{/INVITATION}}
{{#NAVIGATION_TOP}}{{>NAVIGATION}}{{/NAVIGATION_TOP}}
<ol class="comment-list" data-order="{{ORDER}}" data-depth="{{MAX_DEPTH}}">
{{>COMMENTS}}
</ol>
{{#NAVIGATION_BOTTOM}}{{>NAVIGATION}}{{/NAVIGATION_BOTTOM}}
{{#MEMORIAL}}<p class="no-comments comments-closed">This page is kept as a memorial. No more comments are taken.</p>
{{/MEMORIAL}}
{{#CLOSED}}<p class="no-comments comments-closed">Comments are closed.</p>
{{/CLOSED}}
{{#OPEN}}{{>FORM}}{{/OPEN}}
</section>
