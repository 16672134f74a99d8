"""Who asks: application passwords over Basic."""

from __future__ import annotations

import base64
import binascii

from tracker.playback.answers import RestError
from tracker.playback.values import Login, Request


def logged_in(request: Request, logins: tuple[Login, ...]) -> Login | None:
    """Tell who asks; None for everybody.

    A site without application passwords (no logins here) takes no notice of the header; one that
    has them refuses every request, also for public posts, when they are wrong
    (`wp_authenticate_application_password`, `rest_application_password_check_errors`).

    Raises:
        RestError: for an unknown user or a wrong password.
    """
    method, _, value = request.headers.get("authorization", "").partition(" ")
    if not logins or method.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    known = [login for login in logins if login.user == user]
    if not known:
        message = (
            f"<strong>Error:</strong> The username <strong>{user}</strong> is not registered on "
            "this site. If you are unsure of your username, try your email address instead."
        )
        raise RestError(401, "invalid_username", message)
    given = password.replace(" ", "")
    for login in known:
        if login.password.replace(" ", "") == given:
            return login
    message = "The provided password is an invalid application password."
    raise RestError(401, "incorrect_password", message)
