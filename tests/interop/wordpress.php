<?php
// Loads the WordPress of this folder for a script, as if it were asked for at the site's address, and
// installs it where it is not yet. The first argument of every script is that address.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url($argv[1], PHP_URL_HOST) . ':' . parse_url($argv[1], PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function install(string $title): void {
    wp_install($title, 'keeper', 'keeper@example.org', false, '', 'a lighthouse in spring');
    update_option('permalink_structure', '/%year%/%postname%/');
    update_option('timezone_string', 'America/New_York');
    foreach ([1, 2, 3] as $sample) wp_delete_post($sample, true);
}
