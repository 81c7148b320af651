{{%AUTOESCAPE context="HTML"}}{{! The response to the writer of a comment that may be about somebody's safety. }}
<section class="comment-care" role="status" tabindex="-1">
<h3>Thank you for writing</h3>
<p>Your comment was received safely. A person will read it soon. Until then only you can see it.</p>
{{#ANY_HELP}}<p>You do not have to wait for us. These people are there to talk or write with:</p>{{/ANY_HELP}}
{{>HELP}}
</section>
