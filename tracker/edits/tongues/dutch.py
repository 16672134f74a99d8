"""Dutch words."""

from tracker.edits.tongues.values import tongue

DUTCH = tongue(
    "nl",
    numbers="""2 twee 3 drie 4 vier 5 vijf 6 zes 7 zeven 8 acht 9 negen 10 tien 11 elf
    12 twaalf dozijn 13 dertien 14 veertien 15 vijftien 16 zestien 17 zeventien 18 achttien
    19 negentien 20 twintig 30 dertig 40 veertig 50 vijftig 60 zestig 70 zeventig 80 tachtig
    90 negentig 100 honderd honderden 1000 duizend duizenden 1000000 miljoen miljoenen
    1000000000 miljard miljarden""",
    ones="een één",
    stems="1 een één",
    glue="en ën",
    units_first=True,
    negations="niet geen; nooit; zonder; niemand; niets; nergens; noch",
    prefixes="on niet",
    hedges="vermoedelijk vermeende mogelijk waarschijnlijk misschien zou",
    attributions="volgens zei verklaarde bevestigde ontkende",
    common="""de het een van en is dat op te voor met zijn niet aan werd door naar ook bij uit
    wordt worden heeft""",
)
