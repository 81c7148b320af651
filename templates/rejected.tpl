{{%AUTOESCAPE context="HTML"}}{{! The response to a submission that was refused, or sent for a preview. The form contains everything that was typed. }}
<section id="comments" class="comments-area" aria-labelledby="comments-title">
<h2 id="comments-title" class="comments-title">{{#CHECKED}}Preview of your comment{{/CHECKED}}{{#CORRECTABLE}}Your comment is not posted yet{{/CORRECTABLE}}{{#REFUSED}}Your comment could not be posted{{/REFUSED}}</h2>
{{#BACK}}<p class="comment-back"><a href="{{BACK_HREF}}">← Back to the page</a></p>
{{/BACK}}
{{#PREVIEW}}{{#CHECKED}}<p>This is how your comment will look. It is not posted yet.</p>
{{/CHECKED}}<div class="comment-preview">
{{PREVIEW_HTML:none}}</div>
{{/PREVIEW}}
{{>FORM}}
</section>
