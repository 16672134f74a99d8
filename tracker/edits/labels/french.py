"""French notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = r"(?:cet article|ce texte|cette page|cet entretien|le titre de cet article|l[’']article)"

FRENCH = labels(
    "fr",
    (K.UPDATE, r"(?:article |texte )?(?:dernière )?(?:mise[ -]à[ -]jour|màj|maj|actualisation|"
     r"actualisé|mis à jour|"
     r"modifié)(?:{end}|,? ?(?:le |à |du )*{time})", "Mis à jour le 2 mai 2024 à 14h30"),
    (K.UPDATE, rf"{_THIS} a été (?:mise? à jour|actualisée?|complétée?|modifiée?)",
     "Cet article a été mis à jour avec la réponse de la mairie."),
    (K.CORRECTION, r"(?:correction|rectificatif|rectification|erratum|corrigé){when}",
     "Rectificatif : la salle compte 120 places."),
    (K.CORRECTION, rf"(?:dans )?une (?:version|première version) (?:précédente|antérieure|"
     rf"initiale|de)"
     rf"|{_THIS} a été (?:corrigée?|rectifiée?)",
     "Une version précédente de cet article donnait un autre chiffre."),
    (K.CLARIFICATION, r"(?:précisions?|clarification|mise au point){when}",
     "Précision : la taxe est due une fois par an."),
    (K.EDITOR, r"(?:note de la rédaction|note de l[’']éditeur|ndlr){end}",
     "Note de la rédaction : les prénoms ont été modifiés."),
    (K.RETRACTION, rf"{_THIS} a été (?:retirée?|dépubliée?|supprimée?)|rétractation{{end}}",
     "Cet article a été retiré."),
    (K.PUBLISHED, r"(?:première publication|publiée?(?: initialement)?)(?:{end}|,? ?(?:le "
     r")?{time})",
     "Publié le 2 mai 2024"),
    (K.DEVELOPING, rf"{_THIS} (?:sera|est) (?:régulièrement )?(?:mis à jour|actualisé)|"
     r"(?:plus d[’']informations|article en cours de rédaction)",
     "Cet article sera mis à jour."),
)  # fmt: skip
