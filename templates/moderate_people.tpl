{{%AUTOESCAPE context="HTML"}}{{! The list of moderators, for owners; the form for one's own password, for everybody. }}
<section class="panel"><h2>My password</h2>
<form method="post" action="{{BASE}}/people">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="people">
<p><label for="present">Current password</label><input id="present" name="present" type="password" autocomplete="current-password" required></p>
<p><label for="mine">New password, 8 characters or more</label><input id="mine" name="password" type="password" autocomplete="new-password" minlength="8" required></p>
<p><button name="do" value="mine">Change password</button> <span class="facts">You will be signed out everywhere.</span></p>
</form></section>
{{#OWNER}}<section class="panel"><h2>All moderators</h2>
<ul class="help">
{{#PERSON}}<li><p><b><bdi>{{NAME}}</bdi></b> · {{#IS_OWNER}}owner{{/IS_OWNER}}{{#IS_MODERATOR}}moderator{{/IS_MODERATOR}}{{#EMAIL}} · {{ADDRESS}}{{/EMAIL}} · since {{DATE}}</p>
<details><summary>Change</summary>
<form method="post" action="{{BASE}}/people"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="people"><input type="hidden" name="id" value="{{ID}}">
<p><label for="password-{{ID}}">New password</label><input id="password-{{ID}}" name="password" type="password" autocomplete="new-password"> <button name="do" value="password">Set password</button></p>
<p>{{#IS_OWNER}}<button name="do" value="to_moderator">Make a moderator</button>{{/IS_OWNER}}{{#IS_MODERATOR}}<button name="do" value="to_owner">Make an owner</button>{{/IS_MODERATOR}}</p>
<p><label for="repeat-{{ID}}">To remove this moderator, type the name</label><input id="repeat-{{ID}}" name="repeat"> <button class="danger" name="do" value="remove">Remove</button></p>
</form></details></li>
{{/PERSON}}
</ul></section>
<section class="panel"><h2>Add a moderator</h2>
<form method="post" action="{{BASE}}/people">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="people">
<p><label for="new-name">Name, shown on their replies</label><input id="new-name" name="name" maxlength="100" value="{{TYPED_NAME}}" required></p>
<p><label for="new-email">Email, for alerts</label><input id="new-email" name="email" type="email" maxlength="100" value="{{TYPED_EMAIL}}"></p>
<p><label for="new-password">Initial password</label><input id="new-password" name="password" type="password" autocomplete="new-password" minlength="8" required></p>
<p><label><input type="checkbox" name="owner" value="yes"> Owner: also manages moderators, rules and help lines</label></p>
<p><button name="do" value="add">Add</button></p>
</form></section>
{{/OWNER}}
