"""Posts of a made-up site, edited again and again, as a REST API would serve them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from scripts.benches.prose import Prose
from tracker.model import Fields, stamp

SITE = "https://courier.example"
BEGIN = datetime(2024, 3, 4, 6, tzinfo=UTC)
_PAGE = 100
"""Posts that are read at one moment, as one page of a listing."""


class Story:
    """One post: a headline and blocks, changed by `edit`."""

    def __init__(self, number: int, prose: Prose) -> None:
        self._number = number
        self._prose = prose
        self._published = BEGIN - timedelta(hours=prose.below(20_000))
        self._modified = self._published
        self._title = prose.headline()
        self._paragraphs = [prose.paragraph() for _ in range(6 + prose.below(9))]
        self._note = ""
        self._revisions = 1

    def edit(self, at: datetime) -> None:
        """Change what editors change: mostly a sentence, sometimes a headline, a note, a part."""
        prose, choice = self._prose, self._prose.below(20)
        paragraph = self._paragraphs[prose.below(len(self._paragraphs))]
        if choice < 9:
            paragraph[prose.below(len(paragraph))] = prose.sentence()
        elif choice < 13:
            paragraph.insert(prose.below(len(paragraph) + 1), prose.sentence())
        elif choice < 16:
            self._note = prose.note()
            paragraph.append(prose.sentence())
        elif choice < 18:
            self._title = prose.headline()
        else:
            self._paragraphs.insert(prose.below(len(self._paragraphs)), prose.paragraph())
        self._modified = at
        self._revisions += 1

    def fields(self) -> Fields:
        """Give the REST object."""
        number, slug = self._number, self._title.lower().replace(" ", "-").replace(".", "")
        times = {
            name: moment.replace(tzinfo=None).isoformat()
            for name, moment in (
                ("date", self._published),
                ("date_gmt", self._published),
                ("modified", self._modified),
                ("modified_gmt", self._modified),
            )
        }
        excerpt = " ".join(self._paragraphs[0])
        return {
            "id": number,
            **times,
            "guid": {"rendered": f"{SITE}/?p={number}"},
            "slug": slug,
            "status": "publish",
            "type": "post",
            "link": f"{SITE}/{self._published:%Y/%m}/{slug}/",
            "title": {"rendered": self._title},
            "content": {"rendered": self._content(), "protected": False},
            "excerpt": {"rendered": f"<p>{excerpt}</p>\n", "protected": False},
            "author": number % 7 + 1,
            "featured_media": 90_000 + number % 500,
            "comment_status": "open",
            "ping_status": "closed",
            "sticky": False,
            "template": "",
            "format": "standard",
            "meta": {"footnotes": ""},
            "categories": [number % 9 + 1],
            "tags": [number % 40 + 20, number % 31 + 70],
            "class_list": [f"post-{number}", "post", "type-post", "status-publish", "hentry"],
            "_links": self._links(),
        }

    def _content(self) -> str:
        blocks = [f"<p>{' '.join(sentences)}</p>" for sentences in self._paragraphs]
        blocks.insert(1, f'<h2 class="wp-block-heading">{self._title.split(" ", 2)[-1]}</h2>')
        blocks.insert(
            3,
            '<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" '
            f'width="1024" height="683" src="{SITE}/wp-content/uploads/{self._number}.jpg" '
            f'alt="The quay at low tide" class="wp-image-{self._number}"/></figure>',
        )
        if self._note:
            blocks.append(f"<p><em>{self._note}</em></p>")
        return "\n" + "\n\n\n\n".join(blocks) + "\n"

    def _links(self) -> Fields:
        root, own = f"{SITE}/wp-json/wp/v2", f"{SITE}/wp-json/wp/v2/posts/{self._number}"
        newest = self._number * 100 + self._revisions
        return {
            "self": [{"href": own, "targetHints": {"allow": ["GET"]}}],
            "collection": [{"href": f"{root}/posts"}],
            "about": [{"href": f"{root}/types/post"}],
            "version-history": [{"count": self._revisions, "href": f"{own}/revisions"}],
            "predecessor-version": [{"id": newest, "href": f"{own}/revisions/{newest}"}],
        }


def iter_recorded(posts: int, states: int, *, seed: int = 2) -> Iterator[bytes]:
    """Write lines of a recording: every post as first seen, then every post edited, and so on.

    Args:
        posts: how many.
        states: of each post.
    """
    prose = Prose(seed)
    stories = [Story(1000 + 3 * number, prose) for number in range(posts)]
    for turn in range(states):
        for number, story in enumerate(stories):
            read = BEGIN + timedelta(days=turn, seconds=number // _PAGE)
            if turn:
                story.edit(read - timedelta(minutes=1 + number % 600))
            yield msgspec.json.encode({"observed_at": stamp(read), "item": story.fields()})


def write_recording(path: Path, posts: int, states: int, *, seed: int = 2) -> Path:
    """Write such a recording as JSON Lines."""
    with path.open("wb") as file:
        for line in iter_recorded(posts, states, seed=seed):
            file.write(line + b"\n")
    return path
