<?php
/**
 * The wp-config.php of every test site. The core's own file only requires this one, so that one
 * read-only copy of WordPress serves any number of sites; what differs comes from the environment.
 */

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', '' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', '' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'DB_DIR', getenv( 'TRACKER_WP_FOLDER' ) );
define( 'DB_FILE', 'wordpress.sqlite' );
$table_prefix = 'wp_';

define( 'WP_HOME', getenv( 'TRACKER_WP_URL' ) );
define( 'WP_SITEURL', getenv( 'TRACKER_WP_URL' ) );
define( 'WPMU_PLUGIN_DIR', __DIR__ . '/mu-plugins' );

// Allows application passwords over plain HTTP (wp_is_application_passwords_available).
define( 'WP_ENVIRONMENT_TYPE', 'local' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISALLOW_FILE_MODS', true );
define( 'WP_DEBUG', false );
define( 'WP_MEMORY_LIMIT', '256M' );

// Throw-away sites on loopback: constant keys keep WordPress from storing random ones.
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $tracker_name ) {
	define( $tracker_name . '_KEY', "test $tracker_name key" );
	define( $tracker_name . '_SALT', "test $tracker_name salt" );
}

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', getenv( 'TRACKER_WP_CORE' ) . '/' );
}
require_once ABSPATH . 'wp-settings.php';
