{{%AUTOESCAPE context="HTML"}}{{! A comment as it will look, before it is posted. The classes are those of a comment. }}
<div class="comment-body">{{#WRITER}}<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{{#LINKED}}<a class="url" href="{{URL}}" rel="ugc external nofollow noopener"><bdi>{{AUTHOR}}</bdi></a>{{/LINKED}}{{#UNLINKED}}<bdi>{{AUTHOR}}</bdi>{{/UNLINKED}}</b> <span class="says">says:</span></div></footer>
{{/WRITER}}<div class="comment-content" dir="auto">
{{TEXT_HTML:none}}
</div></div>
