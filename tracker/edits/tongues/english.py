"""English words."""

from tracker.edits.tongues.values import tongue

ENGLISH = tongue(
    "en",
    numbers="""2 two 3 three 4 four 5 five 6 six 7 seven 8 eight 9 nine 10 ten 11 eleven
    12 twelve dozen 13 thirteen 14 fourteen 15 fifteen 16 sixteen 17 seventeen 18 eighteen
    19 nineteen 20 twenty 30 thirty 40 forty 50 fifty 60 sixty 70 seventy 80 eighty 90 ninety
    100 hundred hundreds 1000 thousand thousands 1000000 million millions 1000000000 billion
    billions 1000000000000 trillion trillions""",
    ones="one",
    joiners="- and",
    negations="""not cannot; no; never; none; nor; neither; without; nobody; nothing; nowhere""",
    prefixes="un non il ir",
    hedges="""alleged allegedly reported reportedly apparently may might could possible possibly
    probable probably likely unlikely suspected suspect presumed presumably potentially perhaps
    maybe purported purportedly supposedly appears appear seems seem expected unconfirmed""",
    attributions="""said says told stated announced claimed claims confirmed denied denies
    admitted according acknowledged insisted argued testified""",
    common="""the and of is was with for that this are have has had from they will would which
    to were their it by be been not at as you your""",
)
