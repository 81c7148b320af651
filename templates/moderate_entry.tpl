{{%AUTOESCAPE context="HTML"}}{{! One comment in a list for moderators. }}
<li class="entry status-{{STATUS}}{{#CARE}} care{{/CARE}}" id="item-{{ID}}" data-id="{{ID}}" data-version="{{VERSION}}" data-seen="{{SEEN}}" tabindex="-1">
<article aria-labelledby="who-{{ID}}">
<header>
{{#SELECT}}<input type="checkbox" form="{{FORM}}" name="id" value="{{TARGET}}" aria-label="Select the comment by {{AUTHOR}}">{{/SELECT}}
<h2 id="who-{{ID}}"><bdi>{{AUTHOR}}</bdi>{{#STAFF}} <span class="badge">Moderator</span>{{/STAFF}}</h2>
<p class="facts">{{DATES_HTML:none}} on <a href="{{PAGE_HREF}}" title="{{PATH}}">{{PAGE}}</a>{{#EMAIL}} · <a href="{{EMAIL_FILTER}}">{{ADDRESS}}</a>{{/EMAIL}}{{#WEBSITE}} · <a href="{{URL}}" rel="nofollow noopener noreferrer">{{URL}}</a>{{/WEBSITE}}{{#ADDRESS_PREFIX}} · <a href="{{ADDRESS_PREFIX_FILTER}}">{{ADDRESS}}</a>{{/ADDRESS_PREFIX}}{{#OTHERS}} · <a href="{{EMAIL_FILTER}}">{{#ONE}}1 other{{/ONE}}{{#SEVERAL}}{{COUNT}} others{{/SEVERAL}}, {{APPROVED}} published</a>{{/OTHERS}}{{#FIRST}} · no other comments by this person{{/FIRST}}</p>
</header>
<ul class="badges">
<li class="badge status">{{STATUS_WORD}}</li>
{{#CARE_OPEN}}<li class="badge care">Somebody may need help{{TOPICS}}</li>{{/CARE_OPEN}}
{{#CARE_MARKED}}<li class="badge marked">Worth reading first</li>{{/CARE_MARKED}}
{{#CARE_RESOLVED}}<li class="badge">Care: resolved</li>{{/CARE_RESOLVED}}
{{#REPORTS}}<li class="badge reported">{{#ONE}}1 report{{/ONE}}{{#SEVERAL}}{{COUNT}} reports{{/SEVERAL}}: {{REASONS}}</li>{{/REPORTS}}
{{#HOLDER}}<li class="badge held">Assigned to <bdi>{{NAME}}</bdi></li>{{/HOLDER}}
{{#CONTACT}}<li class="badge contact">Contact details</li>{{/CONTACT}}
{{#REASON}}<li class="badge reason">{{WORDS}}{{#PATTERN}}: “<bdi>{{TEXT}}</bdi>”{{/PATTERN}}</li>{{/REASON}}
{{#PINGBACK}}<li class="badge">Pingback</li>{{/PINGBACK}}{{#TRACKBACK}}<li class="badge">Trackback</li>{{/TRACKBACK}}
{{#PINNED}}<li class="badge">Pinned</li>{{/PINNED}}{{#LOCKED}}<li class="badge">Locked</li>{{/LOCKED}}{{#EDITED}}<li class="badge">Edited</li>{{/EDITED}}
</ul>
{{#PARENT}}<details class="parent"><summary>Replies to <bdi>{{PARENT_AUTHOR}}</bdi></summary><p>{{EXCERPT}}</p></details>
{{/PARENT}}
{{#PLAIN}}<div class="text" dir="auto">{{TEXT_HTML:none}}</div>
{{/PLAIN}}
{{#VEILED}}<details class="veiled"><summary>Show the text</summary>{{#OPENED}}<input type="hidden" form="{{FORM}}" name="opened" value="{{ID}}" disabled>{{/OPENED}}<div class="text" dir="auto">{{TEXT_HTML:none}}</div></details>
{{/VEILED}}
{{#ACTIONS}}<p class="actions">
{{#ACTION}}<button form="{{FORM}}"{{#UNVEILS}} data-unveils{{/UNVEILS}} name="one" value="{{NAME}} {{TARGET}}" data-key="{{KEY}}"{{#STRONG}} class="strong"{{/STRONG}}>{{LABEL}}</button>
{{/ACTION}}
{{#LINKS}}<a href="{{REPLY_HREF}}" data-form="reply">Reply</a> <a href="{{EDIT_HREF}}" data-form="edit">Edit</a> <a class="open" href="{{OPEN_HREF}}">Open</a>
{{/LINKS}}</p>
{{/ACTIONS}}
{{#LINK_ONLY}}<p class="actions"><a class="open" href="{{OPEN_HREF}}">Open</a></p>
{{/LINK_ONLY}}
</article>
</li>
