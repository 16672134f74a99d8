"""Numbers and negation in many languages: what is a fact, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest

from tracker.edits.assessment import assess
from tracker.edits.counting import Counted, counted_at
from tracker.edits.ideographs import value_of
from tracker.edits.speaking import language_of
from tracker.edits.tongues import TONGUES
from tracker.edits.values import Assessment, Edit, Evidence, Setting, Severity, State
from tracker.model import utc

SUBSTANCE = [
    ("en", "The wall costs four million euros.", "The wall costs four billion euros."),
    ("en", "About twenty-one boats came.", "About twenty-three boats came."),
    ("en", "They won 5-3 at home on Monday.", "They won 3-5 at home on Monday."),
    ("en", "The key is available to all of them.", "The key is unavailable to all of them."),
    ("en", "The quay was legal for the boats.", "The quay was illegal for the boats."),
    ("de", "Der Damm kostet vier Millionen Euro.", "Der Damm kostet sechs Millionen Euro."),
    ("de", "Der Damm kostet vier Millionen Euro.", "Der Damm kostet vier Milliarden Euro."),
    ("de", "Es kamen vierundzwanzig Boote.", "Es kamen vierunddreißig Boote."),
    ("de", "Der Rat hat das Boot gekauft.", "Der Rat hat das Boot nicht gekauft."),
    ("de", "Die Stadt hat ein Boot.", "Die Stadt hat kein Boot."),
    ("de", "Das ist für die Boote möglich.", "Das ist für die Boote unmöglich."),
    ("fr", "Le port a vingt-quatre bateaux.", "Le port a quatre-vingt-quatre bateaux."),
    ("fr", "La ville veut vendre le quai.", "La ville ne veut pas vendre le quai."),
    ("fr", "Le maire est venu avec une réponse.", "Le maire n’est pas venu avec une réponse."),
    ("fr", "Il y a neuf personnes dans le bateau.", "Il y a huit personnes dans le bateau."),
    ("es", "El puerto tiene treinta y dos barcos.", "El puerto tiene cuarenta y dos barcos."),
    ("es", "El muelle cuesta 5 mil euros.", "El muelle cuesta 5 millones de euros."),
    ("es", "La ciudad vende el muelle.", "La ciudad nunca vende el muelle."),
    ("it", "Il porto ha ventiquattro barche.", "Il porto ha trentaquattro barche."),
    ("it", "Il molo costa sei milioni di euro.", "Il molo costa due milioni di euro."),
    ("it", "Il sindaco vende il molo.", "Il sindaco non vende il molo."),
    ("pt", "O porto tem vinte e dois barcos.", "O porto tem trinta e dois barcos."),
    ("pt", "A cidade vende o cais.", "A cidade não vende o cais."),
    ("nl", "De haven heeft vierentwintig boten.", "De haven heeft tweeëntwintig boten."),
    ("nl", "De stad heeft een boot.", "De stad heeft geen boot."),
    ("pl", "W porcie jest dwadzieścia cztery łodzi.", "W porcie jest trzydzieści cztery łodzi."),
    ("pl", "Miasto sprzeda ten port.", "Miasto nie sprzeda tego portu."),
    ("sv", "Hamnen har tjugofyra båtar.", "Hamnen har trettiofyra båtar."),
    ("sv", "Staden har sålt kajen.", "Staden har inte sålt kajen."),
    ("tr", "Limanda yirmi dört tekne var.", "Limanda otuz dört tekne var."),
    ("tr", "Kazada altı kişi yaralandı.", "Kazada yedi kişi yaralandı."),
    ("tr", "Belediye iskeleyi sattı.", "Belediye iskeleyi satmadı."),
    ("tr", "Bu tekne yeni.", "Bu tekne yeni değil."),
    ("ru", "В порту двадцать четыре лодки.", "В порту тридцать четыре лодки."),
    ("ru", "Город продаёт причал.", "Город не продаёт причал."),
    ("ru", "Причал стоит 4 миллиона рублей.", "Причал стоит 4 миллиарда рублей."),
    ("ar", "في الميناء أربعة وعشرون قاربا.", "في الميناء أربعة وثلاثون قاربا."),
    ("ar", "بلغت الكلفة ٤٫٢ مليون يورو.", "بلغت الكلفة ٦٫٩ مليون يورو."),
    ("ar", "باعت المدينة الرصيف القديم.", "لم تبع المدينة الرصيف القديم."),
    ("he", "בנמל יש עשרים וארבע סירות.", "בנמל יש שלושים וארבע סירות."),
    ("he", "העירייה מכרה את הרציף.", "העירייה לא מכרה את הרציף."),
    ("ja", "堤防の工事費は四百二十万円だった。", "堤防の工事費は六百九十万円だった。"),
    ("ja", "堤防の工事は三年かかる。", "堤防の工事は四年かかる。"),
    ("ja", "市長は港の会議に行った。", "市長は港の会議に行かなかった。"),
    ("ja", "市長は何も言って帰った。", "市長は何も言わずに帰った。"),
    ("ja", "この港の利用は可能だ。", "この港の利用は不可能だ。"),
    ("ja", "港に船が数百隻あった。", "港に船が数千隻あった。"),
    ("zh", "市长没有去港口开会。", "市长去了港口开会。"),
    ("zh", "港口有三艘旧船。", "港口有五艘旧船。"),
    ("zh", "百分之三十的船已经卖掉。", "百分之四十的船已经卖掉。"),
    ("zh", "球队以5比3获胜。", "球队以3比5获胜。"),
    ("ja", "港の船が五対三で勝った。", "港の船が三対五で勝った。"),
    ("ja", "市長は港の会議に参加し、帰った。", "市長は港の会議に参加せず、帰った。"),
    ("ja", "橋は二〇二三年に完成した。", "橋は二〇二四年に完成した。"),
    ("zh", "市长同意卖掉旧的码头。", "市长不同意卖掉旧的码头。"),
    ("zh", "这条旧船是合法的。", "这条旧船是非法的。"),
    ("zh", "三分之一的船已经卖掉。", "四分之一的船已经卖掉。"),
    ("zh", "市府今年會賣碼頭。", "市府今年不會賣碼頭。"),
    ("hi", "बंदरगाह में १२ नावें हैं।", "बंदरगाह में १४ नावें हैं।"),
]

HARMLESS = [
    ("en", "About four million came.", "About 4 million came."),
    ("en", "They came 10-12 times to the quay.", "They came 10 to 12 times to the quay."),
    ("en", "The boats won 5-3 at home.", "The boats won 5–3 at home."),
    ("en", "The quay costs 1,200,000 euros.", "The quay costs 1.2 million euros."),
    ("en", "This is the quay that one sees.", "This is the quay which one sees."),
    ("de", "Es ist ein Boot aus dem Hafen.", "Es ist eine Barke aus dem Hafen."),
    ("de", "Der Damm kostet vier Millionen Euro.", "Der Damm kostet 4 Millionen Euro."),
    ("de", "Es kamen vierundzwanzig Boote.", "Es kamen 24 Boote."),
    ("de", "Der Rat hat keine Brücke gebaut.", "Der Rat hat keinen Steg gebaut."),
    ("de", "Der Rat achtet auf die Boote.", "Der Rat wacht über die Boote."),
    ("en", "The deal is worth US$5bn now.", "The deal is worth $5bn now."),
    ("de", "Er nimmt sich in Acht vor dem Wind.", "Er nimmt sich in Hut vor dem Wind."),
    ("de", "Die Elf aus der Stadt ist da.", "Die Mannschaft aus der Stadt ist da."),
    ("fr", "Le quai est neuf et beau.", "Le quai est propre et beau."),
    ("fr", "Il fait un pas vers le quai.", "Il va vers le quai."),
    ("fr", "Il y a une barque dans le port.", "Il y a un bateau dans le port."),
    ("es", "Es un barco de la ciudad.", "Es una barca de la ciudad."),
    ("it", "Tu sei nella barca del sindaco.", "Tu stai nella barca del sindaco."),
    ("it", "Il porto ha ventiquattro barche.", "Il porto ha 24 barche."),
    ("pt", "É um barco da cidade.", "É uma barca da cidade."),
    ("nl", "Het is een boot van de stad.", "Het is een schip van de stad."),
    ("pl", "To jest stary port na wyspie.", "To jest dawny port na wyspie."),
    ("sv", "Det är en båt från staden.", "Det är ett skepp från staden."),
    ("tr", "Masanın altı temiz bir yer.", "Masanın üstü temiz bir yer."),
    ("tr", "Adam bir elma yedi.", "Adam bir elma aldı."),
    ("tr", "Namaz bir saat sürdü.", "İbadet bir saat sürdü."),
    ("ru", "Это старый причал на острове.", "Это древний причал на острове."),
    ("ar", "بلغت الكلفة ٤٢٠٠ يورو.", "بلغت الكلفة 4200 يورو."),
    ("he", "זה הרציף הישן של העיר.", "זה המזח הישן של העיר."),
    ("ja", "市長は港の人と一緒に来た。", "市長は港の人とともに来た。"),
    ("ja", "港の一部は古い。", "港のどこかは古い。"),
    ("ja", "準備は十分だった。", "準備はよかった。"),
    ("ja", "堤防の工事費は四百二十万円だった。", "堤防の工事費は420万円だった。"),
    ("ja", "港に船は少ない。", "港に船はわずかだ。"),
    ("ja", "船は港に来ない。", "船は港に来ません。"),
    ("ja", "必ず港に来る。", "きっと港に来る。"),
    ("ja", "雨かもしれない。", "雨かもしれません。"),
    ("zh", "港口非常美。", "港口很美。"),
    ("ja", "三菱の船が港に来た。", "あの船が港に来た。"),
    ("ja", "世界一の船だ。", "世界最大の船だ。"),
    ("ja", "未来の港を見る。", "将来の港を見る。"),
    ("zh", "我们不得不离开港口。", "我们必须离开港口。"),
    ("zh", "一些船来到港口。", "有些船来到港口。"),
    ("zh", "四川的船来了。", "那边的船来了。"),
    ("zh", "不过港口很美。", "但是港口很美。"),
    ("zh", "这是一个港口。", "这是那个港口。"),
    ("zh", "市长没去港口。", "市长没有去港口。"),
    ("zh", "船在港口沉没。", "船在港口翻倒。"),
    ("zh", "旧船十分漂亮。", "旧船真的漂亮。"),
]


def judged(language: str, before: str, after: str) -> Assessment:
    """Assess an edit of one sentence on a site that says it is in a language."""
    one, other = (
        State(
            text=f"# \n\n{text}\n", title="", fields=None, evidence=Evidence.REVISION,
            claimed=utc(moment),
        )
        for text, moment in ((before, "2024-05-02T08:00"), (after, "2024-05-02T09:00"))
    )  # fmt: skip
    return assess(Edit(before=one, after=other), Setting(language=language))


def iter_counted(words: Sequence[str], language: str) -> Iterator[Counted]:
    """Find the numbers in a sentence; no number twice."""
    at = 0
    while at < len(words):
        counted = counted_at(words, at, TONGUES[language])
        if counted is not None:
            yield counted
        at = at + 1 if counted is None else counted.end


@pytest.mark.parametrize("site", ["its own", "en"])
@pytest.mark.parametrize(("language", "before", "after"), SUBSTANCE)
def test_a_fact_changed(language: str, before: str, after: str, site: str) -> None:
    own = language if site == "its own" else site
    for one, other in ((before, after), (after, before)):
        assessment = judged(own, one, other)
        assert assessment.severity is Severity.SUBSTANCE
        assert assessment.atoms


@pytest.mark.parametrize(("language", "before", "after"), HARMLESS)
def test_no_fact_changed(language: str, before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        assessment = judged(language, one, other)
        assert assessment.atoms == ()
        assert assessment.severity is not Severity.SUBSTANCE


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("en", "two hundred and five thousand three hundred and twelve", 205_312),
        ("en", "one million", 1_000_000),
        ("de", "dreihundertfünfundzwanzigtausend", 325_000),
        ("de", "einundzwanzig", 21),
        ("fr", "quatre-vingt-dix-neuf", 99),
        ("fr", "soixante et onze", 71),
        ("fr", "deux cent mille", 200_000),
        ("es", "dos mil trescientos cuarenta y cinco", 2345),
        ("it", "duemilaventuno", 2021),
        ("pt", "mil e quinhentos", 1500),
        ("nl", "vijfhonderdtweeëndertig", 532),
        ("pl", "dwa tysiące pięćset czterdzieści dwa", 2542),
        ("sv", "tvåhundrafemtio", 250),
        ("tr", "üç bin beş yüz", 3500),
        ("ru", "сто двадцать пять тысяч", 125_000),
        ("ar", "خمسة عشر", 15),
        ("ar", "أربعة وعشرون", 24),
        ("he", "ארבעה עשר", 14),
    ],
)
def test_a_number_in_words(language: str, words: str, value: int) -> None:
    tokens = re.findall(r"\w+|-", words)
    found = list(iter_counted(tokens, language))
    assert [(one.start, one.end, one.value) for one in found] == [(0, len(tokens), value)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "one of them"), ("de", "ein Boot"), ("de", "achten"), ("fr", "un pas neuf"),
        ("it", "tu sei bello"), ("sv", "sex och liv"), ("nl", "een boot"), ("tr", "bin ve git"),
        ("ar", "ست البيت"), ("he", "שני הגדול"),
    ],
)  # fmt: skip
def test_no_number(language: str, words: str) -> None:
    assert list(iter_counted(words.split(), language)) == []


def test_two_numbers_side_by_side_are_two() -> None:
    found = iter_counted(["between", "two", "and", "three", "men"], "en")
    assert [one.value for one in found] == [2, 3]


@pytest.mark.parametrize(
    ("numerals", "value"),
    [("四百二十万", 4_200_000), ("十二", 12), ("二〇二四", 2024), ("一億三千万", 130_000_000)],
)
def test_numerals(numerals: str, value: int) -> None:
    assert value_of(numerals) == value


@pytest.mark.parametrize("numerals", ["一二三", "三", "九分之", "五対", "万", "第七"])
def test_no_row_of_numerals_is_too_long(numerals: str) -> None:
    assessment = judged("ja", "船が来た。" + numerals * 3000, "船は来た。" + numerals * 3000)
    assert assessment.severity is Severity.STYLE


@pytest.mark.parametrize(
    ("text", "site", "language"),
    [
        ("The harbour is closed, and the boats are in the bay.", "en", "en"),
        ("Der Hafen ist zu, und die Boote sind in der Bucht.", "en", "de"),
        ("The harbour is closed, and the boats are in the bay.", "de", "en"),
        ("Havnen er lukket, og båtene er i bukten.", "nb", "nb"),
        ("Der Hafen", "de", "de"),
        ("Bay, harbour, boat", "fr", "fr"),
        ("港は閉まっている。", "en", "ja"),
        ("港口已经关闭。", "en", "zh"),
        ("市長辞任", "ja", "ja"),
        ("The 北京 office is closed.", "en", "en"),
        ("الميناء مغلق اليوم.", "en", "ar"),
        ("بندر امروز بسته است.", "fa", "fa"),
        ("Порт закрыт.", "en", "ru"),
        ("Порт закритий і порожній.", "en", "uk"),
        ("הנמל סגור.", "en", "he"),
        ("12", "it", "it"),
    ],
)
def test_the_language_of_a_text(text: str, site: str, language: str) -> None:
    assert language_of((text,), site) == language
