{{%AUTOESCAPE context="HTML"}}{{! What likes.js says; read as text. }}
{{#FAILED}}There is no connection. Please try again.{{/FAILED}}
