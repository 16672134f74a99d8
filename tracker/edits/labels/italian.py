"""Italian notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = r"(?:quest(?:o|a|[’']) ?(?:articolo|pagina|notizia|testo|pezzo))"

ITALIAN = labels(
    "it",
    (K.UPDATE, r"(?:articolo |ultimo |ultima )?(?:aggiornamento|aggiornat[oa]|modificat[oa]|"
     r"modifica)(?:{end}|,? "
     r"?(?:il |alle |al |ore |delle )*{time})", "Aggiornato alle 14.30"),
    (K.UPDATE, rf"{_THIS} è stat[oa] (?:aggiornat|modificat|integrat)[oa]",
     "Questo articolo è stato aggiornato con la risposta del comune."),
    (K.CORRECTION, r"(?:correzione|rettifica|errata corrige|corretto){when}",
     "Errata corrige: la sala ha 120 posti."),
    (K.CORRECTION, rf"(?:in )?una versione precedente|{_THIS} è stat[oa] corrett[oa]",
     "Una versione precedente di questo articolo dava un altro numero."),
    (K.CLARIFICATION, r"(?:precisazione|chiarimento){when}",
     "Precisazione: la tassa si paga una volta all’anno."),
    (K.EDITOR, r"(?:nota (?:della redazione|del redattore|dell[’']autore|dell[’']editore)|"
     r"n\.?d\.?r\.?)"
     r"{when}", "Nota della redazione: i nomi sono stati cambiati."),
    (K.RETRACTION, rf"{_THIS} è stat[oa] (?:ritirat|rimoss)[oa]|ritrattazione{{end}}",
     "Questo articolo è stato ritirato."),
    (K.PUBLISHED, r"(?:prima pubblicazione|pubblicat[oa])(?:{end}|,? ?(?:il )?{time})",
     "Pubblicato il 2 maggio 2024"),
    (K.DEVELOPING, r"(?:notizia|articolo) in aggiornamento|in aggiornamento{end}",
     "Notizia in aggiornamento."),
)  # fmt: skip
