# Varnish in front of your web server: it caches pages and includes the comments in them (ESI).
#
# Add to a page, where the comments should appear:
#
#     <esi:include src="/comments/thread/my/page/?title=My%20page"/>
#
# and in the head <link rel="stylesheet" href="/comments/style.css"> and, if wanted,
# <script src="/comments/embed.js" defer></script>. Change the address of the web server below; the time
# for which a thread is cached (other readers see a new comment that much later); and the prefix
# /comments/ if site.mount differs. For Varnish 6 and 7.
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "8080";
}

sub vcl_recv {
  # Forms, moderators' pages and signed links are never cached.
  if ((req.method != "GET" && req.method != "HEAD") ||
      req.url ~ "^/comments/(moderate|set-up|link|report)(/|\?|$)") {
    return (pass);
  }
  # Pass the visitor's parameters to the thread: reply, page of comments, waiting comment.
  if (req.esi_level > 0 && req.url ~ "^/comments/thread/.*\?" &&
      req_top.url ~ "[?&](cpage|subthread|replytocom|unapproved)=") {
    set req.url = req.url + "&" + regsub(req_top.url, "^[^?]*\?", "");
  }
  # A waiting comment is shown to its writer only.
  if (req.url ~ "[?&]unapproved=") {
    return (pass);
  }
  if (req.url ~ "^/comments/") {
    # Threads do not depend on cookies.
    unset req.http.Cookie;
    # Included threads must be uncompressed.
    if (req.esi_level > 0) {
      unset req.http.Accept-Encoding;
      unset req.http.Origin;
    }
    return (hash);
  }
}

sub vcl_backend_response {
  # ESI only in your pages, never in comments.
  if (bereq.url !~ "^/comments/" && beresp.http.Content-Type ~ "^text/html") {
    set beresp.do_esi = true;
  }
  if (bereq.url ~ "[?&]unapproved=") {
    set beresp.uncacheable = true;
  } else if (bereq.url ~ "^/comments/(thread|latest|count|feed)" && beresp.status == 200) {
    # Cache threads for this time, although they must otherwise be revalidated. Afterwards they are
    # revalidated by their ETag, usually with 304.
    set beresp.ttl = 10s;
    set beresp.grace = 0s;
    set beresp.keep = 1h;
  }
}
