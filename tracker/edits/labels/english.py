"""English notes."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = (
    r"(?:note[:：]? |for the record: )?(?:this|our) (?:(?:news|breaking|developing|live|blog|"
    r"web) )*(?:story|article|post|page|"
    r"report|piece|column|headline|obituary|interview|review|list|map|caption|graphic|guide|entry)"
)
_THE = rf"(?:{_THIS}|the (?:story|article|post|headline) (?:above|below)|the (?:story|article))"
_VERSION = (
    r"(?:note[:：]? |for the record: )?(?:an?|the) (?:earlier|previous|original|prior|initial|"
    r"older) "
    r"(?:version|headline|edition|draft|caption) (?:of|on|to|for|in|above) "
    r"(?:this|the (?:story|article|post))"
)

ENGLISH = labels(
    "en",
    (K.UPDATE, r"(?:story |article |post |page )?(?:last |latest )?update[ds]? ?(?:#?\d+ "
     r"?)?(?:\([^)]{1,40}\) ?)?{end}",
     "Updated: 1:51 p.m."),
    (K.UPDATE, r"(?:(?:story|article|post|page) )?(?:last |most recently )?(?:updated?|modified|"
     r"amended|"
     r"revised),? ?(?:on |at |as of )*{time}", "UPDATE 3 p.m. EDT: The bridge is open again."),
    (K.UPDATE, rf"{_THIS} (?:has been|was|is) (?:last |since |again )*"
     r"(?:updated|revised|amended|edited|modified|changed|expanded)",
     "This story has been updated to include the answer of the council."),
    (K.UPDATE, rf"{_THE} (?:has been|was) (?:last )?updated (?:to|with|at|on|after|since|"
     rf"following)",
     "The article was updated on May 2, 2024."),
    (K.UPDATE, rf"(?:we|editors|the editors)(?:[’'ʼ]ve| have)? (?:updated|amended|changed) "
     rf"{_THIS}",
     "We have updated this story with the new timetable."),
    (K.CORRECTION, r"corrections?(?: (?:appended|\([^)]{1,40}\)))?{when}",
     "Correction: The hall has 120 seats, not 210."),
    (K.CORRECTION, r"corrections? (?:and|&) clarifications?{end}",
     "Corrections and clarifications: The hall seats 120."),
    (K.CORRECTION, r"corrected(?: on)?{when}", "Corrected May 2, 2024: the name of the mayor."),
    (K.CORRECTION, rf"{_THE} (?:has been|was) (?:since )?(?:corrected|(?:updated|changed|edited|"
     r"amended|revised) (?:to (?:correct|fix|remove|reflect that)|because))",
     "This article has been corrected to give the right date."),
    (K.CORRECTION, rf"(?:in )?{_VERSION}",
     "An earlier version of this article misstated the number of seats."),
    (K.CORRECTION, rf"{_THIS} (?:originally|previously|initially|incorrectly|wrongly|mistakenly|"
     r"erroneously|misstated|misidentified|misspelled)",
     "This story originally said that the pool would close."),
    (K.CORRECTION, r"due to an? (?:editing|production|reporting) error",
     "Due to an editing error, the wrong year was given."),
    (K.CORRECTION, r"we(?:[’'ʼ]ve| have)? (?:corrected (?:the|this|that|an?|our)|regret the "
     r"error|apologi[sz]e for the error)",
     "We regret the error."),
    (K.CORRECTION, rf"(?:a )?corrections? (?:has been|have been|was|were) made to {_THIS}",
     "A correction was made to this story on May 2."),
    (K.UPDATE, rf"the (?:headline|title|caption|photo|image) of {_THIS} (?:has been|was) "
     r"(?:updated|changed|replaced)", "The headline of this article has been changed."),
    (K.CORRECTION, r"for the record{end}", "For the record: The hall has 120 seats."),
    (K.UPDATE, r"edit(?:ed)?[:：]", "Edit: fixed the name of the hall."),
    (K.CLARIFICATION, r"clarifications?{when}", "Clarification: The fee is paid once a year."),
    (K.CLARIFICATION, rf"{_THE} (?:has been|was) (?:updated |changed |edited )?(?:to clarify|"
     r"clarified)", "This post has been updated to clarify who pays."),
    (K.EDITOR, r"(?:ed\.|editor[’'ʼ]?s?[’'ʼ]?|author[’'ʼ]?s|publisher[’'ʼ]?s) note{when}",
     "Editor’s note: The author is a member of the club."),
    (K.EDITOR, r"(?:a )?note (?:from|by) the (?:editors?|author|publisher)",
     "A note from the editors: names were changed."),
    (K.EDITOR, r"(?:a )?note to (?:our )?readers{end}", "Note to readers: the comments are "
     "closed."),
    (K.RETRACTION, r"(?:retraction|retracted|withdrawn){when}", "Retraction: The report was "
     "wrong."),
    (K.RETRACTION, rf"{_THE} (?:has been|was|is) (?:retracted|withdrawn|removed|taken down|"
     r"unpublished)", "This article has been retracted."),
    (K.RETRACTION, r"(?:we|the editors) (?:have |has )?(?:retracted|withdrawn) (?:this|the)",
     "We have retracted this report."),
    (K.PUBLISHED, r"(?:(?:first|originally) )?(?:published|posted)(?: on| at)?(?:{end}|,? {time})",
     "First published: May 2, 2024"),
    (K.PUBLISHED, rf"(?:{_THIS} (?:was )?)?(?:first|originally) (?:published|appeared|ran) "
     r"(?:on|at|in|by|as)", "This story was first published on May 2, 2024."),
    (K.DEVELOPING, rf"(?:this is )?an? (?:developing|breaking)(?: news)? (?:story|situation)|"
     r"(?:developing|breaking) (?:news )?story{end}|developing{end}|"
     rf"{_THIS} (?:is (?:still )?developing|(?:will be|is being|may be) (?:continually )?updated)",
     "This is a developing story and will be updated."),
)  # fmt: skip
