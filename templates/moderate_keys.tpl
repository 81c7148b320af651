{{%AUTOESCAPE context="HTML"}}{{! The keyboard shortcuts. }}
<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">Keys</h2>
<table>
<tr><th scope="row"><kbd>j</kbd> <kbd>k</kbd></th><td>next, previous comment</td></tr>
<tr><th scope="row"><kbd>x</kbd></th><td>select</td></tr>
{{#ACTION}}<tr><th scope="row"><kbd>{{KEY}}</kbd></th><td>{{WORDS}}</td></tr>
{{/ACTION}}
<tr><th scope="row"><kbd>z</kbd></th><td>undo</td></tr>
<tr><th scope="row"><kbd>r</kbd></th><td>reply</td></tr>
<tr><th scope="row"><kbd>q</kbd> <kbd>e</kbd></th><td>edit</td></tr>
<tr><th scope="row"><kbd>Enter</kbd></th><td>open</td></tr>
<tr><th scope="row"><kbd>Shift</kbd> and one of {{KEYS}}</th><td>the same for all selected comments</td></tr>
<tr><th scope="row"><kbd>?</kbd></th><td>this list</td></tr>
</table>
<form method="dialog"><button>Close</button></form>
</dialog>
