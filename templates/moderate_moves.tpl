{{%AUTOESCAPE context="HTML"}}{{! Moves of many pages at once, by a list of their former and new paths. }}
<p><a href="{{BASE}}/threads">All pages with comments</a></p>
<p>If pages of the site have other addresses now, their comments can follow. Write one line for each page: its former path, a space, its new path. <code>/old/* /new/*</code> moves every page whose path begins so. Lines that begin with <code>#</code> are ignored. If the new page has comments too, the comments of both are put together. The former paths keep leading to the comments.</p>
{{#REPORT}}<section class="panel" role="status"><h2>{{#ONE}}1 page would be moved{{/ONE}}{{#SEVERAL}}{{COUNT}} pages would be moved{{/SEVERAL}}</h2>
<p>Nothing was changed yet.{{#UNUSED}} Lines that name no page with comments: {{UNUSED_COUNT}}.{{/UNUSED}}</p>
<ul class="log">{{#MOVE}}<li><bdi>{{FROM}}</bdi> {{#RENAMED}}becomes{{/RENAMED}}{{#MERGED}}becomes part of{{/MERGED}} <bdi>{{TO}}</bdi></li>
{{/MOVE}}</ul>
{{#MORE}}<p>And {{MORE_COUNT}} more.</p>{{/MORE}}</section>
{{/REPORT}}
{{#MISTAKES}}<section class="panel" id="mistakes"><h2>Lines to correct</h2>
<ul class="log">{{#MISTAKE}}<li>Line {{LINE}}: {{#TWO_ADDRESSES}}please write two paths, separated by a space.{{/TWO_ADDRESSES}}{{#ONE_BEGINNING}}both paths must end with *, or neither.{{/ONE_BEGINNING}}{{#SECOND_RULE}}another line is about <bdi>{{PAGE}}</bdi> too.{{/SECOND_RULE}}{{#NOT_A_PATH}}<bdi>{{PAGE}}</bdi> is not the path of a page.{{/NOT_A_PATH}}{{#FOREIGN_SITE}}<bdi>{{PAGE}}</bdi> is a page of another site.{{/FOREIGN_SITE}}{{#NO_SUCH_PAGE}}this site has no page <bdi>{{PAGE}}</bdi>, so nobody would see the comments of <bdi>{{FROM}}</bdi> there.{{/NO_SUCH_PAGE}}</li>
{{/MISTAKE}}</ul>
{{#MORE_MISTAKES}}<p>Only the first are listed.</p>{{/MORE_MISTAKES}}</section>
{{/MISTAKES}}
<form method="post" action="{{BASE}}/threads/moves" enctype="multipart/form-data"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="threads/moves">
<p><label for="map">Former and new paths</label><textarea id="map" name="map" rows="12" spellcheck="false" autocapitalize="none" required aria-describedby="map-limit{{#MISTAKES}} mistakes{{/MISTAKES}}"{{#MISTAKES}} aria-invalid="true" autofocus{{/MISTAKES}}>{{MAP:pre_escape}}</textarea></p>
<p class="facts" id="map-limit">At most 1,000,000 bytes. For longer lists there is the command <code>afterword thread apply-map</code>. A move of a whole list is one action, which can be undone.{{#CUT}} Only the first of the pages without a file fit into the field.{{/CUT}}</p>
<p><button name="do" value="try">Show what would change</button> <button class="strong" name="do" value="move">Move them</button></p></form>
{{#FILES}}<section class="panel"><h2>Pages with comments that have no file: {{COUNT}}</h2>
{{#SOME}}<p>Nobody sees the comments of these pages. A guess is the only page with the same name or the same title. Please check it before you move the comments.</p>
<ul class="log">{{#ORPHAN}}<li><bdi>{{PATH}}</bdi>{{#GUESSED}}, perhaps now <a href="{{GUESS_HREF}}"><bdi>{{GUESS}}</bdi></a>{{/GUESSED}}{{#UNKNOWN}} <span class="where">no page with this name or title</span>{{/UNKNOWN}}</li>
{{/ORPHAN}}</ul>{{/SOME}}
{{#MORE}}<p>And {{MORE_COUNT}} more.</p>{{/MORE}}</section>
{{/FILES}}
{{#NO_FILES}}<p class="notice quiet">The configuration does not say where the files of the site are (<code>pages.document_root</code>), so it is unknown which pages have no file.</p>{{/NO_FILES}}
{{#ANEW}}<p><a href="{{BASE}}/threads/moves">Start again with the pages that have no file</a></p>{{/ANEW}}
