{{%AUTOESCAPE context="HTML"}}{{! What a moderation batch did, as a sentence. }}
{{#ABOUT}}The comment{{#BY}} by <bdi>{{AUTHOR}}</bdi>{{/BY}} on “<bdi>{{PAGE}}</bdi>” was {{VERB}}.{{/ABOUT}}{{#ONE}}The comment was {{VERB}}.{{/ONE}}{{#MANY}}{{COUNT}} comments were {{VERB}}.{{/MANY}}{{#ABOUT_PAGE}}The page “<bdi>{{PAGE}}</bdi>” was {{VERB}}.{{/ABOUT_PAGE}}{{#OTHER}}Done: {{VERB}}.{{/OTHER}}
{{#REPLIED}}Your reply{{#SUBJECT}} to the comment{{#BY}} by <bdi>{{AUTHOR}}</bdi>{{/BY}} on “<bdi>{{PAGE}}</bdi>”{{/SUBJECT}} was published.{{/REPLIED}}
{{#REPORTS_CLOSED}}The reports of {{#SUBJECT}}the comment{{#BY}} by <bdi>{{AUTHOR}}</bdi>{{/BY}} on “<bdi>{{PAGE}}</bdi>”{{/SUBJECT}}{{#SINGLE}}the comment{{/SINGLE}}{{#SEVERAL}}{{COUNT}} comments{{/SEVERAL}} were closed.{{/REPORTS_CLOSED}}
{{#UNTITLED}}The title of the page “<bdi>{{PAGE}}</bdi>” was removed.{{/UNTITLED}}
{{#UNDID}}The action was undone{{#SUBJECT}} for the comment{{#BY}} by <bdi>{{AUTHOR}}</bdi>{{/BY}} on “<bdi>{{PAGE}}</bdi>”{{/SUBJECT}}{{#PAGE_ALONE}} for the page “<bdi>{{PAGE}}</bdi>”{{/PAGE_ALONE}}{{#SEVERAL}} for {{COUNT}} comments{{/SEVERAL}}.{{/UNDID}}
