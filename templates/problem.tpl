{{%AUTOESCAPE context="HTML"}}{{! A page or fragment that says why there is nothing here. }}
<section class="comments-area comments-problem">
<p>{{MESSAGE}}</p>
</section>
