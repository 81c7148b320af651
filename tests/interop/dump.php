<?php
// Every comment of a WordPress as JSON lines, with its post's title; pingbacks left out.
$_SERVER['HTTP_HOST'] = $argv[1];
$_SERVER['REQUEST_URI'] = '/';
require __DIR__ . '/wp-load.php';
foreach (get_comments(['status' => 'any', 'orderby' => 'comment_ID', 'order' => 'ASC', 'type' => 'comment']) as $c) {
    echo json_encode([
        'id' => (int) $c->comment_ID, 'parent' => (int) $c->comment_parent, 'title' => get_post($c->comment_post_ID)->post_title,
        'path' => parse_url(get_permalink((int) $c->comment_post_ID), PHP_URL_PATH),
        'author' => $c->comment_author, 'email' => $c->comment_author_email, 'url' => $c->comment_author_url,
        'gmt' => $c->comment_date_gmt, 'local' => $c->comment_date, 'status' => $c->comment_approved, 'text' => $c->comment_content,
    ], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
}
