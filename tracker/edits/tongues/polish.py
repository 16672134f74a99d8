"""Polish words."""

from tracker.edits.tongues.values import tongue

POLISH = tongue(
    "pl",
    numbers="""2 dwa dwie dwaj dwóch dwu dwóm dwom dwoma 3 trzy trzej trzech trzem trzema
    4 cztery czterej czterech czterem czterema 5 pięć pięciu 6 sześć sześciu 7 siedem siedmiu
    8 osiem ośmiu 9 dziewięć dziewięciu 10 dziesięć dziesięciu 11 jedenaście jedenastu
    12 dwanaście dwunastu 13 trzynaście trzynastu 14 czternaście czternastu
    15 piętnaście piętnastu 16 szesnaście szesnastu 17 siedemnaście siedemnastu
    18 osiemnaście osiemnastu 19 dziewiętnaście dziewiętnastu 20 dwadzieścia dwudziestu
    30 trzydzieści trzydziestu 40 czterdzieści czterdziestu 50 pięćdziesiąt pięćdziesięciu
    60 sześćdziesiąt sześćdziesięciu 70 siedemdziesiąt siedemdziesięciu
    80 osiemdziesiąt osiemdziesięciu 90 dziewięćdziesiąt dziewięćdziesięciu 100 sto stu setki
    200 dwieście dwustu 300 trzysta trzystu 400 czterysta czterystu 500 pięćset pięciuset
    600 sześćset sześciuset 700 siedemset siedmiuset 800 osiemset ośmiuset
    900 dziewięćset dziewięciuset 1000 tysiąc tysiące tysięcy tysiącach
    1000000 milion miliony milionów 1000000000 miliard miliardy miliardów""",
    ones="jeden jedna jedno",
    negations="""nie; nigdy; żaden żadna żadne żadnego żadnej żadnych; bez; nikt nikogo; nic;
    ani""",
    prefixes="nie",
    hedges="rzekomo rzekomy prawdopodobnie może domniemany podobno",
    attributions="według powiedział powiedziała oświadczył potwierdził zaprzeczył",
    common="""i w na się z nie że do jest o po przez oraz dla od jak był są za która który będzie
    a""",
    letters="łąęśźż",
)
