{{%AUTOESCAPE context="HTML"}}{{! A page or fragment with an error message. }}
<section class="comments-area comments-problem">
<p>{{MESSAGE}}</p>
{{#SET_UP}}<p>If this is your site, <a href="{{SET_UP_HREF}}">continue the set-up</a>.</p>{{/SET_UP}}
</section>
