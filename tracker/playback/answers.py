"""JSON answers in the words of WordPress."""

from __future__ import annotations

from http import HTTPStatus

import msgspec

from tracker.model import Fields
from tracker.playback.values import Request, Site

JSON_TYPE = ("Content-Type", "application/json; charset=UTF-8")
HTML_TYPE = ("Content-Type", "text/html; charset=UTF-8")


def encode(value: object) -> bytes:
    """Encode JSON, compact."""
    return msgspec.json.encode(value)


def rest_root(site: Site, base: str) -> str:
    """Name the REST root of a site that is reached under an origin (`get_rest_url`)."""
    tail = {
        "pretty": "/wp-json/",
        "index": "/index.php/wp-json/",
        "plain": "/index.php?rest_route=/",
    }
    return f"{base}{site.folder}{tail[site.permalinks]}"


def api_link(site: Site, base: str) -> tuple[str, str]:
    """Make the header by which clients find the REST root (`rest_output_link_header`)."""
    return ("Link", f'<{rest_root(site, base)}>; rel="https://api.w.org/"')


def rest_headers(site: Site, request: Request) -> tuple[tuple[str, str], ...]:
    """Make the headers of every REST answer (`WP_REST_Server::serve_request`)."""
    return (
        JSON_TYPE,
        ("X-Robots-Tag", "noindex"),
        api_link(site, request.base),
        ("X-Content-Type-Options", "nosniff"),
        ("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link"),
        (
            "Access-Control-Allow-Headers",
            "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type",
        ),
    )


class RestError(Exception):
    """An error object of WordPress: code, message and status.

    Args:
        more: what `data` holds beside the status.
    """

    def __init__(self, status: int, code: str, message: str, **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.body: Fields = {"code": code, "message": message, "data": {"status": status, **more}}


def no_route() -> RestError:
    """Tell that no route matches, as `WP_REST_Server::match_request_to_handler` does."""
    message = "No route was found matching the URL and request method."
    return RestError(404, "rest_no_route", message)


def invalid_post_id() -> RestError:
    """Tell that there is no such post, as `WP_REST_Posts_Controller::get_post` does."""
    return RestError(404, "rest_post_invalid_id", "Invalid post ID.")


def forbidden(*, logged_in: bool) -> RestError:
    """Refuse a post that is not public (`rest_authorization_required_code`)."""
    status = HTTPStatus.FORBIDDEN if logged_in else HTTPStatus.UNAUTHORIZED
    return RestError(status, "rest_forbidden", "Sorry, you are not allowed to do that.")


def invalid_parameter(name: str, code: str, message: str, data: object = None) -> RestError:
    """Refuse one parameter, as `WP_REST_Request::has_valid_params` does."""
    return RestError(
        400,
        "rest_invalid_param",
        f"Invalid parameter(s): {name}",
        params={name: message},
        details={name: {"code": code, "message": message, "data": data}},
    )
