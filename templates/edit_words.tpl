{{%AUTOESCAPE context="HTML"}}{{! What edit.js says at the comments that were written with this browser; read as text. }}
{{#EDIT}}Edit{{/EDIT}}
{{#WITHDRAW}}Withdraw{{/WITHDRAW}}
{{#LABEL}}Your comment{{/LABEL}}
{{#SAVE}}Save{{/SAVE}}
{{#CANCEL}}Cancel{{/CANCEL}}
{{#KEPT}}Your unsaved change was kept for you.{{/KEPT}}
{{#DISCARD}}Discard it{{/DISCARD}}
{{#CLOSED}}Your change is not saved. “Edit” brings it back.{{/CLOSED}}
{{#SAVED}}Your change is saved.{{/SAVED}}
{{#HELD}}Your change is saved. A moderator will read it before it is published.{{/HELD}}
{{#SURE}}Do you really want to withdraw your comment? It will no longer be shown to anybody, and you cannot bring it back.{{/SURE}}
{{#WITHDRAW_NOW}}Withdraw the comment{{/WITHDRAW_NOW}}
{{#KEEP}}Keep the comment{{/KEEP}}
{{#WITHDRAWN}}Your comment is withdrawn.{{/WITHDRAWN}}
{{#NETWORK}}There is no connection. Nothing was changed; please try again.{{/NETWORK}}
