{{%AUTOESCAPE context="HTML"}}{{! Who did what. }}
<p>Everything that moderators do is written down here and stays. It holds no texts and no addresses.</p>
<ul class="record">
{{LINES_HTML:none}}
</ul>
{{#EMPTY}}<p class="empty">Nothing has been done yet.</p>
{{/EMPTY}}
{{#MORE}}<p class="more"><a href="{{HREF}}">Older</a></p>
{{/MORE}}
