"""From "something changed" to "this sentence, then, by whom": a real WordPress, a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.running import Tracker
from tests.sync.running import HOUR, NOON, Watch
from tests.terminal.test_terminal import in_terminal
from tests.wordpress.site import WordPressSite

TEXT = (
    "<!-- wp:paragraph -->\n<p>The ferry leaves at noon. A ticket costs 4 euros.</p>\n"
    "<!-- /wp:paragraph -->"
)


def plain(output: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", output).replace("\r\n", "\n")


def test_edits_of_known_editors(tracker: Tracker, wordpress: WordPressSite, tmp_path: Path) -> None:
    ada = wordpress.add_user("ada", "Ada Quill")
    ben = wordpress.add_user("ben", "Ben Harrow")
    (post,) = wordpress.add([{"post_title": "Ferry", "post_content": TEXT}], at=NOON)
    dearer = TEXT.replace("4 euros", "6 euros")
    wordpress.edit(post, by=ada, at=NOON + HOUR, post_content=TEXT.replace("noon", "one"))
    wordpress.edit(post, by=ben, at=NOON + 2 * HOUR, post_content=dearer)
    watch = Watch(site=wordpress, repos=tmp_path / "repos")
    watch.sync(NOON + 3 * HOUR, login=True)
    repos = str(watch.repos)

    code, shown = in_terminal("log", str(post), "--repos", repos, width=160, PAGER="cat")
    assert code == 0
    (newest,) = [line for line in plain(shown).splitlines() if "Ben Harrow" in line]
    assert newest.split()[0] == "2"
    assert f"{NOON + 2 * HOUR:%Y-%m-%d %H:%M}" in newest

    code, shown = in_terminal("show", f"{post}#2", "--repos", repos, PAGER="cat")
    assert code == 0
    assert f"when         {NOON + 2 * HOUR:%Y-%m-%d %H:%M} UTC\n" in plain(shown)
    assert "by           Ben Harrow" in plain(shown)
    assert "a revision that WordPress kept, and an observation" in plain(shown)

    code, shown = in_terminal("diff", f"{post}#1", "2", "--repos", repos, PAGER="cat")
    assert code == 1
    assert f"posts/{post}  #1 " in plain(shown)
    # The colours of a terminal alone tell words that went from words that came.
    assert re.search(r"\x1b\[[0-9;]*mnoon\x1b\[0m", shown)
    assert re.search(r"\x1b\[[0-9;]*mone\x1b\[0m", shown)

    code, shown = in_terminal("blame", str(post), "--repos", repos, PAGER="cat")
    assert code == 0
    (line,) = [line for line in plain(shown).splitlines() if line.endswith("costs 6 euros.")]
    assert line.startswith("#2 ")
    assert f"{NOON + 2 * HOUR:%Y-%m-%d}" in line

    code, shown = in_terminal("report", "--repos", repos, width=80, PAGER="cat")
    assert code == 0
    editors = re.findall(r"^(Ada Quill|Ben Harrow) +(\d+) ", plain(shown), re.MULTILINE)
    assert editors == [("Ben Harrow", "1")]
    assert re.search(rf"^Ferry +posts/{post} +1 ", plain(shown), re.MULTILINE)
    assert max(map(len, plain(shown).splitlines())) <= 80

    done = tracker("blame", wordpress.url + f"/?p={post}", "--repos", repos, "--json")
    blamed = {one["text"]: one for one in json.loads(done.out)["sentences"]}
    ticket = blamed["A ticket costs 6 euros."]
    assert ticket["last"]["editor"] == "Ben Harrow"
    assert ticket["last"]["earliest"] == ticket["last"]["latest"]
    assert ticket["first"]["number"] == 1

    revision = watch.of(post)[0].message.trailers["Revision"]  # type: ignore[union-attr]
    done = tracker("diff", post, f"r{revision}", "latest", "--raw", "--repos", repos)
    assert done.code == 1
    assert "wp-source.html" in done.out
    assert "[-4-]{+6+}" in done.out or "[-4 euros-]{+6 euros+}" in done.out
    done = tracker("log", "--author", "harrow", "--repos", repos, "--json")
    assert [edit["number"] for edit in json.loads(done.out)["edits"]] == [2]
