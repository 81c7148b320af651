{{%AUTOESCAPE context="HTML"}}{{! The audit log. }}
<p>The audit log lists every change, who made it and when. Entries are never changed or deleted. They contain no comment texts and no email addresses.</p>
<ul class="log">
{{LINES_HTML:none}}
</ul>
{{#EMPTY}}<p class="empty">There are no entries yet.</p>
{{/EMPTY}}
{{#MORE}}<p class="more"><a href="{{HREF}}">Older entries</a></p>
{{/MORE}}
