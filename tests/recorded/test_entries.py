"""Objects are told apart whatever lies around and inside them."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.recorded.entries import Entry, iter_entries

texts = st.text(alphabet=st.sampled_from('ab{}[]",:\\\n\t\u2028é\x1f'), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**20) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(texts, values, min_size=1, max_size=4)


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unescaped(value: object) -> str:
    """Write JSON as crawlers do that leave line breaks and tabs raw inside strings."""
    parts = compact(value).split("\\\\")
    return "\\\\".join(part.replace("\\n", "\n").replace("\\t", "\t") for part in parts)


LAYOUTS = {
    "lines": lambda many: "\n".join(map(compact, many)),
    "lines, CRLF": lambda many: "".join(compact(one) + "\r\n" for one in many),
    "array": compact,
    "array over lines": lambda many: "[\n" + ",\n".join(map(compact, many)) + "\n]\n",
    "pretty array": lambda many: json.dumps(many, indent=2),
    "pretty objects": lambda many: "\n".join(json.dumps(one, indent=2) for one in many),
    "side by side": lambda many: "".join(map(compact, many)),
    "sequence": lambda many: "".join("\x1e" + compact(one) + "\n" for one in many),
    "byte order marks": lambda many: "\n".join("\ufeff" + compact(one) for one in many),
    "raw array": lambda many: "[" + ",".join(map(unescaped, many)) + "]",
    "one raw object": lambda many: unescaped(many[0]),
}


def entries(text: bytes, *, step: int = 1 << 20, limit: int = 1 << 20) -> list[Entry]:
    pieces = (text[i : i + step] for i in range(0, len(text), step))
    return list(iter_entries(pieces, limit=limit, name="answers.json"))


@settings(max_examples=300)
@given(
    many=st.lists(objects, min_size=1, max_size=5),
    layout=st.sampled_from(sorted(LAYOUTS)),
    step=st.integers(1, 40),
)
def test_every_layout_in_pieces_of_every_size_gives_the_same_objects(
    many: list[dict[str, object]], layout: str, step: int
) -> None:
    many = many[:1] if layout == "one raw object" else many
    found = entries(LAYOUTS[layout](many).encode(), step=step)
    assert [entry.value for entry in found] == many
    assert not any(entry.reason for entry in found)


@settings(max_examples=200)
@given(
    text=st.text(alphabet=st.sampled_from('{}[]",:\\\n a1'), max_size=80),
    step=st.integers(1, 9),
)
def test_garbage_always_comes_to_an_end(text: str, step: int) -> None:
    for entry in entries(text.encode(), step=step, limit=64):
        assert (entry.value is None) == bool(entry.reason)


def good(number: int) -> str:
    return compact({"id": number, "content": f"Paragraph {number} of {number + 1}."})


def test_a_cut_off_line_costs_only_itself() -> None:
    text = "\n".join([good(1), good(2)[:-9], good(3), good(4)])
    found = entries(text.encode(), step=7)
    assert [entry.value and entry.value["id"] for entry in found] == [1, None, 3, 4]
    assert found[1] == Entry(value=None, line=2, reason="it is cut off")
    assert found[3].line == 4


def test_neighbouring_bad_lines_cost_only_themselves() -> None:
    lines = [good(1), good(2)[:-3], good(3)[:12], good(4) + "}", '{"id":5,}', good(6)]
    found = entries("\n".join(lines).encode())
    assert [entry.value["id"] for entry in found if not entry.reason] == [1, 4, 6]
    assert {entry.line for entry in found if entry.reason} >= {2, 3, 5}


def test_a_bad_member_of_an_array_on_one_line_costs_only_itself() -> None:
    found = entries(f'[{good(1)},{{"id":2,"x":tru}},{good(3)}]'.encode(), step=5)
    assert [entry.value and entry.value["id"] for entry in found] == [1, None, 3]


def test_a_warning_before_the_json_is_told_and_skipped() -> None:
    text = f"<br />\n<b>Warning</b>: Undefined variable {{x}} in y.php\n{good(1)}"
    found = entries(text.encode(), step=6)
    assert found[0].reason == "it is not JSON"
    assert [entry.value["id"] for entry in found if not entry.reason] == [1]


def test_a_raw_line_break_before_a_brace_inside_a_string_does_not_split_it() -> None:
    text = '{"id":1,"content":"function f()\n{\n  return 2;\n}\n"}\n' + good(2)
    found = entries(text.encode(), step=11)
    assert found[0].value == {"id": 1, "content": "function f()\n{\n  return 2;\n}\n"}
    assert [entry.line for entry in found] == [1, 6]


def test_an_entry_above_the_limit_is_told_and_the_next_one_read() -> None:
    text = "\n".join([good(1), compact({"id": 2, "content": "x" * 5000}), good(3)])
    found = entries(text.encode(), step=100, limit=1000)
    assert [entry.value and entry.value["id"] for entry in found] == [1, None, 3]
    assert "larger than" in found[1].reason


def test_deep_nesting_is_a_bad_entry() -> None:
    text = '{"id":1,"a":' + "[" * 10_000 + "]" * 10_000 + "}\n" + good(2)
    found = entries(text.encode())
    assert [entry.reason for entry in found] == ["it is nested too deeply", ""]


def test_invalid_text_is_never_replaced_by_something_else() -> None:
    text = b'{"id":1,"content":"caf\xe9"}\n{"id":2,"content":"\\ud83d"}\n' + good(3).encode()
    found = entries(text)
    assert [bool(entry.reason) for entry in found] == [True, True, False]
