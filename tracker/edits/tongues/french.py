"""French words."""

from tracker.edits.tongues.values import tongue

FRENCH = tongue(
    "fr",
    # "neuf" is new, too, and "personne" a person.
    numbers="""2 deux 3 trois 4 quatre 5 cinq 6 six 7 sept 8 huit 9 neuf 10 dix dizaine
    11 onze 12 douze douzaine 13 treize 14 quatorze 15 quinze 16 seize 20 vingt vingts
    30 trente 40 quarante 50 cinquante 60 soixante 70 septante 80 huitante octante 90 nonante
    100 cent cents centaine centaines 1000 mille millier milliers 1000000 million millions
    1000000000 milliard milliards""",
    ones="un une",
    doubtful="neuf",
    beside="""ans années mois semaines jours heures minutes personnes morts blessés hommes femmes
    enfants fois mètres kilomètres points membres élus pays villes""",
    joiners="- et",
    twenties=True,
    negations="""aucun aucune; sans; ni; nullement""",
    particles="ne n'",
    partners="pas jamais rien personne plus point guère aucun aucune nul nulle",
    prefixes="il ir non",
    hedges="présumé présumée supposé prétendu peut-être probablement pourrait pourraient semble",
    attributions="selon déclaré affirmé dit indiqué démenti confirmé",
    common="""le les des est et dans une pour qui sur pas avec ce cette sont été par au aux du ont
    il elle la ne se leur ses""",
)
