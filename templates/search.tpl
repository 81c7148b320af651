{{%AUTOESCAPE context="HTML"}}{{! The page on which readers search the published comments. }}
<section class="comments-area comment-search" aria-labelledby="comments-title">
<h2 id="comments-title" class="comments-title">Search the comments</h2>
{{#REFUSED}}<p class="comment-errors" role="alert">{{PROBLEM}}</p>
{{/REFUSED}}
<form class="comment-form" role="search" aria-labelledby="comments-title" method="get" action="{{ACTION}}" target="_self">
<p><label for="q">Words in the text or the name</label>
<input id="q" name="q" type="search" value="{{TYPED}}" size="30" maxlength="200"></p>
{{#OF_PAGE}}<p><label><input name="page" type="checkbox" value="{{PAGE}}" checked> Only on the page {{PAGE}}</label></p>
{{/OF_PAGE}}
<p class="form-submit"><input class="submit" type="submit" value="Search"></p>
</form>
{{#NOTHING}}<p role="status">No published comment has all of these words.</p>
{{/NOTHING}}
{{#RESULTS}}<ol class="comment-results">
{{#RESULT}}<li><p><b><bdi>{{NAME}}</bdi></b> on <a href="{{HREF}}">{{RESULT_PAGE}}</a> <time datetime="{{DATETIME}}">{{DATE}}</time></p><p dir="auto">{{EXCERPT}}</p></li>
{{/RESULT}}</ol>
{{/RESULTS}}
{{#OLDER}}<p><a rel="nofollow" target="_self" href="{{OLDER_HREF}}">Older results</a></p>
{{/OLDER}}
</section>
