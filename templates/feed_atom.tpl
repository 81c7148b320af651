{{%AUTOESCAPE context="XML"}}<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="{{LANGUAGE}}">
<title>{{#OF_PAGE}}Comments on {{PAGE_TITLE}}{{/OF_PAGE}}{{#OF_SITE}}Comments on {{SITE}}{{/OF_SITE}}</title>
<id>{{SELF}}</id>
<link rel="self" type="application/atom+xml" href="{{SELF}}"/>
<link rel="alternate" type="text/html" href="{{HOME}}"/>
<updated>{{UPDATED}}</updated>
{{#ENTRY}}<entry>
<title>{{#ON_SITE}}{{NAME}} on {{ENTRY_PAGE}}{{/ON_SITE}}{{#ON_PAGE}}By {{NAME}}{{/ON_PAGE}}</title>
<id>{{ENTRY_ID}}</id>
<link rel="alternate" type="text/html" href="{{LINK}}"/>
<updated>{{DATE}}</updated>
<published>{{DATE}}</published>
<author><name>{{NAME}}</name>{{#LINKED}}<uri>{{URL}}</uri>{{/LINKED}}</author>
<thr:in-reply-to ref="{{ANSWERED}}" href="{{ANSWERED}}" type="text/html"/>
<content type="html">{{TEXT}}</content>
</entry>
{{/ENTRY}}</feed>
