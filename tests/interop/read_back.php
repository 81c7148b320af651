<?php
// Takes an export file into a fresh WordPress by WordPress's own functions, in the way and the order
// in which its importer does: a post by title and date, a comment by name and date, comments by
// number, parents by the numbers that they have got. Arguments: the site's address, the file.
require __DIR__ . '/wordpress.php';
require_once ABSPATH . 'wp-admin/includes/post.php';
if (!is_blog_installed()) install('Tern Lane again');
$xml = simplexml_load_file($argv[2]) ?: exit('not XML');
$wp = $xml->getDocNamespaces()['wp'];
preg_match('/^\d+\.\d+$/', (string) $xml->channel->children($wp)->wxr_version) || exit('no version');
foreach ($xml->channel->item as $item) {
    $fields = $item->children($wp);
    $title = (string) $item->title;
    $date = (string) $fields->post_date;
    $known = post_exists(wp_slash($title), '', $date);
    $post = $known ?: wp_insert_post(wp_slash([
        'post_title' => $title, 'post_date' => $date, 'post_status' => (string) $fields->status,
        'post_name' => (string) $fields->post_name, 'post_type' => (string) $fields->post_type,
        'comment_status' => (string) $fields->comment_status, 'post_author' => 1, 'post_content' => '-',
    ]), true);
    is_wp_error($post) && exit($post->get_error_message());
    $comments = [];
    foreach ($fields->comment as $c) $comments[(int) $c->comment_id] = $c;
    ksort($comments);
    $new = [];
    foreach ($comments as $id => $c) {
        if ($known && comment_exists(wp_slash((string) $c->comment_author), (string) $c->comment_date)) continue;
        $parent = (int) $c->comment_parent;
        $data = wp_filter_comment(wp_slash([
            'comment_post_ID' => $post, 'comment_author' => (string) $c->comment_author,
            'comment_author_email' => (string) $c->comment_author_email, 'comment_author_url' => (string) $c->comment_author_url,
            'comment_author_IP' => (string) $c->comment_author_IP, 'comment_date' => (string) $c->comment_date,
            'comment_date_gmt' => (string) $c->comment_date_gmt, 'comment_content' => (string) $c->comment_content,
            'comment_approved' => (string) $c->comment_approved, 'comment_type' => (string) $c->comment_type,
            'comment_parent' => $new[$parent] ?? $parent, 'comment_agent' => '', 'user_id' => 0,
        ]));
        $new[$id] = wp_insert_comment($data);
        foreach ($c->commentmeta as $meta)
            add_comment_meta($new[$id], wp_slash((string) $meta->meta_key), wp_slash((string) $meta->meta_value));
    }
}
