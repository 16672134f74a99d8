"""Italian words."""

from tracker.edits.tongues.values import tongue

ITALIAN = tongue(
    "it",
    # "sei" is "you are" as well.
    numbers="""2 due 3 tre tré 4 quattro 5 cinque 6 sei 7 sette 8 otto 9 nove 10 dieci
    11 undici 12 dodici dozzina 13 tredici 14 quattordici 15 quindici 16 sedici 17 diciassette
    18 diciotto 19 diciannove 20 venti 30 trenta 40 quaranta 50 cinquanta 60 sessanta
    70 settanta 80 ottanta 90 novanta 100 cento centinaia 1000 mille mila migliaia
    1000000 milione milioni 1000000000 miliardo miliardi""",
    ones="un uno una",
    doubtful="sei",
    beside="""anni mesi settimane giorni ore minuti persone morti feriti uomini donne bambini volte
    metri chilometri punti membri paesi città""",
    joiners="e",
    stems="""1 uno un 20 vent 30 trent 40 quarant 50 cinquant 60 sessant 70 settant 80 ottant
    90 novant 100 cent""",
    glue="",
    negations="""non; mai; nessun nessuna nessuno; senza; né; nulla niente; neanche nemmeno
    neppure""",
    prefixes="il ir",
    hedges="presunto presunta presumibilmente forse probabilmente potrebbe potrebbero",
    attributions="secondo detto dichiarato affermato confermato smentito",
    common="""il gli che di è della del per una con non sono dei delle nel alla più anche stato la
    da si al dal nella le ha""",
)
