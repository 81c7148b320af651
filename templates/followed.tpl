{{%AUTOESCAPE context="HTML"}}{{! The page after a reader asked to follow a conversation. It does not tell what is known of the address. }}
<section id="comments" class="comments-area" aria-labelledby="comments-title">
<h2 id="comments-title" class="comments-title">{{#AGAIN}}Follow this conversation by email{{/AGAIN}}{{#ASKED}}Please look at your mail{{/ASKED}}</h2>
{{#ASKED}}<p role="status">If you do not follow this conversation yet, you get a message with a link to confirm it. The link is valid for a week. If no message comes, look into the spam folder, or try again tomorrow.</p>
{{/ASKED}}
{{#AGAIN}}{{>FORM}}
{{/AGAIN}}
<p class="comment-back"><a href="{{BACK_HREF}}">← Back to the page</a></p>
</section>
