<?php
/**
 * Stands in for the web server's configuration in `php -S`: a base path, rewriting (or none, as on
 * a host without mod_rewrite), PATH_INFO, and files that each site has for itself.
 */

$tracker_base = getenv( 'TRACKER_WP_BASE' );
$tracker_path = rawurldecode( explode( '?', $_SERVER['REQUEST_URI'], 2 )[0] );
$tracker_root = getenv( 'TRACKER_WP_CORE' );

function tracker_not_found() {
	http_response_code( 404 );
	header( 'Content-Type: text/html; charset=iso-8859-1' );
	echo "<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n";
}

function tracker_send_file( $file ) {
	$types = array(
		'css'  => 'text/css',
		'js'   => 'text/javascript',
		'png'  => 'image/png',
		'jpg'  => 'image/jpeg',
		'gif'  => 'image/gif',
		'svg'  => 'image/svg+xml',
		'html' => 'text/html',
		'txt'  => 'text/plain',
	);
	$extension = strtolower( pathinfo( $file, PATHINFO_EXTENSION ) );
	header( 'Content-Type: ' . ( $types[ $extension ] ?? 'application/octet-stream' ) );
	readfile( $file );
}

if ( str_contains( $tracker_path, '..' ) || ! str_starts_with( "$tracker_path/", "$tracker_base/" ) ) {
	tracker_not_found();
	return;
}
$tracker_path = substr( $tracker_path, strlen( $tracker_base ) );

$tracker_uploads = '/wp-content/uploads/';
if ( str_starts_with( $tracker_path, $tracker_uploads ) ) {
	$tracker_file = getenv( 'TRACKER_WP_FOLDER' ) . '/uploads/' . substr( $tracker_path, strlen( $tracker_uploads ) );
	is_file( $tracker_file ) ? tracker_send_file( $tracker_file ) : tracker_not_found();
	return;
}

if ( is_dir( $tracker_root . $tracker_path ) ) {
	$tracker_path = rtrim( $tracker_path, '/' ) . '/index.php';
}
if ( is_file( $tracker_root . $tracker_path ) && ! str_ends_with( $tracker_path, '.php' ) ) {
	tracker_send_file( $tracker_root . $tracker_path );
	return;
}

$tracker_script = null;
if ( preg_match( '#^(/.+?\.php)(/.*)?$#', $tracker_path, $tracker_match ) && is_file( $tracker_root . $tracker_match[1] ) ) {
	$tracker_script = $tracker_match[1];
} elseif ( getenv( 'TRACKER_WP_REWRITE' ) === '1' ) {
	$tracker_script = '/index.php';
}
if ( null === $tracker_script ) {
	tracker_not_found();
	return;
}

$_SERVER['DOCUMENT_ROOT']   = $tracker_root;
$_SERVER['SCRIPT_FILENAME'] = $tracker_root . $tracker_script;
$_SERVER['SCRIPT_NAME']     = $tracker_base . $tracker_script;
$_SERVER['PHP_SELF']        = $_SERVER['SCRIPT_NAME'] . ( $tracker_match[2] ?? '' );
unset( $_SERVER['PATH_INFO'] );
if ( ! empty( $tracker_match[2] ) ) {
	$_SERVER['PATH_INFO'] = $tracker_match[2];
}
chdir( dirname( $_SERVER['SCRIPT_FILENAME'] ) );
require $_SERVER['SCRIPT_FILENAME'];
