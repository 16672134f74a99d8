<?php
/**
 * Installs WordPress into the empty database of a template, without the example posts, and prints
 * the application password of the administrator as JSON.
 */

$_SERVER['HTTP_HOST']   = '127.0.0.1';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
define( 'WP_INSTALLING', true );
require getenv( 'TRACKER_WP_CORE' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// The mail with the login, which wp_install() sends, has nowhere to go.
add_filter( 'pre_wp_mail', '__return_true' );
$tracker_site = wp_install( 'Test newsroom', 'admin', 'admin@example.org', true, '', 'password' );

global $wpdb;
foreach ( array( 'posts', 'postmeta', 'comments', 'commentmeta' ) as $tracker_table ) {
	$wpdb->query( "DELETE FROM {$wpdb->prefix}$tracker_table" );
}
$wpdb->query( "UPDATE {$wpdb->term_taxonomy} SET count = 0" );
update_option( 'permalink_structure', '/%year%/%monthnum%/%postname%/' );
update_option( 'timezone_string', '' );
update_option( 'gmt_offset', 0 );

list( $tracker_password ) = WP_Application_Passwords::create_new_application_password(
	$tracker_site['user_id'],
	array( 'name' => 'tests' )
);
echo json_encode( array( 'user' => 'admin', 'password' => $tracker_password ) );
