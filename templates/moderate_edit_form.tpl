{{%AUTOESCAPE context="HTML"}}{{! The form for editing a comment, on its own page and in the list. }}
<form method="post" action="{{BASE}}/edit">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{ID}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="return" value="{{RETURN}}">
<p><label for="text">Text</label><textarea id="text" name="text" rows="8" maxlength="65525" required>{{TEXT:pre_escape}}</textarea></p>
<p><label for="edit-author">Name</label><input id="edit-author" name="author" value="{{AUTHOR}}" maxlength="245"></p>
<p><label for="edit-email">Email</label><input id="edit-email" name="email" type="email" value="{{EMAIL}}" maxlength="100"></p>
<p><label for="edit-url">Website</label><input id="edit-url" name="url" type="url" value="{{URL}}" maxlength="200"></p>
<p><button class="strong">Save</button>{{#ANY}} <button type="button" class="cancel">Close</button>{{/ANY}} <span class="facts">Ctrl+Enter saves</span></p>
</form>
