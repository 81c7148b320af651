<?php
// Installs the WordPress of this folder: two posts with the comments of a JSON file, as they are on the
// pages that are measured, and a hundred posts to write to. Arguments: the site's address, the file.
// Prints the number of the first of the hundred posts.
require __DIR__ . '/wordpress.php';
install('Bench');
foreach ([
    'permalink_structure' => '/%postname%/',
    'timezone_string' => 'UTC',
    // The comments are shown as the other programs show them.
    'thread_comments' => 1, 'thread_comments_depth' => 5, 'page_comments' => 1, 'comments_per_page' => 50,
    'default_comments_page' => 'newest', 'comment_order' => 'asc',
    // Every post is published at once, and nobody gets mail.
    'comment_moderation' => 0, 'comment_previously_approved' => 0, 'comments_notify' => 0, 'moderation_notify' => 0,
] as $name => $value) update_option($name, $value);
switch_theme('twentytwentyone');
flush_rewrite_rules();

function post(string $name): int {
    return wp_insert_post([
        'post_title' => ucfirst($name), 'post_name' => $name, 'post_content' => '<p>Some lines about it.</p>',
        'post_status' => 'publish', 'post_author' => 1, 'comment_status' => 'open', 'ping_status' => 'closed',
    ]);
}

wp_defer_comment_counting(true);
$posts = $numbers = [];
foreach (json_decode(file_get_contents($argv[2]), true) as $row) {
    $name = trim($row['page'], '/');
    $posts[$name] ??= post($name);
    $date = gmdate('Y-m-d H:i:s', strtotime($row['created']));
    $numbers[$row['id']] = wp_insert_comment([
        'comment_post_ID' => $posts[$name], 'comment_author' => $row['author'],
        'comment_author_email' => $row['email'], 'comment_author_url' => $row['url'],
        'comment_author_IP' => '192.0.2.17', 'comment_content' => $row['text'], 'comment_date' => $date,
        'comment_date_gmt' => $date, 'comment_approved' => 1, 'comment_type' => 'comment',
        'comment_parent' => $row['parent'] === null ? 0 : $numbers[$row['parent']],
    ]);
}
wp_defer_comment_counting(false);
$targets = array_map(fn ($i) => post("p$i"), range(0, 99));
if ($targets !== range($targets[0], $targets[0] + 99)) exit('the posts are not numbered in sequence');
echo $targets[0];
