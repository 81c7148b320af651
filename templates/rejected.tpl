{{%AUTOESCAPE context="HTML"}}{{! The response to a refused submission. The form contains everything that was typed. }}
<section id="comments" class="comments-area">
<h2 class="comments-title">{{#CORRECTABLE}}Your comment is not posted yet{{/CORRECTABLE}}{{#REFUSED}}Your comment could not be posted{{/REFUSED}}</h2>
{{#BACK}}<p class="comment-back"><a href="{{BACK_HREF}}">← Back to the page</a></p>
{{/BACK}}
{{>FORM}}
</section>
