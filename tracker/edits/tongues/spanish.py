"""Spanish words."""

from tracker.edits.tongues.values import tongue

SPANISH = tongue(
    "es",
    numbers="""2 dos 3 tres 4 cuatro 5 cinco 6 seis 7 siete 8 ocho 9 nueve 10 diez 11 once
    12 doce docena 13 trece 14 catorce 15 quince 16 dieciséis 17 diecisiete 18 dieciocho
    19 diecinueve 20 veinte 21 veintiún veintiuno veintiuna 22 veintidós 23 veintitrés
    24 veinticuatro 25 veinticinco 26 veintiséis 27 veintisiete 28 veintiocho 29 veintinueve
    30 treinta 40 cuarenta 50 cincuenta 60 sesenta 70 setenta 80 ochenta 90 noventa
    100 cien ciento cientos 200 doscientos doscientas 300 trescientos trescientas
    400 cuatrocientos cuatrocientas 500 quinientos quinientas 600 seiscientos seiscientas
    700 setecientos setecientas 800 ochocientos ochocientas 900 novecientos novecientas
    1000 mil miles 1000000 millón millones 1000000000000 billón billones""",
    ones="un uno una",
    joiners="y",
    negations="""no; nunca jamás; ningún ninguna ninguno; sin; nadie; nada; tampoco; ni""",
    hedges="""presunto presunta presuntos supuesto supuesta posiblemente probablemente podría
    podrían""",
    attributions="según dijo afirmó declaró confirmó negó",
    common="""el los las una y en por con para que se del es su más como fue son está han la de lo
    sus ha este esta""",
    letters="ñ¿¡",
)
