{{%AUTOESCAPE context="HTML"}}{{! A page or fragment that says why there is nothing here. }}
<section class="comments-area comments-problem">
<p>{{MESSAGE}}</p>
{{#SET_UP}}<p>If this is your site: <a href="{{SET_UP_HREF}}">go on with setting them up</a>.</p>{{/SET_UP}}
</section>
