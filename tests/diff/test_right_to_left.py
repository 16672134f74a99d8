"""Text that goes from right to left does so beside labels that do not."""

from __future__ import annotations

import re
import unicodedata

from wcwidth import wcswidth

from tests.diff.directions import directions
from tracker.diff import diff_text
from tracker.report.diff import DiffView, render_html, render_markdown, render_side_by_side

ARABIC = "أعلنت الإدارة أن الرصيف الجديد سيفتح في الصيف."
RIGHT_TO_LEFT = (
    f"# الميناء\n\n{ARABIC}\nThe quay is old.\nهذا يبقى.\n\nآخر.\n\n- واحد\n- اثنان\n",
    f"# المرفأ\n\n{ARABIC.replace('الصيف', 'الشتاء')}\nThe quay is new.\nهذا يبقى.\n\n"
    "- واحد\n- ثلاثة\n\nآخر.\n",
)


def test_changed_text_from_right_to_left_is_laid_out_so() -> None:
    view = DiffView(diff=diff_text(*RIGHT_TO_LEFT), context=None)
    found = directions(render_html(view, title="الميناء"))
    kinds = {direction for direction, words in found if "quay" in words}
    assert kinds == {"ltr"}
    others = [(direction, words) for direction, words in found if "quay" not in words]
    assert len(others) >= 8
    assert {direction for direction, _ in others} == {"rtl"}, others
    labels = re.findall(r'<span class="label"( dir="ltr")?>', render_html(view))
    assert set(labels) == {' dir="ltr"'}


def test_a_label_in_markdown_gives_text_from_right_to_left_no_direction() -> None:
    view = DiffView(diff=diff_text(*RIGHT_TO_LEFT), context=None)
    entries = [line for line in render_markdown(view).splitlines() if ":*" in line]
    assert len(entries) >= 5
    for line in entries:
        assert ('- <span dir="ltr">*' in line) == ("quay" not in line)


def test_columns_of_text_from_right_to_left_are_kept_apart() -> None:
    text = render_side_by_side(DiffView(diff=diff_text(*RIGHT_TO_LEFT), context=None), width=80)
    seen = 0
    for line in text.splitlines():
        kinds = [unicodedata.bidirectional(each) for each in line]
        if "AL" not in kinds:
            assert "\u200e" not in line
            continue
        assert line.startswith("\u200e")
        seen += 1
        assert wcswidth(line) <= 80
        between = re.search(r"\u200e {1,3}[|~+<>-] ", line[1:])
        assert between or not re.search(r" [|~+<>-] \S", line)
        if between:
            assert wcswidth(line[1 : between.start() + 1]) == 38
    assert seen >= 6
