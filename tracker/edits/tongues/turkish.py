"""Turkish words."""

from tracker.edits.tongues.values import tongue

TURKISH = tongue(
    "tr",
    # "altı" is "below it", "yedi" "ate", "on" English, "yüz" a face, "bin" "get on", "kırk" ...
    numbers="""2 iki 3 üç 4 dört 5 beş 6 altı 7 yedi 8 sekiz 9 dokuz 10 on 20 yirmi
    30 otuz 40 kırk 50 elli 60 altmış 70 yetmiş 80 seksen 90 doksan 100 yüz yüzlerce
    1000 bin binlerce 1000000 milyon 1000000000 milyar""",
    ones="bir",
    doubtful="altı yedi on yüz bin",
    beside="""yıl ay hafta gün saat dakika kişi kişinin kişiye kadın erkek çocuk ölü yaralı kez kere
    metre kilometre puan lira tane adet ülke yaşında""",
    # The verb itself is negated: gelmedi, gelmiyor, gelmez, gelmeyecek, gelmemiş.
    negating=r"""\b(?:değil\w*|yok(?:tu|tur|muş)?|hiçbir|asla|
    \w{2,}m(?:
    [ıiuü]yor\w*|
    [ae]d[ıi](?:m|n|k|n[ıi]z|l[ae]r)?|
    [ae]z(?:l[ae]r|d[ıi]|s[ıi]n)?|
    [ae]y[ae]c[ae][kğ]\w*|
    [ae]m[ıi]ş\w*))\b""",
    # A prayer, stems that end in m themselves, surnames.
    unless=r"\b(?:namaz\w*|(?:gö|yu)m[uü]yor\w*|(?:yıl|kork|dur|sol)maz|sönmez)\b",
    common="""ve bir bu için ile olarak olan gibi daha çok kadar sonra göre ise değil var dedi
    etti oldu""",
    letters="ığİ",
)
