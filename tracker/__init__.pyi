from tracker.api import Archive as Archive
from tracker.api import ArchivedEdit as ArchivedEdit
from tracker.api import Assessment as Assessment
from tracker.api import BlamedSentence as BlamedSentence
from tracker.api import DiffView as DiffView
from tracker.api import Disclosure as Disclosure
from tracker.api import EditKind as EditKind
from tracker.api import PostKey as PostKey
from tracker.api import ProseDiff as ProseDiff
from tracker.api import Severity as Severity
from tracker.api import State as State
from tracker.api import Wanted as Wanted
from tracker.api import assess as assess
from tracker.api import diff_text as diff_text
from tracker.api import iter_edits as iter_edits

__version__: str
