{{!plain text}}Subject: [{{SITE}}] Mail works

This is the mail that you asked for. If you can read this, and this: “ä, é, Привет”, mail from {{SITE}} arrives.
