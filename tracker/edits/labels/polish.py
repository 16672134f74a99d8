"""Polish notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = r"(?:(?:ten|niniejszy) (?:artykuł|tekst|wpis)|artykuł|tekst)"

POLISH = labels(
    "pl",
    (K.UPDATE, r"(?:ostatnia )?(?:aktualizacja|zaktualizowano|uaktualniono|zmieniono)(?:{end}|"
     r",? ?(?:o "
     r"godz\.? |o |dnia |z dnia |z godz\.? )*{time})", "Aktualizacja: 14:30"),
    (K.UPDATE, rf"{_THIS} (?:został|był) (?:zaktualizowany|uzupełniony|zmieniony|rozszerzony)",
     "Artykuł został uzupełniony o odpowiedź urzędu."),
    (K.CORRECTION, r"(?:sprostowanie|korekta|poprawka|errata){when}",
     "Sprostowanie: sala ma 120 miejsc."),
    (K.CORRECTION, rf"(?:we? |w )?(?:wcześniejszej|poprzedniej|pierwotnej|pierwszej) wersji|"
     rf"{_THIS} "
     r"(?:został) (?:poprawiony|skorygowany)", "W poprzedniej wersji tekstu podaliśmy inną "
     "liczbę."),
    (K.CLARIFICATION, r"(?:wyjaśnienie|uściślenie|doprecyzowanie){when}",
     "Wyjaśnienie: opłata jest roczna."),
    (K.EDITOR, r"(?:od redakcji|przypis redakcji|nota redakcyjna|przyp\. red\.?){when}",
     "Od redakcji: imiona zostały zmienione."),
    (K.RETRACTION, rf"{_THIS} został (?:wycofany|usunięty)|wycofanie{{end}}",
     "Ten artykuł został wycofany."),
    (K.PUBLISHED, r"(?:opublikowano|data publikacji|pierwsza publikacja)(?:{end}|,? ?(?:dnia "
     r")?{time})",
     "Opublikowano: 2 maja 2024"),
    (K.DEVELOPING, rf"{_THIS} (?:jest|będzie) (?:na bieżąco )?(?:aktualizowany|uzupełniany)",
     "Artykuł będzie aktualizowany."),
)  # fmt: skip
