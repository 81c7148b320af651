{{%AUTOESCAPE context="HTML"}}{{! The sheet of keys. }}
<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">Keys</h2>
<table>
<tr><th scope="row"><kbd>j</kbd> <kbd>k</kbd></th><td>next, previous comment</td></tr>
<tr><th scope="row"><kbd>x</kbd></th><td>select</td></tr>
<tr><th scope="row"><kbd>a</kbd></th><td>approve</td></tr>
<tr><th scope="row"><kbd>u</kbd></th><td>hold: take back to wait</td></tr>
<tr><th scope="row"><kbd>s</kbd></th><td>spam</td></tr>
<tr><th scope="row"><kbd>d</kbd></th><td>trash; in spam and trash, delete for ever</td></tr>
<tr><th scope="row"><kbd>z</kbd></th><td>undo</td></tr>
<tr><th scope="row"><kbd>r</kbd></th><td>reply</td></tr>
<tr><th scope="row"><kbd>q</kbd> <kbd>e</kbd></th><td>edit</td></tr>
<tr><th scope="row"><kbd>Enter</kbd></th><td>open</td></tr>
<tr><th scope="row"><kbd>Shift</kbd> and a, u, s or d</th><td>the same with all that are selected</td></tr>
<tr><th scope="row"><kbd>?</kbd></th><td>this sheet</td></tr>
</table>
<form method="dialog"><button>Close</button></form>
</dialog>
