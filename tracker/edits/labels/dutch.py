"""Dutch notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = r"(?:dit (?:artikel|bericht|verhaal|stuk)|deze (?:pagina|tekst))"

DUTCH = labels(
    "nl",
    (K.UPDATE, r"(?:laatste |laatst )?(?:update|bijgewerkt|bijwerking|aangepast|"
     r"gewijzigd)(?:{end}|,? "
     r"?(?:op |om )*{time})", "Laatst bijgewerkt op 2 mei 2024 om 14.30 uur"),
    (K.UPDATE, rf"{_THIS} (?:is|werd) [^.:]{{0,60}}(?:bijgewerkt|aangevuld|aangepast|gewijzigd|"
     rf"geactualiseerd)",
     "Dit artikel is aangevuld met een reactie van de gemeente."),
    (K.CORRECTION, r"(?:correctie|rectificatie|verbetering|gecorrigeerd){when}",
     "Rectificatie: de zaal telt 120 stoelen."),
    (K.CORRECTION, rf"in een (?:eerdere|vorige|oudere) versie|een eerdere versie|{_THIS} is "
     r"[^.:]{0,40}gecorrigeerd", "In een eerdere versie van dit artikel stond een ander getal."),
    (K.CLARIFICATION, r"verduidelijking{when}", "Verduidelijking: de heffing geldt per jaar."),
    (K.EDITOR, r"(?:noot|opmerking|naschrift) van de redactie{when}|naschrift{end}",
     "Noot van de redactie: de namen zijn veranderd."),
    (K.RETRACTION, rf"{_THIS} is (?:ingetrokken|teruggetrokken|verwijderd)|intrekking{{end}}",
     "Dit artikel is ingetrokken."),
    (K.PUBLISHED, r"(?:eerst |oorspronkelijk )?gepubliceerd(?:{end}|,? ?(?:op )?{time})",
     "Gepubliceerd op 2 mei 2024"),
    (K.DEVELOPING, rf"{_THIS} wordt (?:nog |voortdurend )?(?:bijgewerkt|aangevuld)",
     "Dit bericht wordt nog aangevuld."),
)  # fmt: skip
