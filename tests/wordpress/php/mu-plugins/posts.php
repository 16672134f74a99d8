<?php
/**
 * Plugin Name: Posts for tests
 * Description: What tests do to posts behind the REST API's back; `$args` comes from Python.
 */

/** Let the saves that follow in this request happen at a time, `Y-m-d H:i:s` in UTC. */
function tracker_at( $gmt ) {
	add_filter(
		'wp_insert_post_data',
		function ( $data ) use ( $gmt ) {
			// A revision takes its time from the post that it is a copy of.
			if ( $gmt && 'revision' !== $data['post_type'] ) {
				$data['post_modified_gmt'] = $gmt;
				$data['post_modified']     = get_date_from_gmt( $gmt );
			}
			return $data;
		}
	);
}

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
	tracker_at( $args['at'] );
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
	return $ids;
}

function tracker_edit( $args ) {
	global $wpdb;
	$before = get_post( $args['id'] );
	tracker_at( $args['at'] );
	tracker_must( wp_update_post( wp_slash( array( 'ID' => $args['id'] ) + $args['fields'] ), true ) );
	if ( $args['masked'] ) {
		$times = array(
			'post_modified'     => $before->post_modified,
			'post_modified_gmt' => $before->post_modified_gmt,
		);
		$wpdb->update( $wpdb->posts, $times, array( 'ID' => $args['id'] ) );
	}
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
