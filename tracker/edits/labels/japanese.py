"""Japanese notes; no word boundary follows a label here."""

from tracker.edits.labels.values import NoteKind as K
from tracker.edits.labels.values import labels

_THIS = r"(?:この|本|当)(?:記事|ページ|原稿|見出し)"

JAPANESE = labels(
    "ja",
    (K.UPDATE, r"(?:最終)?(?:更新|追記|アップデート)(?:日時|日)?(?:{end}|[】\])）]|\s*{time})",
     "更新：2024年5月2日 午後1時51分"),
    (K.UPDATE, rf"{_THIS}(?:は|を)[^。]{{0,30}}(?:更新|追記|加筆|"
     rf"改稿)", "この記事は更新されました。"),
    (K.CORRECTION, r"(?:お詫びと訂正|訂正とお詫び|訂正|修正)(?:しました)?(?:{end}|[】\])）]|"
     r"\s*{time})",
     "訂正：座席数は120席です。"),
    (K.CORRECTION, rf"(?:当初|以前)の(?:記事|見出し|版)|{_THIS}(?:は|を|の)[^。]{{0,30}}(?:訂正|"
     rf"修正)",
     "この記事の一部を訂正しました。"),
    (K.CLARIFICATION, r"(?:補足|説明)(?:{end}|[】\])）])", "補足：料金は年に一度です。"),
    (K.EDITOR, r"(?:編集部(?:注|より|から)?|編注|編集者注)(?:{end}|"
     r"[】\])）])", "編集部注：仮名です。"),
    (K.RETRACTION, rf"(?:撤回|取り消し)(?:{{end}}|[】\])）])|{_THIS}(?:は|"
     rf"を)[^。]{{0,30}}(?:撤回|取り下げ|"
     r"削除)", "この記事は撤回されました。"),
    (K.PUBLISHED, r"(?:初出|公開|掲載|配信)(?:日時|日)?(?:{end}|"
     r"\s*{time})", "公開日：2024年5月2日"),
    (K.DEVELOPING, r"(?:速報|続報)(?:{end}|[】\])）])|この(?:記事|ニュース)は(?:随時|順次)",
     "この記事は随時更新します。"),
)  # fmt: skip
