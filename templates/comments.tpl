{{%AUTOESCAPE context="HTML"}}{{! Comments in display order. A row opens its <li>. The last row of a level closes the lists that end with it, so one pass without recursion writes the nested lists. }}
{{#COMMENT}}
{{#SHOWN}}<li id="comment-{{ID}}" class="comment {{CLASSES}}">
{{#OLD_FRAGMENT}}<a id="{{FRAGMENT}}"></a>
{{/OLD_FRAGMENT}}<article id="div-comment-{{ID}}" class="comment-body" aria-label="Comment {{ID}} by {{AUTHOR}}" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<footer class="comment-meta{{#AVATAR}} comment-pictured{{/AVATAR}}">
<div class="comment-author vcard">{{#AVATAR}}<img class="avatar" src="{{AVATAR_SRC}}" alt="" width="40" height="40" loading="lazy">{{/AVATAR}}<b class="fn" itemprop="author" itemscope itemtype="https://schema.org/Person">{{#LINKED}}<a class="url" href="{{URL}}" rel="ugc external nofollow noopener" itemprop="url"><bdi itemprop="name">{{AUTHOR}}</bdi></a>{{/LINKED}}{{#UNLINKED}}<bdi itemprop="name">{{AUTHOR}}</bdi>{{/UNLINKED}}</b>{{#MODERATOR}} <span class="comment-badge">Moderator</span>{{/MODERATOR}}{{#POST_AUTHOR}} <span class="comment-badge">Author</span>{{/POST_AUTHOR}}{{#PINNED}} <span class="comment-badge">Pinned</span>{{/PINNED}} <span class="says">says:</span></div>
<div class="comment-metadata">{{>DATES}}</div>
{{#WAITING}}<em class="comment-awaiting-moderation">Your comment is waiting for a person to read it. Only you can see it here, for ten minutes.</em>
{{/WAITING}}
{{#ANSWERS}}<div class="comment-answers">In reply to <a rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{ANSWERED_HREF}}" aria-label="In reply to comment {{ANSWERED_ID}} by {{ANSWERED_AUTHOR}}"><bdi>{{ANSWERED_AUTHOR}}</bdi></a></div>
{{/ANSWERS}}
</footer>
<div class="comment-content" itemprop="text" dir="auto">
{{TEXT_HTML:none}}
</div>
{{#FOLDED}}<p class="comment-folded"><a rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{WHOLE_HREF}}">Read the whole comment<span class="screen-reader-text">, number {{ID}}, by {{AUTHOR}}</span></a></p>
{{/FOLDED}}
{{#LOCKED}}<p class="comment-locked">This conversation is locked. No more replies are accepted.</p>
{{/LOCKED}}
{{#ACTIONS}}<div class="comment-actions reply">
{{#REPLY}}<a class="comment-reply-link" rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{REPLY_HREF}}" data-commentid="{{ID}}" aria-label="Reply to comment {{ID}} by {{AUTHOR}}">Reply</a>
{{/REPLY}}
{{#OWN_LINK}}<a class="comment-own-link" rel="nofollow" href="{{OWN_HREF}}" data-until="{{OWN_UNTIL}}">Change or withdraw it</a>
{{/OWN_LINK}}
{{#REPORT}}<a class="comment-report" rel="nofollow" href="{{REPORT_HREF}}" aria-label="Report comment {{ID}}">Report</a>
{{/REPORT}}
</div>
{{/ACTIONS}}
</article>
{{/SHOWN}}
{{#PING}}<li id="comment-{{ID}}" class="{{CLASSES}}">
{{#OLD_FRAGMENT}}<a id="{{FRAGMENT}}"></a>
{{/OLD_FRAGMENT}}<div class="comment-body">{{#PINGBACK}}Pingback:{{/PINGBACK}}{{#TRACKBACK}}Trackback:{{/TRACKBACK}} {{#LINKED}}<a class="url" href="{{URL}}" rel="ugc external nofollow noopener"><bdi>{{AUTHOR}}</bdi></a>{{/LINKED}}{{#UNLINKED}}<bdi>{{AUTHOR}}</bdi>{{/UNLINKED}}</div>
{{/PING}}
{{#GONE}}<li id="comment-{{ID}}" class="comment comment-gone {{CLASSES}}">
<p class="comment-body">This comment is no longer here.</p>
{{/GONE}}
{{#CHILDREN}}<details class="comment-replies" open><summary>Replies<span class="screen-reader-text"> to comment {{ID}}</span> <span class="comment-replies-count">({{REPLIES}})</span></summary><ol class="children">
{{/CHILDREN}}
{{#LEAF}}</li>
{{/LEAF}}
{{#LEVEL_END}}</ol>{{#MORE}}<p class="comment-more"><a rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{MORE_HREF}}">{{#ONE_MORE}}Show 1 more reply{{/ONE_MORE}}{{#SEVERAL_MORE}}Show {{MORE_COUNT}} more replies{{/SEVERAL_MORE}}{{#TO}} to <bdi>{{TO_AUTHOR}}</bdi>{{/TO}}</a></p>{{/MORE}}</details></li>
{{/LEVEL_END}}
{{/COMMENT}}
