{{%AUTOESCAPE context="HTML"}}{{! The queue: views, filters, the list, and actions for selected comments. }}
<nav class="views" aria-label="Views">
<ul>
{{#VIEW}}<li><a href="{{HREF}}" data-view="{{NAME}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}{{#URGENT}} class="urgent"{{/URGENT}}>{{LABEL}} <span class="count">{{COUNT}}</span></a></li>
{{/VIEW}}
</ul>
</nav>
<details class="filters"{{#FILTERED}} open{{/FILTERED}}>
<summary>Search and filter</summary>
<form method="get" action="{{BASE}}/" role="search">
<input type="hidden" name="view" value="{{VIEW_NAME}}">
<p><label for="q">Words in text, name or email</label><input id="q" name="q" type="search" maxlength="200" value="{{SEARCH}}"></p>
<p><label for="page">Page</label><input id="page" name="page" value="{{PAGE}}" placeholder="/blog/hello/"></p>
<p><label for="author">Name</label><input id="author" name="author" value="{{AUTHOR}}"></p>
<p><label for="email">Email</label><input id="email" name="email" value="{{EMAIL}}"></p>
<p><label for="network">Address prefix</label><input id="network" name="network" value="{{ADDRESS_PREFIX}}"></p>
<p><label for="order">Order</label><select id="order" name="order"><option value="newest">Newest first</option><option value="oldest"{{#OLDEST}} selected{{/OLDEST}}>Oldest first</option></select></p>
<p><button>Apply</button></p>
</form>
{{#CHIPS}}<p class="chips">Only: {{#CHIP}}<a href="{{HREF}}"{{#TITLED}} title="{{PATH}}"{{/TITLED}}><bdi>{{TEXT}}</bdi> <span aria-hidden="true">×</span><span class="unseen">, remove this filter</span></a> {{/CHIP}}</p>{{/CHIPS}}
</details>
<form id="queue" method="post" action="{{BASE}}/act" data-return="{{RETURN}}">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="seen" value="{{SEEN}}"></form>
<div id="list">
{{#ANY}}
<div class="bulk" role="group" aria-label="With the selected comments">
<label class="all" hidden><input type="checkbox" id="all"> Select all {{ON_PAGE}}{{#WHOLE}} on this page{{/WHOLE}}</label>
{{#WHOLE}}<label class="all"><input type="checkbox" id="whole" form="queue" name="all" value="yes"> {{#ALL_OF_THEM}}Select all {{COUNT}} in this list{{/ALL_OF_THEM}}{{#FIRST_OF_THEM}}Select the first {{COUNT}} of this list{{/FIRST_OF_THEM}}</label>
{{/WHOLE}}
{{#BULK}}<button form="queue"{{#UNVEILS}} data-unveils{{/UNVEILS}} name="action" value="{{NAME}}" data-key="{{KEY}}">{{LABEL}}</button>
{{/BULK}}
<button type="button" id="keys-button" hidden>Keys (?)</button>
</div>
<ol class="entries">
{{ENTRIES_HTML:none}}
</ol>
{{/ANY}}
{{#NONE}}<p class="empty">{{#NO_MATCH}}No comment matches. <a href="{{VIEW_HREF}}">Remove the filter</a>{{/NO_MATCH}}{{#NO_MORE}}There are no more comments in this list. <a href="{{VIEW_HREF}}">First page</a>{{/NO_MORE}}{{#NONE_HERE}}There are no comments in this list.{{/NONE_HERE}}{{#NONE_WAITING}}Everything has been moderated.{{/NONE_WAITING}}</p>
{{/NONE}}
</div>
<div id="pages">{{#PAGES}}<nav class="more" aria-label="Pages">{{#PREVIOUS}}<a rel="prev" href="{{HREF}}">Previous page</a>{{/PREVIOUS}} {{#MORE}}<a rel="next" href="{{HREF}}">Next page</a>{{/MORE}}</nav>{{/PAGES}}</div>
<template id="reply-form">{{REPLY_FORM_HTML:none}}</template>
<template id="edit-form">{{EDIT_FORM_HTML:none}}</template>
{{KEYS_HTML:none}}
