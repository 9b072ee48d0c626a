"""German, as agencies and officials write numbers in it."""

from fractions import Fraction

from claims.domain.number_parser.language import BELOW, Language, each_before, in_order
from claims.domain.number_parser.refusals import NoCount
from claims.domain.vocabulary import Qualifier

HALF = Fraction(1, 2)
_DE_SMALL = in_order(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
    " fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_DE_TENS = in_order(
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", start=20, step=10
)
_DE_BELOW_100 = _DE_SMALL | _DE_TENS | {
    f"{unit}und{ten}": n + tens
    for unit, n in _DE_SMALL.items() if 0 < n < 10
    for ten, tens in _DE_TENS.items()
}  # fmt: skip
_DE = _DE_BELOW_100 | {"eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "zwo": 2}
_DE |= {"zweien": 2, "dreien": 3}
_PARTS = {"halbe": HALF, "halbes": HALF, "viertel": Fraction(1, 4), "dreiviertel": Fraction(3, 4)}

GERMAN = Language(
    numbers=_DE,
    scales={"dutzend": 12, "hundert": 100, "tausend": 1_000, "tsd": 1_000, "million": 10**6,
            "millionen": 10**6,
            "mio": 10**6, "milliarde": 10**9, "milliarden": 10**9, "mrd": 10**9},
    least={
        f"{many}{plural}": least
        for many in ("", "mehrere ", "einige ", "viele ", "ein paar ")
        for plural, least in {
            "dutzende": 24, "dutzend": 24, "hunderte": 100, "hundert": 100, "tausende": 1_000,
            "tausend": 1_000, "zehntausende": 10_000, "hunderttausende": 100_000,
            "millionen": 10**6,
        }.items()
        if many or plural.endswith("e") or plural == "millionen"
    },
    never_bare="tsd, mio, mrd, millionen, milliarden",
    articles={"anderthalb": Fraction(3, 2), "einundeinhalb": Fraction(3, 2)}
    | {f"{one}{part}": value
       for one in ("ein ", "eine ", "einer ", "einem ", "") for part, value in _PARTS.items()}
    | {f"{unit}einhalb": n + HALF for unit, n in _DE_SMALL.items() if 0 < n < 20},
    fractions={f"komma {unit}": Fraction(n, 10) for unit, n in _DE_SMALL.items() if 0 < n < 10},
    compounds=True,
    before={
        Qualifier.AT_LEAST: "mindestens, wenigstens, zumindest, nicht weniger als, minimal",
        Qualifier.MORE_THAN: "mehr als, über, gut, weit über, weit mehr als, etwas mehr als",
        Qualifier.AT_MOST: "höchstens, maximal, nicht mehr als",
        Qualifier.UP_TO: "bis zu, bis",
        BELOW: "weniger als, unter",
        Qualifier.ABOUT: "etwa, rund, ungefähr, circa, ca ., ca, zirka, an die, um die,"
        " schätzungsweise",
        Qualifier.NEARLY: "fast, beinahe, knapp, nahezu",
        Qualifier.EXACTLY: "genau",
        Qualifier.PLAIN: "insgesamt, die, alle, nur, eine gesamtzahl von",
    },
    after={
        Qualifier.AT_LEAST: "oder mehr, und mehr, mindestens",
        Qualifier.ABOUT: "ungefähr, etwa",
        Qualifier.AT_MOST: "oder weniger, höchstens, maximal",
    },
    between={"zwischen": "und, bis, -", "von": "bis, -"},
    joins="bis, oder, -, - bis, - oder",
    within="und",
    within_from=100,
    decimal_comma=True,
    nobody="ohne, kein, keine, keiner, keinen, keinerlei, niemand",
    people="menschen, mensch, tote, toten, toter, todesopfer, opfer, verletzte, verletzten,"
    " verletzter, getötet, getötete, verwundete, verwundeten, vermisste, vermissten, vermisst,"
    " zivilisten, soldaten, soldat, polizisten, polizist, kämpfer, kinder, frauen, männer,"
    " geiseln, terroristen, angreifer, leichen, flüchtlinge, vertriebene, migranten, patienten,"
    " passagiere, mitglieder, arbeiter, personen, leute, schwerverletzte, leichtverletzte,"
    " schwer, leicht, verletzt, tot, gestorben, ums leben gekommen, festgenommen, wurden, kamen"
    " ums leben, starben, sicherheitskräfte",
    links="die, der, den, von, sind, waren, wurde, wurden, es gab, gibt es, insgesamt",
    parts="darunter",
    ages=each_before(
        "menschen, personen, männer, frauen, kinder, leute, mädchen, jungen",
        behind="über, unter",
    ),
    connectors="und, oder, sowie",
    reports="bestätigt, bestätigte, gemeldet, gemeldete, zahl, zahl der, bilanz",
    doubts="vermutlich, möglicherweise, vielleicht, wohl, bisher, bislang, zunächst, mutmaßlich",
    no_count={
        NoCount.INCREASE: "weitere, weiteren, weiterer, mehr, zusätzliche, andere, neue",
        NoCount.RATE: "pro tag, pro woche, pro monat, pro jahr, täglich, je, jeweils, pro, am tag",
        NoCount.SHARE: "prozent, hälfte, drittel, viertel",
        NoCount.MULTIPLE: "mal, fach",
        NoCount.GROUPS: "paare, familien, familie, haushalte, gruppen, ehepaare",
        NoCount.AMOUNT: "jahre, jahren, jahr, monate, monaten, monat, tage, tagen, tag, stunden,"
        " stunde, minuten, meter, kilometer, km, euro, dollar, tonnen, uhr, januar, februar,"
        " märz, april, mai, juni, juli, august, september, oktober, november, dezember",
    },
)  # fmt: skip
