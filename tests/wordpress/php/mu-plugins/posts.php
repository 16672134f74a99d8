<?php
/**
 * Plugin Name: Posts for tests
 * Description: What tests do to posts behind the REST API's back; `$args` comes from Python.
 */

/** Let the saves that follow in this request happen at a time, `Y-m-d H:i:s` in UTC; null is now. */
function tracker_at( $gmt ) {
	$GLOBALS['tracker_at'] = $gmt;
}

add_filter(
	'wp_insert_post_data',
	function ( $data ) {
		$gmt = $GLOBALS['tracker_at'] ?? null;
		// A revision takes its time from the post that it is a copy of.
		if ( $gmt && 'revision' !== $data['post_type'] ) {
			$data['post_modified_gmt'] = $gmt;
			$data['post_modified']     = get_date_from_gmt( $gmt );
		}
		return $data;
	}
);

/** Fail loudly where WordPress answers with 0, false or a WP_Error. */
function tracker_must( $result ) {
	if ( is_wp_error( $result ) ) {
		throw new RuntimeException( $result->get_error_message() );
	}
	if ( ! $result ) {
		throw new RuntimeException( 'WordPress refused' );
	}
	return $result;
}

function tracker_sql( $args ) {
	global $wpdb;
	$query = str_replace( '{}', $wpdb->prefix, $args['query'] );
	$query = $args['values'] ? $wpdb->prepare( $query, $args['values'] ) : $query;
	$rows  = $wpdb->get_results( $query, ARRAY_A );
	if ( $wpdb->last_error ) {
		throw new RuntimeException( $wpdb->last_error );
	}
	return $rows;
}

function tracker_add( $args ) {
	global $wpdb;
	tracker_at( $args['at'] );
	wp_defer_term_counting( true );
	$wpdb->query( 'START TRANSACTION' );
	$ids = array();
	foreach ( $args['posts'] as $post ) {
		$post += array( 'post_status' => 'publish' );
		if ( $args['at'] ) {
			$post += array(
				'post_date_gmt' => $args['at'],
				'post_date'     => get_date_from_gmt( $args['at'] ),
			);
		}
		$ids[] = tracker_must( wp_insert_post( wp_slash( $post ), true ) );
	}
	$wpdb->query( 'COMMIT' );
	wp_defer_term_counting( false );
	return $ids;
}

function tracker_edit( $edits ) {
	global $wpdb;
	$wpdb->query( 'START TRANSACTION' );
	foreach ( $edits as $edit ) {
		$before = get_post( $edit['id'] );
		wp_set_current_user( $edit['by'] );
		tracker_at( $edit['at'] );
		tracker_must( wp_update_post( wp_slash( array( 'ID' => $edit['id'] ) + $edit['fields'] ), true ) );
		if ( $edit['masked'] ) {
			$times = array(
				'post_modified'     => $before->post_modified,
				'post_modified_gmt' => $before->post_modified_gmt,
			);
			$wpdb->update( $wpdb->posts, $times, array( 'ID' => $edit['id'] ) );
			clean_post_cache( $edit['id'] );
		}
	}
	$wpdb->query( 'COMMIT' );
}

function tracker_come_due( $args ) {
	global $wpdb;
	$times = array(
		'post_date'     => get_date_from_gmt( $args['date'] ),
		'post_date_gmt' => $args['date'],
	);
	$wpdb->update( $wpdb->posts, $times, array( 'ID' => $args['id'] ) );
	clean_post_cache( $args['id'] );
	check_and_publish_future_post( $args['id'] );
}

function tracker_add_user( $args ) {
	global $wpdb;
	$user = array(
		'user_login'   => $args['login'],
		'user_pass'    => 'password',
		'role'         => $args['role'],
		'display_name' => $args['name'],
	);
	$id   = tracker_must( wp_insert_user( $user ) );
	$wpdb->update( $wpdb->users, array( 'display_name' => $args['name'] ), array( 'ID' => $id ) );
	return $id;
}
