"""Spanish notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = r"(?:est[ea] (?:artículo|nota|noticia|historia|texto|página|información|entrada))"

SPANISH = labels(
    "es",
    (K.UPDATE, r"(?:artículo |noticia |última )?(?:actualización|actualizad[oa]|"
     r"modificad[oa])(?:{end}|,? ?(?:el |"
     r"a las "
     r"|en )*{time})", "Actualizado: 14:30"),
    (K.UPDATE, rf"{_THIS} (?:ha sido|fue|se ha) (?:actualizad|modificad|ampliad)[oa]",
     "Este artículo ha sido actualizado con la respuesta del ayuntamiento."),
    (K.CORRECTION, r"(?:corrección|corregido|rectificación|fe de (?:erratas|errores)){when}",
     "Corrección: la sala tiene 120 asientos."),
    (K.CORRECTION, rf"(?:en )?una versión (?:anterior|previa)|{_THIS} (?:ha sido|fue) "
     rf"corregid[oa]",
     "Una versión anterior de este artículo decía otra cifra."),
    (K.CLARIFICATION, r"(?:aclaración|precisión){when}",
     "Aclaración: la tasa se paga una vez al año."),
    (K.EDITOR, r"nota (?:del editor|de la editora|de la redacción|de los editores|del "
     r"autor){when}",
     "Nota del editor: se han cambiado los nombres."),
    (K.RETRACTION, rf"{_THIS} (?:ha sido|fue) (?:retirad|eliminad)[oa]|retractación{{end}}",
     "Este artículo ha sido retirado."),
    (K.PUBLISHED, r"(?:publicad[oa](?: originalmente)?|primera publicación)(?:{end}|,? ?(?:el "
     r")?{time})",
     "Publicado el 2 de mayo de 2024"),
    (K.DEVELOPING, rf"(?:noticia|historia|información) en desarrollo|{_THIS} (?:está|se "
     rf"encuentra) en "
     r"desarrollo", "Noticia en desarrollo."),
)  # fmt: skip
