{{%AUTOESCAPE context="HTML"}}{{! What was typed into a form that was refused, to be sent again or to be copied. }}
<section class="comments-area comments-problem">
<p role="alert">{{MESSAGE}}</p>
<p>What you typed is not lost: it is below.</p>
{{#SEND}}<form class="comment-form" method="post" action="{{ACTION}}" target="_self">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HIDDEN}}{{#TYPED}}<p><label for="kept-{{NUMBER}}">{{LABEL}}</label> <textarea id="kept-{{NUMBER}}" name="{{NAME}}" rows="6">{{VALUE:pre_escape}}</textarea></p>
{{/TYPED}}<p class="form-submit"><button class="submit">Send it again</button></p>
</form>{{/SEND}}
{{#COPY}}{{#TYPED}}<p class="comment-form"><label for="kept-{{NUMBER}}">{{LABEL}}</label> <textarea id="kept-{{NUMBER}}" rows="6" readonly>{{VALUE:pre_escape}}</textarea></p>
{{/TYPED}}{{/COPY}}
</section>
