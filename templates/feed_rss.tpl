{{%AUTOESCAPE context="XML"}}<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:thr="http://purl.org/syndication/thread/1.0">
<channel>
<title>{{#OF_PAGE}}Comments on {{PAGE_TITLE}}{{/OF_PAGE}}{{#OF_SITE}}Comments on {{SITE}}{{/OF_SITE}}</title>
<link>{{HOME}}</link>
<description>The newest comments</description>
<language>{{LANGUAGE}}</language>
<atom:link rel="self" type="application/rss+xml" href="{{SELF}}"/>
<lastBuildDate>{{UPDATED}}</lastBuildDate>
{{#ENTRY}}<item>
<title>{{#ON_SITE}}{{NAME}} on {{ENTRY_PAGE}}{{/ON_SITE}}{{#ON_PAGE}}By {{NAME}}{{/ON_PAGE}}</title>
<link>{{LINK}}</link>
<guid isPermaLink="true">{{ENTRY_ID}}</guid>
<dc:creator>{{NAME}}</dc:creator>
<pubDate>{{DATE}}</pubDate>
<thr:in-reply-to ref="{{ANSWERED}}" href="{{ANSWERED}}" type="text/html"/>
<description>{{TEXT}}</description>
</item>
{{/ENTRY}}</channel>
</rss>
