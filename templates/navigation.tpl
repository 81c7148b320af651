{{%AUTOESCAPE context="HTML"}}
<nav class="comment-navigation" data-number="{{PAGE_NUMBER}}" data-count="{{PAGE_COUNT}}" aria-label="{{#ABOVE}}Comments, above{{/ABOVE}}{{#BELOW}}Comments, below{{/BELOW}}">
{{#OLDER}}<a class="prev" rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{OLDER_HREF}}">← Older comments</a>
{{/OLDER}}
<span class="comment-pages">Page {{PAGE_NUMBER}} of {{PAGE_COUNT}}</span>
{{#NEWER}}<a class="next" rel="nofollow"{{#STAY}} target="_self"{{/STAY}} href="{{NEWER_HREF}}">Newer comments →</a>
{{/NEWER}}
</nav>
