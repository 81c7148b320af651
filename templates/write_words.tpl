{{%AUTOESCAPE context="HTML"}}{{! What write.js says; read as text. }}
{{#TOOLS}}Formatting{{/TOOLS}}
{{#BOLD}}Bold{{/BOLD}}
{{#ITALIC}}Italic{{/ITALIC}}
{{#LINK}}Link{{/LINK}}
{{#QUOTE}}Quote{{/QUOTE}}
{{#CODE}}Code{{/CODE}}
{{#LINK_TEXT}}words of the link{{/LINK_TEXT}}
{{#PREVIEW}}Preview{{/PREVIEW}}
{{#EMPTY}}Your comment will be shown here as it will look.{{/EMPTY}}
{{#UPDATED}}Preview updated{{/UPDATED}}
{{#FAILED}}The preview is not up to date, because the server could not be reached.{{/FAILED}}
