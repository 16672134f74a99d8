"""Words that belong to no one language, or to several; lower case."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Make a set of words."""
    return frozenset(text.split())


MONEY_WORDS = words(
    """dollar dollars cent cents euro euros pound pounds pence yen yuan rupee rupees franc francs
    franken złoty złotych pesos peso reais real eur usd gbp chf jpy zł kronor lira лир рублей рубля
    рублі долларов евро دولار يورو ريال درهم جنيه שקל שקלים דולר ドル ユーロ ウォン"""
)
PERCENT_WORDS = words(
    """percent prozent % procent procenten procenty procentów процентов процента パーセント אחוז
    אחוזים"""
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
