"""The files at the top of an archive: how to browse it, and how git shows it."""

from __future__ import annotations

from tracker.archive.layout import (
    ATTRIBUTES,
    FORMAT,
    IGNORE_REVS,
    MEDIA,
    README,
    SITE,
    TERMS,
    USERS,
    canonical_json,
)
from tracker.model import Fields

_ATTRIBUTES = """\
* -text
text.md diff=tracker
wp-*.html -diff
wp-* linguist-generated
"""

_IGNORE_REVS = "# Commits that only rewrote the readable form; `git blame` skips them.\n"

_README = """\
# How {name} changes

This is a history, not a copy: `tracker` reads the public REST API of {url} and makes one commit
of every edit that it sees. Nothing here is rewritten; a claimed time is kept as a claim
(`Modified:`), an observed one as an observation (`Observed:`).

Every post has a folder, `posts/00/12/1286/` for post 1286:

| file | what it is |
|---|---|
| `text.md` | the readable text, one sentence a line: look at this one |
| `wp-content.html` | the content exactly as the site served it |
| `wp-source.html` | the markup behind it, where credentials allowed to read it |
| `wp-post.json` | every other field of the last observation |
| `wp-revision.json` | the last revision that WordPress kept |
| `gone.json` | alone, for a post that is no longer public: the reason and the time |

Browse it with plain git:

    git log --first-parent --oneline                     every edit, newest first
    git log -p -- '*/text.md'                            what was changed, as prose
    git log -p --word-diff -- posts/00/12/1286/text.md   one post, word by word
    git log --format='%as %(trailers:key=Editor,valueonly,separator=%x2C) %s'
    git log --full-history -- posts/00/12/1286           with states that became known later
    git log --notes=tracker --grep='^Disclosure: silent' edits that readers were not told of
    git blame posts/00/12/1286/text.md                   since when each sentence stands there
    git show --text COMMIT -- '*/wp-content.html'        the markup of one edit

A clone brings the verdicts, and what is known of runs, with

    git fetch origin 'refs/notes/tracker*:refs/notes/tracker*' 'refs/tracker/*:refs/tracker/*'

An edit without credentials happened between `Last-Observed:` and `Observed:`; the commit cannot
know more. `git log --since` goes by the time of observation.
"""


def site_document(
    *,
    url: str,
    rest_root: str | None,
    name: str | None,
    time_zone: str | None,
    language: str | None,
    text_version: int,
) -> Fields:
    """Make the content of site.json, which changes only when the site's identity does."""
    return {
        "format": FORMAT,
        "text": text_version,
        "url": url,
        "rest_root": rest_root,
        "name": name,
        "time_zone": time_zone,
        "language": language,
    }


def top_files(
    site: Fields, users: Fields, terms: Fields, media: Fields, *, archive_name: str
) -> dict[str, bytes]:
    """Make all files at the top of a new archive."""
    readme = _README.format(name=archive_name, url=site["url"])
    return {
        README: readme.encode(),
        ATTRIBUTES: _ATTRIBUTES.encode(),
        IGNORE_REVS: _IGNORE_REVS.encode(),
        **name_files(site, users, terms, media),
    }


def name_files(site: Fields, users: Fields, terms: Fields, media: Fields) -> dict[str, bytes]:
    """Make the files that hold identity and names."""
    return {
        SITE: canonical_json(site),
        USERS: canonical_json(users),
        TERMS: canonical_json(terms),
        MEDIA: canonical_json(media),
    }
