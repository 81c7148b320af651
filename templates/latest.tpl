{{%AUTOESCAPE context="HTML"}}{{! The newest comments of the site, for a place beside its articles. }}
{{#ENTRIES}}<ol class="latest-comments">
{{#ENTRY}}<li><bdi class="comment-author-name">{{NAME}}</bdi> on <a href="{{HREF}}">{{ENTRY_PAGE}}</a> <time datetime="{{DATETIME}}">{{DATE}}</time></li>
{{/ENTRY}}</ol>
{{/ENTRIES}}
{{#NOTHING}}<p class="no-comments">No comments yet.</p>
{{/NOTHING}}
