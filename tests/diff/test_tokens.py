"""What counts as one token."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.diff import TokenKind, kind_of, tokenize
from tracker.diff.tokens import _pattern, _plain_pattern

PLAIN = "USabz'’ _-–—“”.…,:;!?()[]#@/&€$%£°²½Äßéøčł\u00a0 \n0123456789Mayp"


@pytest.mark.parametrize(
    ("text", "kind", "token"),
    [
        ("some 4.2 million people", TokenKind.NUMBER, "4.2 million"),
        ("it cost $1,250.50 then", TokenKind.NUMBER, "$1,250.50"),
        ("fell by -3 % in a week", TokenKind.NUMBER, "-3 %"),
        ("rose to 1.234,56 € now", TokenKind.NUMBER, "1.234,56 €"),
        ("a 5G mast", TokenKind.NUMBER, "5G"),
        ("工事費は12億円だった", TokenKind.NUMBER, "12億円"),
        ("it cost 1 200 € then", TokenKind.NUMBER, "1 200 €"),
        ("it cost 1 200,50 EUR then", TokenKind.NUMBER, "1 200,50"),
        ("for 1 000 000 people", TokenKind.NUMBER, "1 000 000"),
        ("in 2019 100 000 people", TokenKind.NUMBER, "100 000"),
        ("after 9/11 they", TokenKind.NUMBER, "9/11"),
        ("take 1/2 cup", TokenKind.NUMBER, "1/2"),
        ("a US$5bn deal", TokenKind.NUMBER, "US$5bn"),
        ("custa R$ 3,50 hoje", TokenKind.NUMBER, "R$ 3,50"),
        ("they won 5-3.", TokenKind.NUMBER, "5-3"),
        ("they won 5–3 at home", TokenKind.NUMBER, "5–3"),
        ("ein 2:1-Sieg", TokenKind.NUMBER, "2:1"),
        ("以5比3获胜", TokenKind.NUMBER, "5比3"),
        ("up 10-12 % in May", TokenKind.NUMBER, "10-12 %"),
        ("بلغ ٤٬٢٠٠ مليون", TokenKind.NUMBER, "٤٬٢٠٠ مليون"),
        ("工事費は４２０万円だった", TokenKind.NUMBER, "４２０万円"),
        ("on 2024/05/02 only", TokenKind.DATE, "2024/05/02"),
        ("on July 22, 2025, they", TokenKind.DATE, "July 22, 2025"),
        ("am 3. Mai 2024 um", TokenKind.DATE, "3. Mai 2024"),
        ("el 22 de julio de 2025 fue", TokenKind.DATE, "22 de julio de 2025"),
        ("since 2025-07-22 only", TokenKind.DATE, "2025-07-22"),
        ("Updated: 1:51 p.m. today", TokenKind.TIME, "1:51 p.m."),
        ("at 3 PM sharp", TokenKind.TIME, "3 PM"),
        ("at 14:30 sharp", TokenKind.TIME, "14:30"),
        ("see https://a.example/x?y=1#z.", TokenKind.ADDRESS, "https://a.example/x?y=1#z"),
        ("write to ann.b@mail.example.", TokenKind.ADDRESS, "ann.b@mail.example"),
        ("see [it](https://a.example/(b)) now", TokenKind.TARGET, "](https://a.example/(b))"),
        ("they don’t know", TokenKind.WORD, "don’t"),
        ("die Hochwasserschutzmauer steht", TokenKind.WORD, "Hochwasserschutzmauer"),
        ("新しいカタカナの語", TokenKind.WORD, "カタカナ"),
        ("हिन्दी में", TokenKind.WORD, "हिन्दी"),
        ("us 👩‍👩‍👧‍👦 all", TokenKind.MARK, "👩‍👩‍👧‍👦"),
        ("to 🇩🇰🇸🇪 by boat", TokenKind.MARK, "🇩🇰"),
        ("press 1️⃣ now", TokenKind.NUMBER, "1️⃣"),
    ],
)
def test_one_token(text: str, kind: TokenKind, token: str) -> None:
    assert token in tokenize(text)
    assert kind_of(token) is kind


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("10-12 men", ["10-12", " ", "men"]),
        ("10-12 p.m.", ["10", "-", "12 p.m."]),
        ("5-7 May", ["5", "-", "7 May"]),
        ("1/2/3", ["1", "/", "2", "/", "3"]),
        ("12-34-56", ["12", "-", "34", "-", "56"]),
        ("1-833-HELP", ["1", "-", "833", "-", "HELP"]),
        ("2019-2020", ["2019", "-", "2020"]),
        ("in 2019 100 men", ["in", " ", "2019", " ", "100", " ", "men"]),
        ("of 5 200 came", ["of", " ", "5", " ", "200", " ", "came"]),
        ("0 800 123 4567", ["0", " ", "800", " ", "123", " ", "4567"]),
        ("US dollars", ["US", " ", "dollars"]),
        ("COVID-19", ["COVID", "-", "19"]),
        ("5 men", ["5", " ", "men"]),
        ("## On tour", ["##", " ", "On", " ", "tour"]),
        ("市長は語る", ["市", "長", "は", "語", "る"]),
        ("ไทยน้ำ", ["ไ", "ท", "ย", "น้ำ"]),
    ],
)
def test_several_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


def test_a_long_row_of_numbers_is_no_number() -> None:
    row = " ".join(map(str, range(100, 120)))
    assert tokenize(row)[::2] == row.split()


@given(st.text(PLAIN, max_size=40))
def test_the_fast_patterns_agree_with_the_full_one(text: str) -> None:
    full = _pattern(figures=True, dollars=True, addresses=True).findall(text)
    assert _plain_pattern(figures=True, dollars=True, addresses=True).findall(text) == full
    assert tokenize(text) == full
