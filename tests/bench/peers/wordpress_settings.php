<?php
// A must-use plugin of the measured WordPress: no limit on how often one visitor may comment, because all
// comments of a measurement have the same address. With ?all=1, a page shows all its comments, as it does
// by default.
add_filter('comment_flood_filter', '__return_false', 99);
add_filter('pre_option_page_comments', fn ($shown) => isset($_GET['all']) ? '0' : $shown);
