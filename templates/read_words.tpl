{{%AUTOESCAPE context="HTML"}}{{! What read.js says; read as text. {n}, {first}, {last} and {count} are numbers. }}
{{#NEW}}New{{/NEW}}
{{#ONE_NEW}}1 new comment{{/ONE_NEW}}
{{#MANY_NEW}}{n} new comments{{/MANY_NEW}}
{{#ONE_SINCE}}1 new comment since your last visit{{/ONE_SINCE}}
{{#MANY_SINCE}}{n} new comments since your last visit{{/MANY_SINCE}}
{{#SHOW}}Show{{/SHOW}}
{{#ONE_MORE}}1 more comment is shown.{{/ONE_MORE}}
{{#MANY_MORE}}{n} more comments are shown.{{/MANY_MORE}}
{{#PAGES}}Pages {first} to {last} of {count}{{/PAGES}}
{{#BACK}}Back to the reply{{/BACK}}
