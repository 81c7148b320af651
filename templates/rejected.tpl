{{%AUTOESCAPE context="HTML"}}{{! The response to a refused submission. The form contains everything that was typed. }}
<section id="comments" class="comments-area" aria-labelledby="comments-title">
<h2 id="comments-title" class="comments-title">{{#CORRECTABLE}}Your comment is not posted yet{{/CORRECTABLE}}{{#REFUSED}}Your comment could not be posted{{/REFUSED}}</h2>
{{#BACK}}<p class="comment-back"><a href="{{BACK_HREF}}">← Back to the page</a></p>
{{/BACK}}
{{>FORM}}
</section>
