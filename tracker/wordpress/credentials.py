"""Credentials are checked before they are relied on."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.errors import SiteForbidden
from tracker.wordpress.address import shown
from tracker.wordpress.answers import Answer
from tracker.wordpress.rest import Rest, failure

TOLD = {
    "incorrect_password": "the password is wrong (give an application password, not the one for "
    "logging in)",
    "invalid_username": "the site knows no user of that name",
    "invalid_email": "the site knows no user of that e-mail address",
    "application_passwords_disabled": "application passwords are switched off there",
    "application_passwords_disabled_for_user": "application passwords are switched off for this "
    "user",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The user whom the site took the credentials for."""

    id: int
    name: str


def check_credentials(rest: Rest) -> Login:
    """Ask the site who the user is, with one request, before anything is read as that user.

    Some hosts drop the `Authorization` header, and WordPress (7.1) takes a wrong application
    password for a stranger's request: both answer `rest_not_logged_in`, and every other request
    would go on as an anonymous one.

    Raises:
        SiteForbidden: where the user is not logged in, before anything is sent if the password
            would travel over plain HTTP.
        SiteError: where the answer cannot be used.
    """
    params = (("context", "edit"), ("_fields", "id,name"))
    answer = rest.ask("wp/v2/users/me", params, credentials=True)
    if answer.is_fine and isinstance(answer.value, dict):
        number, name = answer.value.get("id"), answer.value.get("name")
        if type(number) is int and number > 0:
            return Login(id=number, name=name if isinstance(name, str) else "")
    if answer.status in {401, 403}:
        raise SiteForbidden(_refusal(answer), url=answer.url, status=answer.status)
    raise failure(answer)


def _refusal(answer: Answer) -> str:
    place = shown(answer.url.partition("?")[0])
    code = answer.error.code if answer.error is not None else ""
    if code in TOLD:
        return f"{place} refuses the login: {TOLD[code]}."
    if code == "rest_not_logged_in":
        return (
            f"{place} does not log the user in: the name or the application password is wrong, "
            "or the web server drops the Authorization header (with Apache "
            "`CGIPassAuth On` passes it on). Nothing was read."
        )
    told = f" ({shown(code)})" if code else ""
    return (
        f"{place} answered {answer.status}{told} to the login: a plugin or the web server keeps "
        "it from WordPress. Nothing was read."
    )
