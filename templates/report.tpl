{{%AUTOESCAPE context="HTML"}}{{! The page on which a reader reports a comment. }}
{{#ASK}}<p>Are you worried about <bdi>{{AUTHOR}}</bdi>, or about what this comment says? The moderators will read it soon. Nobody is told who reported it.</p>
<form method="post" action="{{ACTION}}"><p><button>I am worried about this comment</button></p></form>
{{/ASK}}
{{#THANKS}}<p role="status">Thank you for telling us. A moderator will read the comment soon.</p>
{{/THANKS}}
{{#TOO_MANY}}<p role="alert">{{SENTENCE}} Please tell us about this one again in {{MINUTES}} {{#ONE}}minute{{/ONE}}{{#SEVERAL}}minutes{{/SEVERAL}}.</p>
{{/TOO_MANY}}
<p><a href="{{BACK_HREF}}">← Back to the comment</a></p>
<h2>Help</h2>
{{>HELP}}
