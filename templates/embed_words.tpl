{{%AUTOESCAPE context="HTML"}}{{! What embed.js says before it has a thread; read as text. }}
{{#LOADING}}Loading comments …{{/LOADING}}
{{#FAILED}}The comments could not be loaded.{{/FAILED}}
{{#AGAIN}}Try again{{/AGAIN}}
