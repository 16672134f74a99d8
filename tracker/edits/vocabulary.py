"""Words that turn the meaning of a sentence, and words that count, by language; lower case."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def words(text: str) -> frozenset[str]:
    """Make a set of words."""
    return frozenset(text.split())


def _by_language(**texts: str) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({language: words(text) for language, text in texts.items()})


NEGATIONS = _by_language(
    en="not no never none nor neither without cannot nobody nothing nowhere",
    de="nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder",
    fr="ne n’ pas jamais aucun aucune sans ni",
    es="no nunca jamás ningún ninguna ninguno sin nadie nada tampoco",
    it="non mai nessun nessuna nessuno senza né nulla niente",
    pt="não nunca nem nenhum nenhuma sem ninguém jamais",
    nl="niet geen nooit zonder niemand niets",
    pl="nie nigdy żaden żadna żadne bez nikt nic",
    ar="لا لم لن ليس ليست غير دون بدون",
)
HEDGES = _by_language(
    en="""alleged allegedly reported reportedly apparently may might could possible possibly
    probable probably likely unlikely suspected suspect presumed presumably potentially perhaps
    maybe purported purportedly supposedly appears appear seems seem expected unconfirmed""",
    de="""mutmaßlich mutmaßliche mutmaßlichen mutmaßlicher angeblich angebliche wohl vermutlich
    womöglich möglicherweise offenbar wahrscheinlich könnte könnten dürfte vielleicht""",
    fr="présumé présumée supposé prétendu peut-être probablement pourrait pourraient semble",
    es="presunto presunta presuntos supuesto supuesta posiblemente probablemente podría podrían",
    it="presunto presunta presumibilmente forse probabilmente potrebbe potrebbero",
    pt="suposto suposta alegado talvez provavelmente poderia poderiam",
    nl="vermoedelijk vermeende mogelijk waarschijnlijk misschien zou",
    pl="rzekomo rzekomy prawdopodobnie może domniemany podobno",
    ar="ربما يحتمل مزعوم",
)
ATTRIBUTIONS = _by_language(
    en="""said says told stated announced claimed claims confirmed denied denies admitted according
    acknowledged insisted argued testified""",
    de="sagte sagt erklärte behauptete bestätigte dementierte zufolge laut",
    fr="selon déclaré affirmé dit indiqué démenti confirmé",
    es="según dijo afirmó declaró confirmó negó",
    it="secondo detto dichiarato affermato confermato smentito",
    pt="segundo disse afirmou declarou confirmou negou",
    nl="volgens zei verklaarde bevestigde ontkende",
    pl="według powiedział powiedziała oświadczył potwierdził zaprzeczył",
    ar="قال قالت صرح أعلن وفقا بحسب أكد نفى",
)
JAPANESE_NEGATIONS = ("ない", "ません", "なかった")
JAPANESE_HEDGES = ("可能性", "とみられ", "疑い", "かもしれ", "おそれ", "見込み")
JAPANESE_ATTRIBUTIONS = ("によると", "と述べ", "と話し", "と発表", "と語")


def _numbers(text: str, **more: int) -> Mapping[str, str]:
    counted = {word: str(number) for number, word in enumerate(text.split(), 2)}
    return MappingProxyType(counted | {word: str(number) for word, number in more.items()})


NUMBER_WORDS = MappingProxyType(
    {
        "en": _numbers(
            """two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen twenty""",
            thirty=30, forty=40, fifty=50, sixty=60, seventy=70, eighty=80, ninety=90,
            hundred=100, dozen=12,
        ),
        "de": _numbers("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", hundert=100),
        "fr": _numbers("deux trois quatre cinq six sept huit neuf dix onze douze", cent=100),
        "es": _numbers("dos tres cuatro cinco seis siete ocho nueve diez once doce", cien=100),
        "it": _numbers("due tre quattro cinque sei sette otto nove dieci undici dodici", cento=100),
        "pt": _numbers("dois três quatro cinco seis sete oito nove dez onze doze", cem=100),
        "nl": _numbers("twee drie vier vijf zes zeven acht negen tien elf twaalf", honderd=100),
        "pl": _numbers("dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć", sto=100),
    }
)  # fmt: skip
"""Written out numbers; "one" is left out, since it mostly is a pronoun."""

MONEY_WORDS = words(
    """dollar dollars cent cents euro euros pound pounds pence yen yuan rupee rupees franc francs
    franken złoty złotych pesos peso reais real eur usd gbp chf jpy zł"""
)
PARTICLES = words("of de la le el del della di da dos van von der den al bin ibn y e du")

FUNCTION_WORDS = words(
    """a an the this that these those it its he she they we you i his her their our your my
    in on at by for from to of with and or but if as so when while after before since until
    there here what who which where why how all some any each both more most many much
    is are was were be been has have had do does did will would can could should may might must
    not no one two three also then than now just only even still however meanwhile please
    der die das ein eine und oder aber im am an auf bei mit von zu nach es er sie wir ich
    le la les un une des et ou mais dans sur il elle ils nous vous ce cette ces
    el los las una unos y o pero en con por para su sus se lo al
    gli uno e ma nel per os as um uma em com na het een maar met van voor op te"""
)
"""Words that are no names, though a capital letter begins them at the start of a sentence."""
