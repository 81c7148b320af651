{{%AUTOESCAPE context="HTML"}}{{! The likes of a comment, for readers without JavaScript. }}
<section id="comments" class="comments-area comment-like-page" aria-labelledby="comments-title">
<h2 id="comments-title" class="comments-title">{{#NOBODY}}Nobody likes this comment yet{{/NOBODY}}{{#ONE}}One person likes this comment{{/ONE}}{{#SEVERAL}}{{COUNT}} people like this comment{{/SEVERAL}}</h2>
{{#LIKED}}<p>You are one of them, or somebody with the same kind of browser in your network is.</p>
{{/LIKED}}
<form method="post" action="{{ACTION}}"><p>{{#LIKED}}<button name="do" value="unlike">Remove the like</button>{{/LIKED}}{{#NOT_LIKED}}<button name="do" value="like">Like</button>{{/NOT_LIKED}}</p></form>
<p class="comment-back"><a href="{{BACK_HREF}}">Back to the comment</a></p>
</section>
