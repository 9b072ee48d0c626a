"""Turkish, as agencies and officials write numbers in it."""

from fractions import Fraction

from claims.domain.number_parser.language import BELOW, Language, in_order
from claims.domain.number_parser.refusals import NoCount
from claims.domain.vocabulary import Qualifier

HALF = Fraction(1, 2)
_TR = in_order("sıfır bir iki üç dört beş altı yedi sekiz dokuz on")
_TR |= in_order("yirmi otuz kırk elli altmış yetmiş seksen doksan", start=20, step=10)
# A case ending is written behind an apostrophe: 20'den, 20'ye.
_FROM = "den dan ten tan"
_TO = "e a ye ya"
_OVER = "i ı u ü yi yı yu yü"
_OF = "in ın un ün nin nın nun nün"
_SCALES = {"yüz": 100, "bin": 1_000, "milyon": 10**6, "milyar": 10**9, "düzine": 12}


def _inflected(word: str) -> dict[str, str]:
    """The word with its case endings, by the harmony of its vowels: yirmiden, bini, yüze."""
    last = next(letter for letter in reversed(word) if letter in "aıoueiöü")
    low = "a" if last in "aıou" else "e"
    high = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}[last]
    is_open = word[-1] in "aıoueiöü"
    from_ = f"{'t' if word[-1] in 'çfhkpsşt' else 'd'}{low}n"
    y, n = ("y", "n") if is_open else ("", "")
    endings = (from_, f"{y}{low}", f"{y}{high}", f"{n}{high}n")
    softened = "dörd" if word == "dört" else word
    return {
        f"{word if ending == from_ else softened}{ending}": f"{word} {ending}" for ending in endings
    }


def _cases(endings: str, words: str) -> str:
    return ", ".join(f"{mark}{end} {words}" for end in endings.split() for mark in ("' ", ""))


TURKISH = Language(
    numbers=_TR,
    scales=_SCALES,
    least={
        "onlarca": 10, "düzinelerce": 24, "yüzlerce": 100, "binlerce": 1_000,
        "on binlerce": 10_000, "onbinlerce": 10_000, "yüz binlerce": 100_000,
        "yüzbinlerce": 100_000, "milyonlarca": 10**6, "birkaç düzine": 24, "birkaç yüz": 100,
        "birkaç bin": 1_000,
    },
    articles={"yarım": HALF},
    fractions={"buçuk": HALF},
    before={
        Qualifier.AT_LEAST: "en az, asgari",
        Qualifier.AT_MOST: "en fazla, en çok, azami",
        Qualifier.ABOUT: "yaklaşık, aşağı yukarı, takriben",
        Qualifier.NEARLY: "neredeyse, hemen hemen",
        Qualifier.EXACTLY: "tam, tam olarak, kesin olarak",
        Qualifier.PLAIN: "toplam, toplamda, sadece, yalnızca, tüm",
    },
    after={
        Qualifier.MORE_THAN: ", ".join([
            _cases(_FROM, "fazla"), _cases(_FROM, "çok"), _cases(_OVER, "aşkın"),
            _cases(_OF, "üzerinde"), _cases(_OF, "üstünde"),
        ]),
        Qualifier.UP_TO: _cases(_TO, "kadar"),
        Qualifier.NEARLY: _cases(_TO, "yakın"),
        BELOW: ", ".join([_cases(_FROM, "az"), _cases(_OF, "altında")]),
        Qualifier.AT_LEAST: "ve üzeri, ve üstü, veya daha fazla, ve daha fazla",
        Qualifier.ABOUT: "civarında, dolayında, kadar",
    },
    joins="ila, veya, ya da, -",
    range_ends="arasında, arası",
    within="ile, ve",
    within_from=10**18,
    inflected={
        form: own
        for word in (*_TR, *_SCALES)
        for form, own in _inflected(word).items()
    },
    compounds=True,
    adjacent=True,
    decimal_comma=True,
    nobody="hiç kimse, hiçbir, yok",
    nobody_if_denied="kimse",
    negations="değil, ölmedi, yaralanmadı",
    people="kişi, kişinin, insan, insanın, ölü, ölüm, ölen, öldü, öldürüldü, yaralı, yaralandı,"
    " kayıp, sivil, sivilin, asker, askerin, polis, polisin, şehit, militan, terörist, çocuk,"
    " çocuğun, kadın, erkek, rehine, kurban, can kaybı, can, kaybı, saldırgan, mülteci, göçmen,"
    " yolcu, işçi, personel, gözaltına alındı, hayatını kaybetti, hayatını kaybeden,"
    " etkisiz hale getirildi, yaşamını yitirdi, ağır, mensubu, güvenlik, görevlisi, ceset,"
    " vatandaş",
    people_behind="hasta",
    links="olan, oldu, var, içinde, bir grup",
    parts="arasında, dahil",
    connectors="ve, veya",
    reports="doğrulandı, bildirildi, açıklandı, sayısı, can kaybı sayısı, yükseldi",
    doubts="muhtemelen, belki, şu ana kadar, şimdiye kadar, şimdilik, iddia, henüz",
    no_count={
        NoCount.INCREASE: "daha, yeni, ek, başka, diğer",
        NoCount.RATE: "günde, her gün, haftada, ayda, yılda, her, başına, günlük",
        NoCount.SHARE: "yüzde, yarısı, üçte, dörtte",
        NoCount.MULTIPLE: "kat, katı, kez, defa",
        NoCount.GROUPS: "çift, aile, ailenin, grup, hane",
        NoCount.AMOUNT: "yaşında, yıl, ay, gün, saat, dakika, metre, kilometre, km, lira, dolar,"
        " avro, ton, ocak, şubat, mart, nisan, mayıs, haziran, temmuz, ağustos, eylül, ekim,"
        " kasım, aralık",
    },
)  # fmt: skip
