"""German notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = (
    r"(?:diese[rsn]?|der|den) (?:Artikel|Text|Beitrag|Bericht|Meldung|Überschrift|Seite|"
    r"Geschichte|Fassung)"
)

GERMAN = labels(
    "de",
    (K.UPDATE, r"(?:letzte |zuletzt )?(?:update|aktualisiert|aktualisierung|nachtrag|stand)"
     r"{end}", "Aktualisiert: 14.30 Uhr"),
    (K.UPDATE, r"(?:letzte |zuletzt )?(?:update|aktualisiert|aktualisierung|nachtrag|"
     r"geändert),? ?(?:am |um |vom )*{time}", "Zuletzt aktualisiert am 2. Mai 2024 um 14.30 Uhr"),
    (K.UPDATE, r"stand:? ?(?:vom )?(?=\d)", "Stand 2. Mai 2024, 14.30 Uhr"),
    (K.UPDATE, rf"{_THIS} wurde [^:]{{0,60}}?(?:aktualisiert|ergänzt|überarbeitet|"
     r"geändert)", "Dieser Artikel wurde um eine Stellungnahme ergänzt."),
    (K.UPDATE, rf"wir haben {_THIS}[^:]{{0,60}}?(?:aktualisiert|ergänzt|überarbeitet|geändert)",
     "Wir haben den Text nachträglich ergänzt."),
    (K.CORRECTION, r"(?:korrektur|berichtigung|richtigstellung|korrekturhinweis)(?: der "
     r"redaktion)?"
     r"{when}", "Korrektur: Der Saal hat 120 Plätze."),
    (K.CORRECTION, r"(?:hinweis: |anmerkung: )?in (?:einer|der) (?:früheren|ersten|"
     r"ursprünglichen|vorherigen|älteren) "
     r"(?:version|fassung)", "In einer früheren Version stand, der Saal habe 210 Plätze."),
    (K.CORRECTION, rf"{_THIS} (?:wurde )[^:]{{0,60}}?(?:korrigiert|berichtigt)|wir haben "
     r"(?:das|den fehler|die angabe|dies)[^.:]{0,40}korrigiert",
     "Wir haben den Fehler korrigiert."),
    (K.CLARIFICATION, r"(?:klarstellung|präzisierung){when}",
     "Klarstellung: Die Gebühr fällt einmal im Jahr an."),
    (K.EDITOR, r"(?:anmerkung|hinweis|anm\.) (?:der|d\.) (?:redaktion|red\.?){when}",
     "Anmerkung der Redaktion: Die Namen wurden geändert."),
    (K.EDITOR, r"(?:transparenzhinweis|in eigener sache){end}",
     "Transparenzhinweis: Die Autorin ist Mitglied."),
    (K.RETRACTION, rf"{_THIS} (?:wurde|haben wir) [^:]{{0,60}}?(?:zurückgezogen|depubliziert)|"
     r"(?:widerruf|rücknahme){end}", "Dieser Artikel wurde zurückgezogen."),
    (K.PUBLISHED, r"(?:zuerst |erstmals )?(?:veröffentlicht|erschienen)(?: am)?(?:{end}|,? "
     r"{time})",
     "Erstmals veröffentlicht am 2. Mai 2024"),
    (K.DEVELOPING, r"(?:die|eine) (?:nachrichten)?lage (?:entwickelt sich|ist unübersichtlich)|"
     rf"{_THIS} wird (?:laufend|fortlaufend|ständig|weiter) (?:aktualisiert|ergänzt)",
     "Dieser Artikel wird laufend aktualisiert."),
)  # fmt: skip
