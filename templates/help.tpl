{{%AUTOESCAPE context="HTML"}}{{! The site's help lines, as visitors see them. }}
{{#ANY}}<ul class="help-lines">
{{#HELP}}<li><b><bdi>{{NAME}}</bdi></b>{{#COUNTRY}} ({{TEXT}}){{/COUNTRY}}{{#PHONE}} · Phone: <a href="tel:{{DIGITS}}">{{TEXT}}</a>{{/PHONE}}{{#TEXT_NUMBER}} · Text message: {{TEXT}}{{/TEXT_NUMBER}}{{#URL}} · <a href="{{TEXT}}" rel="noopener">{{TEXT}}</a>{{/URL}}{{#HOURS}} · {{TEXT}}{{/HOURS}} <small>(checked {{VERIFIED}})</small></li>
{{/HELP}}
</ul>
{{/ANY}}
<p class="help-note">This site is not a crisis service. If somebody is in danger now, please call the emergency services where you are.</p>
