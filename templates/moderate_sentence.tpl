{{%AUTOESCAPE context="HTML"}}{{! What an entry of the audit log says after the name of who acted; the program shows one section. }}
{{#approve}}approved {{OBJECT_HTML:none}}{{/approve}}
{{#not_spam}}marked {{OBJECT_HTML:none}} as not spam and published it{{/not_spam}}
{{#hold}}held {{OBJECT_HTML:none}}{{/hold}}
{{#spam}}marked {{OBJECT_HTML:none}} as spam{{/spam}}
{{#trash}}moved {{OBJECT_HTML:none}} to the trash{{/trash}}
{{#restore}}restored {{OBJECT_HTML:none}}{{/restore}}
{{#delete}}permanently deleted {{OBJECT_HTML:none}}{{/delete}}
{{#gone}}permanently deleted {{OBJECT_HTML:none}}{{/gone}}
{{#pin}}pinned {{OBJECT_HTML:none}}{{/pin}}
{{#unpin}}unpinned {{OBJECT_HTML:none}}{{/unpin}}
{{#lock}}locked {{OBJECT_HTML:none}} for replies{{/lock}}
{{#unlock}}unlocked {{OBJECT_HTML:none}} for replies{{/unlock}}
{{#assign}}took on {{OBJECT_HTML:none}}{{/assign}}
{{#unassign}}ended the assignment of {{OBJECT_HTML:none}}{{/unassign}}
{{#resolve}}marked {{OBJECT_HTML:none}} as resolved{{/resolve}}
{{#close}}closed {{OBJECT_HTML:none}} for comments{{/close}}
{{#reopen}}reopened {{OBJECT_HTML:none}} for comments{{/reopen}}
{{#memorial}}made {{OBJECT_HTML:none}} a memorial{{/memorial}}
{{#rename}}{{#RENAMED}}changed the title of {{OBJECT_HTML:none}} from “<bdi>{{BEFORE}}</bdi>” to “<bdi>{{AFTER}}</bdi>”{{/RENAMED}}{{#TITLED}}gave {{OBJECT_HTML:none}} the title “<bdi>{{AFTER}}</bdi>”{{/TITLED}}{{#UNTITLED}}removed the title “<bdi>{{BEFORE}}</bdi>” of {{OBJECT_HTML:none}}{{/UNTITLED}}{{/rename}}
{{#page_move}}gave {{OBJECT_HTML:none}} another address{{#MOVED}}: {{BEFORE}} became {{AFTER}}{{/MOVED}}{{/page_move}}
{{#page_merge}}moved all comments{{#MOVED}} of {{BEFORE}} to {{AFTER}}{{/MOVED}}{{/page_merge}}
{{#page_alias}}let another name lead to {{OBJECT_HTML:none}}{{#MOVED}}: {{AFTER}}{{/MOVED}}{{/page_alias}}
{{#edit}}edited {{OBJECT_HTML:none}}{{/edit}}
{{#redact}}removed a passage from {{OBJECT_HTML:none}}{{/redact}}
{{#reply}}replied with {{OBJECT_HTML:none}}{{/reply}}
{{#move}}moved {{OBJECT_HTML:none}} here from another page{{/move}}
{{#rewrite}}changed {{OBJECT_HTML:none}}{{/rewrite}}
{{#withdraw}}withdrew {{OBJECT_HTML:none}}{{/withdraw}}
{{#report}}reported {{OBJECT_HTML:none}}{{#WHAT}}: {{TEXT}}{{/WHAT}}{{/report}}
{{#close_reports}}closed the reports of {{OBJECT_HTML:none}}{{/close_reports}}
{{#undo}}undid an action{{#ON}} on {{OBJECT_HTML:none}}{{/ON}}{{#WHAT}} about the rule “<bdi>{{TEXT}}</bdi>”{{/WHAT}}{{/undo}}
{{#rule_add}}added the rule{{#WHAT}} “<bdi>{{TEXT}}</bdi>”{{/WHAT}}{{/rule_add}}
{{#rule_remove}}removed the rule{{#WHAT}} “<bdi>{{TEXT}}</bdi>”{{/WHAT}}{{/rule_remove}}
{{#rule_import}}imported care phrases{{/rule_import}}
{{#import}}imported comments{{#COUNTED}}: {{N}}{{/COUNTED}}{{/import}}
{{#person_erase}}erased personal data{{#COUNTED}}; comments: {{N}}{{/COUNTED}}{{/person_erase}}
{{#help_add}}added a help line{{/help_add}}
{{#help_change}}changed a help line{{/help_change}}
{{#help_verify}}checked a help line{{/help_verify}}
{{#help_remove}}removed a help line{{/help_remove}}
{{#help_dismiss}}dismissed the notice about missing help lines{{/help_dismiss}}
{{#care_mode}}set the care mode{{#WHAT}} to “{{TEXT}}”{{/WHAT}}{{/care_mode}}
{{#draft_add}}added a reply draft{{/draft_add}}
{{#draft_change}}changed a reply draft{{/draft_change}}
{{#draft_remove}}removed a reply draft{{/draft_remove}}
{{#moderator_add}}added a moderator{{#WHAT}}: <bdi>{{TEXT}}</bdi>{{/WHAT}}{{/moderator_add}}
{{#moderator_password}}changed the password{{#WHAT}} of <bdi>{{TEXT}}</bdi>{{/WHAT}}{{/moderator_password}}
{{#moderator_role}}changed the role{{#WHAT}} of <bdi>{{TEXT}}</bdi>{{/WHAT}}{{#IS_OWNER}} to owner{{/IS_OWNER}}{{#IS_MODERATOR}} to moderator{{/IS_MODERATOR}}{{/moderator_role}}
{{#moderator_remove}}removed a moderator{{#WHAT}}: <bdi>{{TEXT}}</bdi>{{/WHAT}}{{/moderator_remove}}
{{#other}}did something that this version does not know{{/other}}
