<?php
// Installs WordPress and writes posts and comments by WordPress's own functions. Arguments: the
// site's address.
require __DIR__ . '/wordpress.php';
install('Tern Lane');
update_option('thread_comments', 1);
update_option('thread_comments_depth', 5);
update_option('comment_moderation', 0);
update_option('comment_previously_approved', 0);
update_option('show_comments_cookies_opt_in', 1);
switch_theme('twentytwentyone');
flush_rewrite_rules();

function post(string $title, string $date, array $more = []): int {
    return wp_insert_post(wp_slash($more + [
        'post_title' => $title, 'post_content' => '<p>Some lines about it.</p>', 'post_status' => 'publish',
        'post_author' => 1, 'post_date' => $date, 'comment_status' => 'open', 'ping_status' => 'open',
    ]), true);
}

// Names as WordPress's filters leave them.
function comment(int $post, string $text, array $more = []): int {
    static $minute = 0;
    $at = gmdate('Y-m-d H:i:s', 1330700000 + 60 * ++$minute);
    return wp_insert_comment(wp_slash($more + [
        'comment_post_ID' => $post, 'comment_author' => 'Ines', 'comment_author_email' => 'ines@example.org',
        'comment_author_url' => '', 'comment_author_IP' => '192.0.2.17', 'comment_content' => $text,
        'comment_date' => get_date_from_gmt($at), 'comment_date_gmt' => $at, 'comment_approved' => 1,
        'comment_agent' => 'Mozilla/5.0', 'comment_type' => 'comment', 'comment_parent' => 0,
    ]));
}

$tea = post('Five quiet minutes & a cup of "tea"', '2012-03-01 09:00:00');
$first = comment($tea, "Line one\nline two\n\nA paragraph with <em>stress</em>, <a href=\"https://example.org/?a=1&amp;b=2\">a link</a> & an ampersand.");
$reply = comment($tea, 'A reply, from “München” 🫖 – naïve?', ['comment_parent' => $first, 'comment_author' => "O'Brien &amp; Søn", 'comment_author_url' => 'https://example.org/~obrien']);
$third = comment($tea, 'Deeper: \\backslash\\ and ]]> and 2 < 3 > 1', ['comment_parent' => $reply]);
comment($tea, 'Deeper still', ['comment_parent' => $third, 'comment_author_IP' => '2001:db8:1:2::5']);
comment($tea, 'Waits for somebody', ['comment_approved' => 0]);
comment($tea, 'Cheap watches', ['comment_approved' => 'spam']);
comment($tea, 'Thrown away', ['comment_approved' => 'trash', 'comment_parent' => $first]);
comment($tea, '[...] quiet minutes [...]', ['comment_type' => 'pingback', 'comment_author' => 'Another blog']);
comment($tea, '<blockquote>What she said</blockquote><strong>Yes</strong> <code>x &lt; y</code> <del datetime="2012-01-01">old</del>');
$long = post('A long talk', '2012-04-05 08:30:00');
$parent = 0;
foreach (range(1, 60) as $i) {
    $parent = comment($long, "Turn $i of the talk.", ['comment_author' => "Reader $i", 'comment_author_email' => "reader$i@example.org", 'comment_parent' => $i % 7 === 1 ? 0 : $parent]);
}
$closed = post('Closed by now', '2012-05-06 10:00:00', ['comment_status' => 'closed']);
comment($closed, 'In time');
$private = post('For few', '2012-06-07 10:00:00', ['post_password' => 'hush']);
comment($private, 'Among us');
post('Nobody has said anything', '2012-07-08 10:00:00');
