{{%AUTOESCAPE context="HTML"}}{{! Lines of the audit log. }}
{{#LINE}}<li{{#UNDONE}} class="undone"{{/UNDONE}}><time datetime="{{DATETIME}}">{{DATE}}</time> <bdi{{#OF_MODERATOR}} class="moderator"{{/OF_MODERATOR}}>{{ACTOR}}</bdi>: {{VERB}}{{#COMMENT}} <a href="{{HREF}}">comment {{ID}}</a>{{/COMMENT}}{{#PAGE}} <span class="where">{{PATH}}</span>{{/PAGE}}{{#CHANGE}} <span class="change">{{BEFORE}} → {{AFTER}}</span>{{/CHANGE}}{{#NOTE}} <q>{{TEXT}}</q>{{/NOTE}}{{#TAKEN_BACK}} (undone){{/TAKEN_BACK}}</li>
{{/LINE}}
