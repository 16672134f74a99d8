"""Portuguese words."""

from tracker.edits.tongues.values import tongue

PORTUGUESE = tongue(
    "pt",
    numbers="""2 dois duas 3 três 4 quatro 5 cinco 6 seis 7 sete 8 oito 9 nove 10 dez
    11 onze 12 doze dúzia 13 treze 14 catorze quatorze 15 quinze 16 dezesseis dezasseis
    17 dezessete dezassete 18 dezoito 19 dezenove dezanove 20 vinte 30 trinta 40 quarenta
    50 cinquenta 60 sessenta 70 setenta 80 oitenta 90 noventa 100 cem cento centenas
    200 duzentos duzentas 300 trezentos trezentas 400 quatrocentos quatrocentas
    500 quinhentos quinhentas 600 seiscentos seiscentas 700 setecentos setecentas
    800 oitocentos oitocentas 900 novecentos novecentas 1000 mil milhares
    1000000 milhão milhões 1000000000 bilhão bilhões""",
    ones="um uma",
    joiners="e",
    negations="""não; nunca jamais; nem; nenhum nenhuma; sem; ninguém; nada; tampouco""",
    hedges="suposto suposta alegado talvez provavelmente poderia poderiam",
    attributions="segundo disse afirmou declarou confirmou negou",
    common="""o os as um uma não do da em no na dos das para com por que é foi são mais ao à pelo
    pela se de a""",
    letters="ãõ",
)
