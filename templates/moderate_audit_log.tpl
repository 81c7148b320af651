{{%AUTOESCAPE context="HTML"}}{{! The audit log. }}
<p>The audit log lists every change, who made it and when. Entries are never changed or deleted. They contain no comment texts and no email addresses. Names and titles are those of today, except in an entry about a changed title.</p>
<details class="filters"{{#FILTERED}} open{{/FILTERED}}><summary>Filter</summary>
<form method="get" action="{{BASE}}/audit-log">
<p><label for="by">Moderator</label><select id="by" name="moderator"><option value="">Everybody</option>{{#PERSON}}<option{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/PERSON}}</select></p>
<p><label for="action">Action</label><select id="action" name="action"><option value="">Every action</option>{{#ACTION}}<option value="{{NAME}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/ACTION}}</select></p>
<p><label for="page">Page{{#TITLED}} “<bdi>{{TITLE}}</bdi>”{{/TITLED}}</label><input id="page" name="page" value="{{PAGE}}" placeholder="/blog/hello/"></p>
<p><label for="comment">Number of a comment</label><input id="comment" name="comment" inputmode="numeric" value="{{COMMENT}}"></p>
<p><button>Apply</button>{{#FILTERED}} <a href="{{BASE}}/audit-log">Remove the filter</a>{{/FILTERED}}</p>
</form></details>
<ul class="log">
{{LINES_HTML:none}}
</ul>
{{#EMPTY}}<p class="empty">{{#FILTERED}}No entry matches.{{/FILTERED}}{{#NO_FILTER}}There are no entries yet.{{/NO_FILTER}}</p>
{{/EMPTY}}
{{#PAGES}}<nav class="more" aria-label="Pages">{{#NEWER}}<a rel="prev" href="{{HREF}}">Newer entries</a>{{/NEWER}} {{#OLDER}}<a rel="next" href="{{HREF}}">Older entries</a>{{/OLDER}}</nav>
{{/PAGES}}
