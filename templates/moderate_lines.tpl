{{%AUTOESCAPE context="HTML"}}{{! Lines of the audit log. }}
{{#LINE}}<li{{#UNDONE}} class="undone"{{/UNDONE}}><time datetime="{{DATETIME}}">{{DATE}}</time> <bdi{{#OF_MODERATOR}} class="moderator"{{/OF_MODERATOR}}>{{ACTOR}}</bdi> {{SENTENCE_HTML:none}}.{{#NOW}} It is now: {{STATUS}}.{{/NOW}}{{#NOTE}} <q>{{TEXT}}</q>{{/NOTE}}{{#TAKEN_BACK}} (undone){{/TAKEN_BACK}}</li>
{{/LINE}}
