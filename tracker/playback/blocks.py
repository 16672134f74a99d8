"""Stories made of blocks, and how WordPress renders them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the editor.

    Args:
        name: as in the comment that WordPress stores around it.
        html: what is inside the comment; `{container}` and `{elements}` stand for the class
            names that WordPress makes up anew whenever it renders the block.
        raw: the stored form of `html` where it differs.
    """

    name: str
    html: str
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A post or page as its writer sees it; `published` is UTC."""

    id: int
    slug: str
    title: str
    author: int
    published: str
    blocks: tuple[Block, ...]
    type: str = "post"
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    featured_media: int = 0

    def with_words(self, old: str, new: str) -> Story:
        """Replace words wherever they stand in the text.

        Raises:
            ValueError: where they do not.
        """
        if not any(old in block.html for block in self.blocks):
            raise ValueError(f"story {self.id} does not say {old!r}")
        return replace(self, blocks=tuple(_replaced(block, old, new) for block in self.blocks))

    def with_block(self, block: Block) -> Story:
        """Add a block at the end."""
        return replace(self, blocks=(*self.blocks, block))

    def in_order(self, *places: int) -> Story:
        """Put the blocks into another order."""
        return replace(self, blocks=tuple(self.blocks[place] for place in places))


def _replaced(block: Block, old: str, new: str) -> Block:
    return replace(block, html=block.html.replace(old, new), raw=block.raw.replace(old, new))


def paragraph(text: str) -> Block:
    """Make a paragraph from HTML."""
    return Block(name="paragraph", html=f"<p>{text}</p>")


def note(text: str) -> Block:
    """Make an editorial note: a paragraph in italics."""
    return paragraph(f"<em>{text}</em>")


def heading(text: str) -> Block:
    """Make a heading of the second level; its link color brings a made-up class."""
    return Block(
        name="heading",
        html=f'<h2 class="wp-block-heading has-link-color {{elements}}">{text}</h2>',
        raw=f'<h2 class="wp-block-heading has-link-color">{text}</h2>',
    )


def quote(text: str, who: str) -> Block:
    """Make a quotation."""
    inner = f"<p>{text}</p><cite>{who}</cite>"
    return Block(
        name="quote",
        html=f'<blockquote class="wp-block-quote is-layout-flow {{container}}">{inner}'
        "</blockquote>",
        raw=f'<blockquote class="wp-block-quote">{inner}</blockquote>',
    )


def facts(*texts: str) -> Block:
    """Make a list."""
    rows = "".join(f"<li>{text}</li>\n" for text in texts)
    return Block(name="list", html=f'<ul class="wp-block-list">\n{rows}</ul>')


def group(*blocks: Block) -> Block:
    """Put blocks into a box."""
    inside = "\n\n".join(block.html for block in blocks)
    stored = "\n\n".join(stored_form(block) for block in blocks)
    return Block(
        name="group",
        html=f'<div class="wp-block-group is-layout-flow {{container}}">\n{inside}\n</div>',
        raw=f'<div class="wp-block-group">{stored}</div>',
    )


def stored_form(block: Block) -> str:
    """Write a block as WordPress stores it (`serialize_block`)."""
    return f"<!-- wp:{block.name} -->\n{block.raw or block.html}\n<!-- /wp:{block.name} -->"


def stored(story: Story) -> str:
    """Write `content.raw`."""
    return "\n\n".join(stored_form(block) for block in story.blocks)


def rendered(story: Story, *, turn: int) -> str:
    """Write `content.rendered`.

    Args:
        turn: which rendering it is; each one makes up other class names, as
            `wp_unique_id` and `wp_get_elements_class_name` do.
    """
    count = 0

    def made_up(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        seed = f"{story.id} {turn} {count}".encode()
        if match[1] == "container":
            number = int(hashlib.sha256(seed).hexdigest()[:2], 16)
            return f"wp-container-{number} wp-block-layout-{hashlib.md5(seed).hexdigest()[:8]}"
        return f"wp-elements-{hashlib.md5(seed).hexdigest()}"

    text = "\n\n\n\n".join(block.html for block in story.blocks)
    return "\n" + re.sub(r"\{(container|elements)\}", made_up, text) + "\n"
