"""Portuguese notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = r"(?:est[ea] (?:artigo|texto|reportagem|matéria|notícia|página|nota|publicação))"

PORTUGUESE = labels(
    "pt",
    (K.UPDATE, r"(?:última )?(?:atualização|atualizad[oa]|actualizad[oa]|modificad[oa])(?:{end}|"
     r",? "
     r"?(?:em |às |a )*{time})", "Atualizado em 2 de maio de 2024 às 14h30"),
    (K.UPDATE, rf"{_THIS} (?:foi|é) (?:atualizad|actualizad|modificad|complementad)[oa]",
     "Esta reportagem foi atualizada com a resposta da prefeitura."),
    (K.CORRECTION, r"(?:correção|corrigido|errata|retificação|errámos|erramos){when}",
     "Errata: a sala tem 120 lugares."),
    (K.CORRECTION, rf"(?:n?uma versão anterior|em versão anterior)|{_THIS} foi corrigid[oa]",
     "Uma versão anterior deste texto dava outro número."),
    (K.CLARIFICATION, r"esclarecimento{when}", "Esclarecimento: a taxa é anual."),
    (K.EDITOR, r"nota (?:do editor|da redação|da redacção|dos editores|da editora|do autor){when}",
     "Nota da redação: os nomes foram trocados."),
    (K.RETRACTION, rf"{_THIS} foi (?:retirad|removid|despublicad)[oa]|retratação{{end}}",
     "Este artigo foi retirado."),
    (K.PUBLISHED, r"(?:publicad[oa](?: originalmente)?)(?:{end}|,? ?(?:em )?{time})",
     "Publicado em 2 de maio de 2024"),
    (K.DEVELOPING, rf"(?:notícia|reportagem|matéria) em (?:atualização|desenvolvimento)|{_THIS} "
     rf"está em "
     r"(?:atualização|desenvolvimento)", "Notícia em atualização."),
)  # fmt: skip
