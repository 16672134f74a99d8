"""REST objects become files and come back; paths and posts are inverses."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.archive.layout import (
    CONTENT,
    POST_FILES,
    canonical_json,
    decode,
    decode_json,
    encode,
    parse_path,
    post_directory,
    post_files,
    rest_object,
    revision_files,
)
from tracker.errors import MalformedDocument
from tracker.model import FOLDERS, PostKey, folder_of

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=15,
)
contents = values | st.fixed_dictionaries(
    {}, optional={"rendered": words | values, "protected": st.booleans() | values, "raw": words}
)
objects = st.dictionaries(words, values, max_size=5).flatmap(
    lambda fields: st.one_of(
        st.just(fields), contents.map(lambda content: {**fields, "content": content})
    )
)


@settings(max_examples=400)
@given(objects)
def test_a_rest_object_comes_back_from_its_files(fields: dict[str, Any]) -> None:
    kept = json.dumps(fields, sort_keys=True)
    files = post_files(fields, "# A title\n")
    back = rest_object(files, where="test")
    assert back == fields
    assert json.dumps(back, sort_keys=True) == kept, "not even 1 has become 1.0 or true"
    assert json.dumps(fields, sort_keys=True) == kept, "the object itself is left alone"


@settings(max_examples=200)
@given(words)
def test_rendered_content_is_kept_byte_for_byte(html: str) -> None:
    files = post_files({"id": 1, "content": {"rendered": html, "protected": False}}, "")
    assert files[CONTENT] == html.encode()
    assert decode(files[CONTENT]) == html


@settings(max_examples=100)
@given(st.text(max_size=20))
def test_even_what_is_no_text_comes_back(text: str) -> None:
    assert decode(encode(text)) == text


@settings(max_examples=300)
@given(values)
def test_canonical_json_is_one_form(value: Any) -> None:
    data = canonical_json(value)
    assert data.endswith(b"\n")
    back = decode_json(data, where="test")
    assert canonical_json(back) == data
    assert json.loads(data) == value
    data.decode("utf-8")


def test_canonical_json_is_the_form_that_the_design_names() -> None:
    value = {"b": [1, {"z": None, "a": "Küste\u2028"}], "a": {}, "c": []}
    assert canonical_json(value).decode() == (
        '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "a": "Küste\u2028",\n'
        '      "z": null\n    }\n  ],\n  "c": []\n}\n'
    )
    shuffled = {"c": [], "a": {}, "b": [1, {"a": "Küste\u2028", "z": None}]}
    assert canonical_json(shuffled) == canonical_json(value)


def test_a_protected_post_has_no_content_file() -> None:
    fields = {"id": 1, "content": {"rendered": "", "protected": True}}
    files = post_files(fields, "# A title\n")
    assert CONTENT not in files
    kept = {**files, CONTENT: b"<p>what was public before</p>"}
    assert rest_object(kept, where="test") == fields


def test_a_revision_keeps_raw_and_rendered_apart() -> None:
    fields = {"id": 9, "parent": 1, "content": {"raw": "<!-- wp:x -->", "rendered": "<p>x</p>"}}
    files = revision_files(fields, "# A title\n")
    assert files["wp-source.html"] == b"<!-- wp:x -->"
    assert files["wp-content.html"] == b"<p>x</p>"
    assert msgspec.json.decode(files["wp-revision.json"]) == {"id": 9, "parent": 1, "content": {}}


folders = st.from_regex(r"[a-z0-9_-]{1,20}", fullmatch=True).map(folder_of)


@settings(max_examples=400)
@given(folders, st.integers(1, 2**63 - 1), st.sampled_from(POST_FILES))
def test_a_path_tells_its_post(folder: str, number: int, name: str) -> None:
    key = PostKey(folder=folder, id=number)
    assert parse_path(f"{post_directory(key)}/{name}") == (key, name)


@given(st.from_regex(r"[a-z0-9_-]{1,20}", fullmatch=True))
def test_a_folder_tells_its_type(slug: str) -> None:
    assert PostKey(folder=folder_of(slug), id=1).post_type == slug


def test_no_two_types_share_a_folder() -> None:
    slugs = [*FOLDERS, *FOLDERS.values(), "type-posts", "event"]
    assert len({folder_of(slug) for slug in slugs}) == len(slugs)


@pytest.mark.parametrize(
    ("key", "directory"),
    [
        (PostKey(folder="posts", id=1286), "posts/00/12/1286"),
        (PostKey(folder="posts", id=7), "posts/00/00/07"),
        (PostKey(folder="pages", id=1234567), "pages/123/45/1234567"),
    ],
)
def test_where_a_post_lies(key: PostKey, directory: str) -> None:
    assert post_directory(key) == directory


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "users.json",
        "posts/text.md",
        "posts/00/12/1287/notes.md",
        "posts/00/12/1286/text.md/x",
        "posts/00/13/1286/text.md",
        "posts/0/12/1286/text.md",
        "posts/00/12/01286/text.md",
        "Posts/00/12/1286/text.md",
        "../00/12/1286/text.md",
        "x/posts/00/12/1286/text.md",
        "posts/00/12/1286/text.md\n",
    ],
)
def test_other_paths_are_of_no_post(path: str) -> None:
    assert parse_path(path) is None


@pytest.mark.parametrize(
    "slug", ["", "Post", "a" * 21, "../x", "a/b", "a.b", "a b", ".git", "é", "post\n"]
)
def test_nothing_else_becomes_a_folder(slug: str) -> None:
    with pytest.raises(ValueError, match="not a post type"):
        folder_of(slug)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b'"\\ud800"'])
def test_a_damaged_document_is_named(data: bytes) -> None:
    with pytest.raises(MalformedDocument, match="posts/5"):
        decode_json(data, where="posts/5")
