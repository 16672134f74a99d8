"""Rewrite the readable form when it changes: one commit that is no edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from tracker.archive.heldcache import read_held
from tracker.archive.history import BlobReader
from tracker.archive.identities import blob_id, identity
from tracker.archive.layout import IGNORE_REVS, SITE, TEXT, canonical_json, encode, post_directory
from tracker.archive.messages import compose, render_message
from tracker.archive.repository import MAIN, Archive
from tracker.archive.stream import Change, ImportStream
from tracker.archive.worktree import note_departure
from tracker.edits.fields import title_html
from tracker.model import Fields
from tracker.recording.sitefiles import SiteState
from tracker.recording.states import Context, load_files
from tracker.text import TEXT_VERSION, read_document

DEFAULT_LANGUAGE = "en"


def reformat(
    archive: Archive, before: SiteState, context: Context, *, now: Callable[[], datetime]
) -> SiteState:
    """Bring `text.md` of all live posts to this version of the form, and to the site's language.

    Does nothing where the archive has both already.

    Args:
        archive: locked by the caller.
        before: what its files say.
        context: with the language to use from now on.
        now: the clock.

    Returns:
        what the files of the archive say now.
    """
    version = before.site.get("text", TEXT_VERSION)
    language = before.site.get("language") or DEFAULT_LANGUAGE
    if version == TEXT_VERSION and _primary(context.language) == _primary(language):
        return before
    site = {**before.site, "text": TEXT_VERSION, "language": context.language}
    note_departure(archive)
    author = identity(context.site_name, f"site@{urlsplit(str(site['url'])).hostname}")
    with ImportStream(archive.repo) as stream:
        changes = _rewritten(archive, context, stream)
        changes.append((SITE, stream.blob(canonical_json(site))))
        facts = [f"{len(changes) - 1} rewritten; no edit of a post"]
        if language != context.language:
            facts.insert(0, f"language {language} -> {context.language}")
        if version != TEXT_VERSION:
            facts.insert(0, f"readable form {version} -> {TEXT_VERSION}")
        _commit(archive, stream, author, tuple(facts), changes, now(), title="readable texts")
    _ignore_in_blame(archive, author, now())
    return SiteState(site=site, users=before.users, terms=before.terms, media=before.media)


def _primary(language: str) -> str:
    """Reduce a BCP 47 tag to what decides how sentences are cut."""
    return language.replace("_", "-").partition("-")[0].lower()


def _rewritten(archive: Archive, context: Context, stream: ImportStream) -> list[Change]:
    changes: list[Change] = []
    with BlobReader(archive) as blobs:
        for key, post in sorted(read_held(archive).items()):
            if post.gone or TEXT not in post.files:
                continue
            fields, content = load_files(post, blobs)
            text = _text(fields, content, context)
            if blob_id(text) != post.files[TEXT]:
                changes.append((f"{post_directory(key)}/{TEXT}", stream.blob(text)))
    return changes


def _text(fields: Fields, content: str, context: Context) -> bytes:
    document = read_document(
        content, title=title_html(fields), language=context.language, noise=context.noise
    )
    return encode(document.text)


def _ignore_in_blame(archive: Archive, author: str, at: datetime) -> None:
    """List the commit that was just made in the file that `git blame` skips commits by."""
    commit = archive.resolve(MAIN)
    listed = archive.read_file(MAIN, IGNORE_REVS) or b""
    with ImportStream(archive.repo) as stream:
        blob = stream.blob(listed + f"{commit}\n".encode())
        facts = (f"git blame skips the reformat {commit}",)
        _commit(archive, stream, author, facts, [(IGNORE_REVS, blob)], at, title="", verb="Site")


def _commit(
    archive: Archive,
    stream: ImportStream,
    author: str,
    facts: tuple[str, ...],
    changes: list[Change],
    at: datetime,
    *,
    title: str,
    verb: str = "Reformat",
) -> None:
    tip = archive.resolve(MAIN)
    parent = int(archive.repo.git.log("-1", "--format=%ct", tip)) if tip else 0
    message = compose(verb, None, title or facts[0], facts, {"Text": str(TEXT_VERSION)})
    stream.commit(
        MAIN,
        author=author,
        authored=int(at.timestamp()),
        committed=max(parent, int(at.timestamp())),
        message=render_message(message).encode(),
        changes=changes,
        parents=(tip,) if tip else (),
    )
    stream.finish()
