{{!plain text}}Subject: [{{SITE}}] The comment that you reported

Thank you for your report. The moderators read the comment{{#PAGE}} on “{{PAGE_NAME}}”{{/PAGE}} and {{#KEPT}}decided that it stays.{{/KEPT}}{{#REMOVED}}removed it.{{/REMOVED}}
