{{%AUTOESCAPE context="HTML"}}{{! A reader is worried about a comment. }}
{{#ASK}}<p>Are you worried about <bdi>{{AUTHOR}}</bdi>, or about what this comment says? The moderators will read it soon. The writer is not told who asked, and neither is anybody else.</p>
<form method="post" action="{{ACTION}}"><p><button>I am worried about this comment</button></p></form>
{{/ASK}}
{{#THANKS}}<p role="status">Thank you for looking out for somebody. A person will read the comment soon.</p>
{{/THANKS}}
{{#TOO_MANY}}<p role="alert">Many comments were reported within an hour, and the moderators are reading them. Please tell us about this one again in {{MINUTES}} {{#ONE}}minute{{/ONE}}{{#SEVERAL}}minutes{{/SEVERAL}}.</p>
{{/TOO_MANY}}
<p><a href="{{BACK_HREF}}">← Back to the comment</a></p>
<h2>Help</h2>
{{>HELP}}
