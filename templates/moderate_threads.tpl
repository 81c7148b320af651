{{%AUTOESCAPE context="HTML"}}{{! The pages with comments. }}
<form method="get" action="{{BASE}}/threads" role="search"><p class="search"><label for="find">Title or path</label> <input id="find" name="find" type="search" maxlength="200" value="{{FIND}}"> <button>Find</button>{{#FOUND}} <a href="{{BASE}}/threads">Show all</a>{{/FOUND}}</p></form>
<p><a href="{{BASE}}/threads/moves">Move pages</a>: many at once, or those that have no file any more</p>
<ul class="threads">
{{#THREAD}}<li class="panel" id="thread-{{ID}}"><h2><a href="{{PAGE_HREF}}" title="{{PATH}}"><bdi>{{TITLE}}</bdi></a>{{#MEMORIAL}} <span class="badge">Memorial</span>{{/MEMORIAL}}{{#CLOSED}} <span class="badge">Closed</span>{{/CLOSED}}</h2>
<p class="facts">{{#TITLED}}{{PATH}} · {{/TITLED}}<a href="{{QUEUE_HREF}}">Comments: {{COMMENTS}}</a>{{#WAITING}} · <a href="{{WAITING_HREF}}">waiting: {{COUNT}}</a>{{/WAITING}}{{#LAST}} · last comment {{AGE}}{{/LAST}}</p>
<details{{#OPEN}} open{{/OPEN}}><summary>Close, rename or move</summary>
<form method="post" action="{{BASE}}/threads"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="id" value="{{ID}}">
<p>{{#MAY_CLOSE}}<button name="do" value="close">Close for comments</button> {{/MAY_CLOSE}}{{#MAY_REOPEN}}<button name="do" value="reopen">Reopen for comments</button> {{/MAY_REOPEN}}{{#MAY_REMEMBER}}<button name="do" value="memorial">Keep as a memorial</button>{{/MAY_REMEMBER}}</p></form>
<form method="post" action="{{BASE}}/threads"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="id" value="{{ID}}">
<p><label for="title-{{ID}}">Title</label><input id="title-{{ID}}" name="title" maxlength="200" value="{{TYPED_TITLE}}"> <button name="do" value="rename">Save the title</button></p></form>
<form method="post" action="{{BASE}}/threads"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="id" value="{{ID}}">
<p><label for="address-{{ID}}">New path of the page</label><input id="address-{{ID}}" name="address" maxlength="1024" value="{{TYPED_ADDRESS}}"{{#ADDRESS_ERROR}} aria-invalid="true" autofocus{{/ADDRESS_ERROR}} aria-describedby="{{#ADDRESS_ERROR}}outcome {{/ADDRESS_ERROR}}moving-{{ID}}"> <button name="do" value="move">Move all comments there</button></p>
<p><label><input type="checkbox" name="merge" value="yes"{{#MERGE}} checked{{/MERGE}}> Also if that page has comments of its own</label></p>
<p class="facts" id="moving-{{ID}}">The present path keeps leading to the comments. It can be undone.</p></form>
<form method="post" action="{{BASE}}/threads"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="id" value="{{ID}}">
<p><label for="name-{{ID}}">Another path that leads here</label><input id="name-{{ID}}" name="name" maxlength="1024" value="{{TYPED_NAME}}" required{{#NAME_ERROR}} aria-invalid="true" autofocus aria-describedby="outcome"{{/NAME_ERROR}}> <button name="do" value="alias">Add this path</button></p>
{{#NAMES}}<p class="facts">These paths lead here too:{{#NAME}} <bdi>{{NAME_PATH}}</bdi>{{#NAME_separator}},{{/NAME_separator}}{{/NAME}}{{#OTHERS}}, and {{COUNT}} more{{/OTHERS}}.</p>{{/NAMES}}</form></details></li>
{{/THREAD}}
</ul>
{{#EMPTY}}<p class="empty">{{#NO_MATCH}}No page matches.{{/NO_MATCH}}{{#NONE}}There are no pages with comments yet.{{/NONE}}</p>{{/EMPTY}}
{{#PAGES}}<nav class="more" aria-label="Pages">{{#PREVIOUS}}<a rel="prev" href="{{HREF}}">Previous page</a>{{/PREVIOUS}} {{#MORE}}<a rel="next" href="{{HREF}}">Next page</a>{{/MORE}}</nav>{{/PAGES}}
