"""German words."""

from tracker.edits.tongues.values import tongue

GERMAN = tongue(
    "de",
    numbers="""2 zwei zwo 3 drei 4 vier 5 fünf 6 sechs 7 sieben 8 acht 9 neun 10 zehn 11 elf
    12 zwölf dutzend 13 dreizehn 14 vierzehn 15 fünfzehn 16 sechzehn 17 siebzehn 18 achtzehn
    19 neunzehn 20 zwanzig 30 dreißig dreissig 40 vierzig 50 fünfzig 60 sechzig 70 siebzig
    80 achtzig 90 neunzig 100 hundert hunderte hunderten 1000 tausend tausende tausenden
    1000000 million millionen 1000000000 milliarde milliarden 1000000000000 billion billionen""",
    # Capitals make other words of them: to take care, and eleven players.
    doubtful="Acht Elf",
    ones="ein eine einer einem einen eins",
    stems="1 ein eine eins",
    glue="und",
    units_first=True,
    negations="""nicht kein keine keinen keinem keiner keines keinerlei; nie niemals; niemand
    niemanden niemandem; nichts; nirgends nirgendwo; ohne; weder; keineswegs keinesfalls""",
    prefixes="un nicht",
    hedges="""mutmaßlich mutmaßliche mutmaßlichen mutmaßlicher angeblich angebliche wohl
    vermutlich womöglich möglicherweise offenbar wahrscheinlich könnte könnten dürfte
    vielleicht""",
    attributions="sagte sagt erklärte behauptete bestätigte dementierte zufolge laut",
    common="""der die das und nicht ist ein eine mit den dem für auf wird sich auch wurde werden
    wurden nach bei über wie aus im zum zur von sie hat haben es""",
    letters="ß",
)
