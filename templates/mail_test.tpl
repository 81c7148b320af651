{{!plain text}}Subject: [{{SITE}}] Mail works

This is the test mail that you requested. If you can read it, including “ä, é, Привет”, mail from {{SITE}} is delivered correctly.
