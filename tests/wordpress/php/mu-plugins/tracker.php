<?php
/**
 * Plugin Name: Means for tests
 * Description: Runs PHP sent by a test, and misbehaves as hosts and plugins do, on request.
 *
 * What it does beside running PHP is switched by the option `tracker_switches`, at run time:
 * drop_authorization (bool), rest_status (401, 403, 503 ...: the REST API answers with HTML),
 * types and taxonomies (arguments of register_post_type and register_taxonomy by name),
 * rest_fields (field => value: a plugin that adds fields to posts).
 */

if ( wp_installing() ) {
	return;
}

function tracker_switch( $name ) {
	return get_option( 'tracker_switches', array() )[ $name ] ?? null;
}

if ( tracker_switch( 'drop_authorization' ) ) {
	unset( $_SERVER['HTTP_AUTHORIZATION'], $_SERVER['REDIRECT_HTTP_AUTHORIZATION'] );
	unset( $_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['AUTH_TYPE'] );
}

add_action(
	'init',
	function () {
		foreach ( (array) tracker_switch( 'types' ) as $name => $arguments ) {
			register_post_type( $name, $arguments );
		}
		foreach ( (array) tracker_switch( 'taxonomies' ) as $name => $arguments ) {
			register_taxonomy( $name, $arguments['object_type'] ?? array( 'post' ), $arguments );
		}
	}
);

add_action(
	'rest_api_init',
	function () {
		foreach ( (array) tracker_switch( 'rest_fields' ) as $name => $value ) {
			register_rest_field( 'post', $name, array( 'get_callback' => fn() => $value ) );
		}
	}
);

// rest_api_loaded() stands at priority 10.
add_action(
	'parse_request',
	function ( $wp ) {
		$status = tracker_switch( 'rest_status' );
		if ( ! $status || empty( $wp->query_vars['rest_route'] ) ) {
			return;
		}
		status_header( $status );
		header( 'Content-Type: text/html; charset=UTF-8' );
		echo "<!DOCTYPE html>\n<html><head><title>$status</title></head><body><h1>The REST API is switched off.</h1></body></html>\n";
		exit;
	},
	1
);

add_filter(
	'upload_dir',
	function ( $dir ) {
		$dir['basedir'] = getenv( 'TRACKER_WP_FOLDER' ) . '/uploads';
		$dir['baseurl'] = WP_HOME . '/wp-content/uploads';
		$dir['path']    = $dir['basedir'] . $dir['subdir'];
		$dir['url']     = $dir['baseurl'] . $dir['subdir'];
		return $dir;
	}
);

add_action(
	'wp_loaded',
	function () {
		if ( ( $_SERVER['HTTP_X_TRACKER_SECRET'] ?? '' ) !== getenv( 'TRACKER_WP_SECRET' ) ) {
			return;
		}
		$sent = json_decode( file_get_contents( 'php://input' ), true );
		wp_set_current_user( $sent['as'] );
		ob_start();
		try {
			$run    = static function ( $code, $args ) {
				return eval( $code );
			};
			$answer = array( 'result' => $run( $sent['code'], $sent['args'] ) );
		} catch ( Throwable $error ) {
			$answer = array( 'error' => get_class( $error ) . ': ' . $error->getMessage() );
		}
		$answer['output'] = ob_get_clean();
		header( 'Content-Type: application/json' );
		echo json_encode( $answer, JSON_INVALID_UTF8_SUBSTITUTE );
		exit;
	}
);
