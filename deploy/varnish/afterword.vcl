# Varnish in front of your web server: pages are kept, and the comments are put into them here (ESI).
#
# Write in a page, where the comments belong:
#
#     <esi:include src="/comments/thread/my/page/?title=My%20page"/>
#
# and in the head <link rel="stylesheet" href="/comments/style.css"> and, if wanted,
# <script src="/comments/embed.js" defer></script>. Change three things: the web server below, how
# long a thread is kept (a new comment is seen that much later by those who did not write it), and the
# prefix /comments/ if site.mount is another. Made for Varnish 6 and 7.
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "8080";
}

sub vcl_recv {
  # A comment, a moderator, a signed link: never kept, and everything is passed on.
  if ((req.method != "GET" && req.method != "HEAD") ||
      req.url ~ "^/comments/(moderate|set-up|link|worry)(/|\?|$)") {
    return (pass);
  }
  # What the visitor asks the page for is meant for its thread: which reply, which page of comments,
  # whose waiting comment.
  if (req.esi_level > 0 && req.url ~ "^/comments/thread/.*\?" &&
      req_top.url ~ "[?&](cpage|subthread|replytocom|unapproved)=") {
    set req.url = req.url + "&" + regsub(req_top.url, "^[^?]*\?", "");
  }
  # A writer's own waiting comment is nobody else's.
  if (req.url ~ "[?&]unapproved=") {
    return (pass);
  }
  if (req.url ~ "^/comments/") {
    # No thread depends on a cookie.
    unset req.http.Cookie;
    # Included parts are asked for as they are, so that they can be put together.
    if (req.esi_level > 0) {
      unset req.http.Accept-Encoding;
      unset req.http.Origin;
    }
    return (hash);
  }
}

sub vcl_backend_response {
  # Include lines are looked for in your pages, never in what visitors wrote.
  if (bereq.url !~ "^/comments/" && beresp.http.Content-Type ~ "^text/html") {
    set beresp.do_esi = true;
  }
  if (bereq.url ~ "[?&]unapproved=") {
    set beresp.uncacheable = true;
  } else if (bereq.url ~ "^/comments/(thread|latest|count|feed)" && beresp.status == 200) {
    # A thread says that it must be asked for each time; here it may be as old as this. Then it is asked
    # for with its ETag, and mostly comes back as 304.
    set beresp.ttl = 10s;
    set beresp.grace = 0s;
    set beresp.keep = 1h;
  }
}
