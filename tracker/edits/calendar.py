"""Names of months and days in the languages of the notes, and what a time looks like."""

from __future__ import annotations

import re

from tracker.edits.vocabulary import words

MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen",
     "janeiro", "januari", "stycznia", "styczeń", "يناير"),
    ("february", "feb", "februar", "feber", "février", "févr", "febrero", "febbraio", "fevereiro",
     "fev", "februari", "lutego", "luty", "فبراير"),
    ("march", "mar", "märz", "mrz", "mars", "marzo", "março", "maart", "mrt", "marca", "marzec",
     "مارس"),
    ("april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "kwiecień", "أبريل",
     "ابريل"),
    ("may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maja", "maj", "مايو"),
    ("june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwca", "czerwiec",
     "يونيو"),
    ("july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipca",
     "lipiec", "يوليو"),
    ("august", "aug", "août", "agosto", "ago", "augustus", "sierpnia", "sierpień", "أغسطس"),
    ("september", "sept", "sep", "septembre", "septiembre", "settembre", "set", "setembro",
     "września", "wrzesień", "سبتمبر"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out",
     "października", "październik", "أكتوبر"),
    ("november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopad", "نوفمبر"),
    ("december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre",
     "dezembro", "grudnia", "grudzień", "ديسمبر"),
)  # fmt: skip
"""By number, from January; lower case."""

WEEKDAYS = words(
    """monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed thu thurs fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    poniedziałek wtorek środa czwartek piątek sobota niedziela"""
)

MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}


def _choice(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


MONTH = rf"(?:{_choice(MONTH_NUMBERS)})\b\.?"
WEEKDAY = rf"(?:{_choice(WEEKDAYS)})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|°|\.)?"
_OF = r"(?:\s+(?:de|del|of))?"
_YEAR = r"(?:,?\s+(?:de\s+|del\s+)?\d{4}(?!\d))?"

WORDED_DATE = rf"(?:{MONTH}\s+{_DAY}(?!\d|:\d){_YEAR}|{_DAY}{_OF}\s+{MONTH}{_YEAR})"
MONTH_ONLY = rf"{MONTH}{_OF}\s+\d{{4}}(?!\d)"
ISO_DATE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
NUMERIC_DATE = r"\d{1,2}([./-])\s?\d{1,2}\1\s?(?:\d{4}|\d{2})(?!\d)"
EASTERN_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
RELATIVE_DAY = (
    r"(?:today|yesterday|heute|gestern|hoy|ayer|oggi|ieri|hoje|ontem|vandaag|gisteren|"
    r"aujourd[’']hui|hier|dzisiaj|wczoraj|今日|昨日)"
)

_HALF = r"(?:[ap]\.?\s?m\b\.?)"
CLOCK = (
    rf"(?:(?<![\d.,])(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d)(?::\d\d)?)?\s*(?P<half>{_HALF})"
    r"|(?P<word>noon|midnight|midday|mittag|mitternacht|midi|minuit)\b"
    r"|(?P<jp>午前|午後)?\s*(?P<jh>\d{1,2})時(?:(?P<jm>\d{1,2})分)?"
    r"|(?<![\d.,/-])(?P<h24>\d{1,2})(?::|h\s?|(?P<dot>\.))(?P<m24>\d\d)(?::\d\d)?(?![\d.%])"
    r"(?P<arabic>\s*(?:صباح[اً]*|مساءً?|ص\b|م\b))?"
    r"|(?<![\d.,])(?P<h1>\d{1,2})\s*(?:uhr|heures?|horas?|uur|h)\b)"
)

TIME = (
    rf"(?:{WORDED_DATE}|{MONTH_ONLY}|{ISO_DATE}|\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?\d{{2,4}}|"
    rf"{EASTERN_DATE}|\d{{1,2}}(?:[:.]\d\d)?\s*{_HALF}|\d{{1,2}}[:.h]\d\d(?!\d)|"
    rf"\d{{1,2}}\s*(?:uhr|heures?|horas|uur|h|時)|午[前後]|noon\b|midnight\b|{RELATIVE_DAY}|"
    rf"{WEEKDAY}(?=,|\s+(?:at|um|à|\d|{MONTH})|\s*$|[.:)]))"
)
"""The start of a date or a clock time, without regard to case."""
