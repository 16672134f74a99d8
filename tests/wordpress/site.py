"""What a test does to a WordPress: write, edit and remove posts, by REST or behind its back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.wordpress.launch import start
from tests.wordpress.server import Answer, Server
from tests.wordpress.template import Template

Fields = dict[str, Any]
BASES = {"post": "posts", "page": "pages", "attachment": "media"}


class RestError(Exception):
    """The REST API has refused what a test asked for."""


@dataclass(frozen=True, slots=True)
class WordPressSite:
    """A running site and the means to change it."""

    server: Server

    @property
    def url(self) -> str:
        """The address of the site, without a final slash."""
        return self.server.url

    @property
    def rest(self) -> str:
        """The REST root, with its final slash."""
        return self.server.rest

    @property
    def version(self) -> str:
        return self.server.template.version

    @property
    def user(self) -> str:
        return self.server.template.user

    @property
    def password(self) -> str:
        """The application password of `user`."""
        return self.server.template.password

    # REST, as an editor in a browser works

    def ask(
        self, route: str, method: str = "GET", sent: object = None, *, login: bool = False
    ) -> Answer:
        """Ask for a REST route such as `wp/v2/posts?per_page=5`, whatever it answers."""
        root = self.rest.removeprefix(f"http://127.0.0.1:{self.server.port}")
        path = root + (route.replace("?", "&") if "?" in root else route)
        user, password = (self.user, self.password) if login else ("", "")
        return self.server.ask(method, path, sent, user=user, password=password)

    def get(self, route: str, *, login: bool = False) -> Any:
        """Read a REST route; `login` reads it as the administrator."""
        return _good(self.ask(route, login=login), route)

    def post(self, id: int, type: str = "post") -> Fields:
        """Read a post as the public sees it."""
        return dict(self.get(f"wp/v2/{BASES.get(type, type)}/{id}"))

    def revisions(self, id: int, type: str = "post") -> list[Fields]:
        """Read the revisions of a post, newest first, autosaves among them."""
        route = f"wp/v2/{BASES.get(type, type)}/{id}/revisions?per_page=100&context=edit"
        return list(self.get(route, login=True))

    def create(self, type: str = "post", **fields: Any) -> int:
        """Create a post by REST, published unless `status` says otherwise; return its id.

        WordPress keeps no revision of a post's first text when it is created this way.
        """
        sent = {"status": "publish"} | fields
        return int(self._write(f"wp/v2/{BASES.get(type, type)}", "POST", sent)["id"])

    def update(self, id: int, type: str = "post", **fields: Any) -> Fields:
        """Update a post by REST, with the fields of the REST API."""
        return self._write(f"wp/v2/{BASES.get(type, type)}/{id}", "POST", fields)

    def delete(self, id: int, type: str = "post", *, force: bool = False) -> None:
        """Move a post to the trash, or erase it."""
        route = f"wp/v2/{BASES.get(type, type)}/{id}?force={str(force).lower()}"
        self._write(route, "DELETE", None)

    def autosave(self, id: int, type: str = "post", **fields: Any) -> int:
        """Autosave as the editor does while someone types; return the id of the autosave."""
        return int(
            self._write(f"wp/v2/{BASES.get(type, type)}/{id}/autosaves", "POST", fields)["id"]
        )

    def _write(self, route: str, method: str, sent: object) -> Fields:
        return dict(_good(self.ask(route, method, sent, login=True), route))

    # PHP in the running site: for what REST cannot do

    def php(self, code: str, as_user: int = 1, **args: Any) -> Any:
        """Run PHP in the site, with `$args`, and return what it returns (see `Server.php`)."""
        return self.server.php(code, as_user, **args)

    def sql(self, query: str, *values: Any) -> Any:
        """Run SQL with `%s` and `%d` places; `{}` is the prefix of tables; return the rows."""
        return self.php("return tracker_sql($args);", query=query, values=list(values))

    def add(self, posts: Sequence[Fields], *, at: datetime | None = None) -> tuple[int, ...]:
        """Insert posts in one request, with the fields of `wp_insert_post`, published by default.

        Args:
            at: the moment of it (`post_date`, `post_modified`); now if None.
        """
        return tuple(self.php("return tracker_add($args);", posts=list(posts), at=_gmt(at)))

    def edit(
        self,
        id: int,
        *,
        by: int = 1,
        at: datetime | None = None,
        masked: bool = False,
        **fields: Any,
    ) -> None:
        """Edit with `wp_update_post`, with its fields (`post_content` ...): leaves a revision.

        Args:
            by: the user who edits; 0 is nobody.
            at: the moment of the edit; now if None.
            masked: whether the post's own `modified` is put back to what it was.
        """
        self.edit_all([{"id": id, "by": by, "at": at, "masked": masked, "fields": fields}])

    def edit_all(self, edits: Sequence[Fields]) -> None:
        """Make many edits in one request: `id` and `fields` each, the rest as `edit` has it."""
        usual: Fields = {"by": 1, "at": None, "masked": False}
        sent = [usual | edit | {"at": _gmt(edit.get("at"))} for edit in edits]
        self.php("tracker_edit($args['edits']);", edits=sent)

    def come_due(self, id: int, date: datetime) -> None:
        """Let the date of a scheduled post pass; `modified` stays as it was, as WordPress does."""
        self.php("tracker_come_due($args);", as_user=0, id=id, date=_gmt(date))

    def add_user(self, login: str, display_name: str, role: str = "editor") -> int:
        """Add a user; the display name may be empty, which WordPress itself does not permit."""
        code = "return tracker_add_user($args);"
        return int(self.php(code, login=login, name=display_name, role=role))

    def set_option(self, name: str, value: Any) -> None:
        """Set an option of the site, such as `timezone_string`."""
        self.php("update_option($args['name'], $args['value']);", name=name, value=value)

    def switch(self, **switches: Any) -> None:
        """Set switches of the mu-plugin (see its head): `drop_authorization=True`, `types=...`."""
        code = (
            "update_option('tracker_switches',"
            " array_merge(get_option('tracker_switches', []), $args['set']));"
        )
        self.php(code, set=switches)

    def add_type(self, name: str, **arguments: Any) -> None:
        """Register a public custom type with revisions, in REST, from the next request on."""
        supports = ["title", "editor", "excerpt", "author", "revisions"]
        given = {"public": True, "show_in_rest": True, "label": name, "supports": supports}
        types = self.php("return tracker_switch('types');") or {}
        self.switch(types=types | {name: given | arguments})

    def keep(self, name: str) -> None:
        """Keep the present posts and options under a name, for `reset`."""
        self.server.keep(name)

    def reset(self, name: str = "start") -> None:
        """Go back to what was kept under a name, or to the empty site."""
        self.server.reset(name)

    def stop(self) -> None:
        self.server.stop()


def start_site(template: Template, folder: Path, **options: Any) -> WordPressSite:
    """Start a site; the options are those of `launch.start`."""
    return WordPressSite(start(template, folder, **options))


def _good(answer: Answer, route: str) -> Any:
    if answer.status >= 400 or answer.json is None:
        raise RestError(f"{route}: {answer.status} {answer.body[:500]!r}")
    return answer.json


def _gmt(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if moment else None
