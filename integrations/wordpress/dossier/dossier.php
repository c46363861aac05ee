<?php
/**
 * Plugin Name: Dossier
 * Description: Lets your Dossier read and erase what every plug-in holds on a customer, and leads customers from "My account" to their data requests.
 * Version: 1.1.0
 * Requires at least: 5.6
 * Requires PHP: 7.4
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/old-licenses/gpl-2.0.html
 *
 * This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public
 * License as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later
 * version. It comes without any warranty: see the license.
 */

namespace Dossier;

defined( 'ABSPATH' ) || exit;

const OPTION = 'dossier_settings';
const PAGE   = 'dossier';
const HANDOFF = 'dossier_handoff';
const ENDPOINT = 'customer-data-requests';
const TOKEN_SECONDS = 120;

/* ---- What Dossier calls: what plug-ins register for WordPress's own export and erasure of personal data. ---- */

add_action( 'rest_api_init', __NAMESPACE__ . '\register_routes' );

/** WooCommerce's REST keys open namespaces that begin with "wc-"; WordPress's application passwords open both. */
function register_routes() {
	$is_email = function ( $email ) {
		return is_string( $email ) && strlen( $email ) <= 320 && strpos( $email, '@' ) > 0;
	};
	foreach ( array( 'exporter' => 'export', 'eraser' => 'erase' ) as $kind => $verb ) {
		$may  = function () use ( $verb ) { return current_user_can( $verb . '_others_personal_data' ); };
		$list = function () use ( $kind ) { return list_registered( $kind ); };
		$page = function ( $request ) use ( $kind ) { return call_registered( $kind, $request ); };
		$args = array(
			'email' => array( 'required' => true, 'validate_callback' => $is_email ),
			$kind   => array( 'required' => true, 'type' => 'string' ),
			'page'  => array( 'default' => 1, 'type' => 'integer', 'minimum' => 1 ),
		);
		$call = array( 'methods' => 'erase' === $verb ? 'POST' : 'GET', 'args' => $args, 'callback' => $page, 'permission_callback' => $may );
		foreach ( array( 'wc-dossier/v1', 'dossier/v1' ) as $namespace ) {
			register_rest_route( $namespace, "/{$kind}s", array( 'callback' => $list, 'permission_callback' => $may ) );
			register_rest_route( $namespace, "/$verb", $call );
		}
	}
}

/** The registered exporters or erasers that can be called, by their keys. */
function registered( $kind ) {
	$registered = apply_filters( "wp_privacy_personal_data_{$kind}s", array() );
	return array_filter(
		is_array( $registered ) ? $registered : array(),
		function ( $one ) {
			return is_array( $one ) && is_callable( $one['callback'] ?? null );
		}
	);
}

function list_registered( $kind ) {
	$listed = array();
	foreach ( registered( $kind ) as $key => $one ) {
		$name     = trim( wp_strip_all_tags( (string) ( $one[ $kind . '_friendly_name' ] ?? '' ) ) );
		$listed[] = array( 'key' => (string) $key, 'name' => '' === $name ? (string) $key : $name );
	}
	return $listed;
}

/** One page of one of them for one address: Dossier asks for each, page by page, until "done". */
function call_registered( $kind, $request ) {
	$one = registered( $kind )[ $request[ $kind ] ] ?? null;
	if ( ! $one ) {
		return new \WP_Error( "dossier_no_$kind", "There is no such $kind.", array( 'status' => 404 ) );
	}
	try {
		$page = (array) call_user_func( $one['callback'], $request['email'], (int) $request['page'] );
	} catch ( \Throwable $error ) {
		$page = array();
	}
	if ( 'exporter' === $kind && isset( $page['done'] ) && is_array( $page['data'] ?? null ) ) {
		return array( 'data' => array_values( $page['data'] ), 'done' => (bool) $page['done'] );
	}
	if ( 'eraser' === $kind && isset( $page['done'], $page['items_removed'], $page['items_retained'] ) ) {
		// What it keeps, and why, it says in words.
		$messages = array_values( array_filter( (array) ( $page['messages'] ?? array() ), 'is_string' ) );
		return array( 'removed' => (bool) $page['items_removed'], 'retained' => (bool) $page['items_retained'], 'messages' => $messages, 'done' => (bool) $page['done'] );
	}
	return new \WP_Error( "dossier_{$kind}_failed", "The $kind failed.", array( 'status' => 500 ) );
}

/* ---- What customers use: a link that leads them, signed in, to their data requests. ---- */

add_filter( 'woocommerce_account_menu_items', __NAMESPACE__ . '\add_menu_item' );
add_filter( 'woocommerce_get_endpoint_url', __NAMESPACE__ . '\endpoint_url', 10, 2 );
add_shortcode( 'dossier_link', __NAMESPACE__ . '\link_shortcode' );
add_action( 'admin_post_' . HANDOFF, __NAMESPACE__ . '\hand_off' );

function label() {
	return 0 === strpos( determine_locale(), 'de' ) ? 'Datenanfragen' : 'Customer data requests';
}

/** Before "Log out", which comes last. */
function add_menu_item( $items ) {
	if ( ! is_ready() ) {
		return $items;
	}
	$logout = array_intersect_key( $items, array( 'customer-logout' => true ) );
	return array_diff_key( $items, $logout ) + array( ENDPOINT => label() ) + $logout;
}

function endpoint_url( $url, $endpoint ) {
	return ENDPOINT === $endpoint ? handoff_url() : $url;
}

/** For shops without WooCommerce's "My account": [dossier_link]. */
function link_shortcode() {
	if ( ! is_ready() || ! is_user_logged_in() ) {
		return '';
	}
	return '<a href="' . esc_url( handoff_url() ) . '">' . esc_html( label() ) . '</a>';
}

/** A token lives for two minutes, so it is made when the link is opened, not when it is shown. */
function handoff_url() {
	return wp_nonce_url( admin_url( 'admin-post.php?action=' . HANDOFF ), HANDOFF );
}

/** Only ever of the user who is signed in: nothing in the request says whose token it is. */
function hand_off() {
	check_admin_referer( HANDOFF );
	if ( ! is_ready() ) {
		wp_die( esc_html__( 'Not found.' ), '', array( 'response' => 404 ) );
	}
	list( $address, $store, $secret ) = settings();
	header( 'Referrer-Policy: no-referrer' );
	nocache_headers();
	// Dossier's address is elsewhere, so wp_safe_redirect does not know it; owners alone set it.
	wp_redirect( "$address/s/$store/sign-in?token=" . token( wp_get_current_user(), $secret ) );
	exit;
}

/**
 * A signed hand-off (JSON Web Token, HS256). WordPress lets people register with an address that is not theirs: it counts as
 * proved only where the filter "dossier_email_verified" says so, for shops whose plug-in makes people confirm theirs.
 */
function token( $user, $secret ) {
	$now    = time();
	$claims = array(
		'iss'            => home_url(),
		'sub'            => (string) $user->ID,
		'email'          => $user->user_email,
		'email_verified' => true === apply_filters( 'dossier_email_verified', false, $user ),
		'iat'            => $now,
		'exp'            => $now + TOKEN_SECONDS,
		'jti'            => bin2hex( random_bytes( 16 ) ),
	);
	$signed = base64url( wp_json_encode( array( 'alg' => 'HS256', 'typ' => 'JWT' ) ) ) . '.' . base64url( wp_json_encode( $claims ) );
	return $signed . '.' . base64url( hash_hmac( 'sha256', $signed, $secret, true ) );
}

function base64url( $bytes ) {
	return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
}

/* ---- Settings: Dossier's address, the store's name in it, and the secret of the hand-off. ---- */

add_action( 'admin_menu', __NAMESPACE__ . '\add_settings_page' );
add_action( 'admin_init', __NAMESPACE__ . '\register_settings' );
register_uninstall_hook( __FILE__, __NAMESPACE__ . '\uninstall' );

/** The secret may also be in wp-config.php, as DOSSIER_HANDOFF_SECRET. */
function settings() {
	$stored = (array) get_option( OPTION, array() ) + array( 'address' => '', 'store' => '', 'secret' => '' );
	$secret = defined( 'DOSSIER_HANDOFF_SECRET' ) ? DOSSIER_HANDOFF_SECRET : $stored['secret'];
	return array( $stored['address'], $stored['store'], $secret );
}

function is_ready() {
	return ! in_array( '', settings(), true );
}

function add_settings_page() {
	add_options_page( 'Dossier', 'Dossier', 'manage_options', PAGE, __NAMESPACE__ . '\show_settings' );
}

/** WordPress's options.php saves them: it checks the nonce and "manage_options". */
function register_settings() {
	register_setting( PAGE, OPTION, array( 'type' => 'array', 'sanitize_callback' => __NAMESPACE__ . '\check_settings' ) );
}

/** What was typed, each value as it was before where it cannot be one. An empty secret keeps the present one. */
function check_settings( $typed ) {
	$stored = (array) get_option( OPTION, array() );
	$typed  = array_map( 'trim', array_filter( (array) $typed, 'is_string' ) );
	$local  = 'local' === wp_get_environment_type() ? '?' : '';
	$rules  = array(
		'address' => array( "~^https$local://[a-z0-9.:-]+(/[\w./-]*)?$~i", 'Dossier\'s address must be like https://privacy.example.' ),
		'store'   => array( '~^[a-z0-9-]{1,60}$~', 'The store is what comes after /s/ in the address of your requests page.' ),
		'secret'  => array( '~^[!-\~]{32,200}$~', 'The secret is what Dossier shows under Settings, Customer sign-in, Signed hand-off.' ),
	);
	foreach ( $rules as $name => list( $pattern, $message ) ) {
		$value = $typed[ $name ] ?? '';
		if ( preg_match( $pattern, $value ) ) {
			$stored[ $name ] = 'address' === $name ? untrailingslashit( $value ) : $value;
		} elseif ( '' !== $value ) {
			add_settings_error( OPTION, $name, $message );
		}
	}
	return $stored;
}

function show_settings() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	list( $address, $store, $secret ) = settings();
	$row = function ( $name, $label, $type, $value ) {
		printf(
			'<tr><th scope="row"><label for="dossier-%1$s">%2$s</label></th><td><input class="regular-text" id="dossier-%1$s" name="%3$s[%1$s]" type="%4$s" value="%5$s" autocomplete="off"></td></tr>',
			esc_attr( $name ),
			esc_html( $label ),
			esc_attr( OPTION ),
			esc_attr( $type ),
			esc_attr( $value )
		);
	};
	echo '<div class="wrap"><h1>Dossier</h1><form method="post" action="options.php">';
	settings_fields( PAGE );
	echo '<table class="form-table" role="presentation">';
	$row( 'address', 'Address of Dossier', 'url', $address );
	$row( 'store', 'Store', 'text', $store );
	// Never sent back.
	$row( 'secret', '' === $secret ? 'Hand-off secret' : 'Hand-off secret (leave empty to keep it)', 'password', '' );
	echo '</table>';
	submit_button();
	echo '</form></div>';
}

function uninstall() {
	delete_option( OPTION );
}
