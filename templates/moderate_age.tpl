{{%AUTOESCAPE context="HTML"}}{{! The age of a comment or an event. }}
{{#MOMENT}}just now{{/MOMENT}}{{#MINUTE}}a minute ago{{/MINUTE}}{{#MINUTES}}{{N}} minutes ago{{/MINUTES}}{{#HOUR}}an hour ago{{/HOUR}}{{#HOURS}}{{N}} hours ago{{/HOURS}}{{#DAY}}yesterday{{/DAY}}{{#DAYS}}{{N}} days ago{{/DAYS}}{{#DATE}}{{TEXT}}{{/DATE}}
