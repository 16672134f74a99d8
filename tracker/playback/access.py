"""Who asks: application passwords over Basic."""

from __future__ import annotations

import base64
import binascii
import re

from tracker.playback.answers import RestError
from tracker.playback.values import Login, Request, Site


def logged_in(site: Site, request: Request, logins: tuple[Login, ...]) -> Login | None:
    """Tell who asks; None for everybody.

    A wrong password makes an anonymous request of it: WordPress asks who it is only after it has
    looked for errors (`rest_application_password_check_errors`). Where a plugin asks earlier,
    every request is refused, also one for public posts: `Site.refuses_wrong_passwords`.

    Raises:
        RestError: for an unknown user or a wrong password, on such a site.
    """
    method, _, value = request.headers.get("authorization", "").partition(" ")
    if not logins or method.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    known = [login for login in logins if login.user == user]
    for login in known:
        if _significant(login.password) == _significant(password):
            return login
    if not site.refuses_wrong_passwords:
        return None
    if not known:
        message = "<strong>Error:</strong> Unknown username. Check again or try your email address."
        raise RestError(401, "invalid_username", message)
    message = "The provided password is an invalid application password."
    raise RestError(401, "incorrect_password", message)


def _significant(password: str) -> str:
    return re.sub(r"[^a-zA-Z\d]", "", password)
