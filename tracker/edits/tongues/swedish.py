"""Swedish words."""

from tracker.edits.tongues.values import tongue

SWEDISH = tongue(
    "sv",
    # "sex" is what it is in English, too, and a headline may be about that.
    numbers="""2 två 3 tre 4 fyra 5 fem 6 sex 7 sju 8 åtta 9 nio 10 tio 11 elva
    12 tolv dussin 13 tretton 14 fjorton 15 femton 16 sexton 17 sjutton 18 arton 19 nitton
    20 tjugo 30 trettio 40 fyrtio 50 femtio 60 sextio 70 sjuttio 80 åttio 90 nittio
    100 hundra hundratals 1000 tusen tusentals 1000000 miljon miljoner
    1000000000 miljard miljarder""",
    ones="en ett",
    doubtful="sex",
    beside="""år månader veckor dagar timmar minuter personer människor män kvinnor barn gånger
    meter kilometer poäng döda skadade kronor""",
    stems="1 ett en",
    glue="",
    negations="inte ej icke; ingen inget inga; aldrig; varken",
    prefixes="o",
    common="""och att det som en är av för på med den till inte har om ett var från de vid ska
    kan efter""",
)
