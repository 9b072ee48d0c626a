"""Spanish, as agencies and officials write numbers in it."""

from fractions import Fraction

from claims.domain.number_parser.language import BELOW, Language, in_order
from claims.domain.number_parser.refusals import NoCount
from claims.domain.vocabulary import Qualifier

HALF = Fraction(1, 2)
_ES = in_order(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés"
    " veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
) | {"un": 1, "una": 1, "veintiún": 21, "cien": 100, "ciento": 100}
_ES |= in_order("treinta cuarenta cincuenta sesenta setenta ochenta noventa", start=30, step=10)
_ES_HUNDREDS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_ES |= {
    f"{stem}{end}": 100 * n
    for n, stem in enumerate(_ES_HUNDREDS.split(), start=2)
    for end in ("os", "as")
}
_ES_ROUND = {"decena": 10, "quincena": 15, "veintena": 20, "treintena": 30, "cuarentena": 40,
             "cincuentena": 50, "centena": 100}  # fmt: skip

SPANISH = Language(
    numbers=_ES,
    scales={"mil": 1_000, "millón": 10**6, "millones": 10**6, "docena": 12, "docenas": 12},
    least={
        f"{many}{plural}": least
        for many in ("", "varias ", "varios ", "algunas ", "unos ", "unas ", "muchas ", "muchos ")
        for plural, least in {
            "decenas": 10, "docenas": 24, "centenares": 100, "cientos": 100, "centenas": 100,
            "miles": 1_000, "millares": 1_000, "millones": 10**6, "decenas de miles": 10_000,
            "cientos de miles": 100_000, "centenares de miles": 100_000,
        }.items()
    },
    rounded=_ES_ROUND | {f"una {word}": n for word, n in _ES_ROUND.items()}
    | {"un centenar": 100, "centenar": 100, "medio centenar": 50, "un millar": 1000}
    | {"medio millar": 500},
    round_scales={"decenas": 10, "centenas": 100, "centenares": 100, "millares": 1_000},
    articles={"media": HALF, "medio": HALF},
    fractions={"y medio": HALF, "y media": HALF}
    | {f"coma {word}": Fraction(n, 10) for word, n in _ES.items() if 0 < n < 10},
    before={
        Qualifier.AT_LEAST: "al menos, por lo menos, como mínimo, no menos de, mínimo",
        Qualifier.MORE_THAN: "más de, más que, algo más de, poco más de, por encima de",
        Qualifier.AT_MOST: "como máximo, a lo sumo, no más de, máximo",
        Qualifier.UP_TO: "hasta",
        BELOW: "menos de",
        Qualifier.ABOUT: "unos, unas, alrededor de, cerca de, aproximadamente, en torno a,"
        " cosa de",
        Qualifier.NEARLY: "casi",
        Qualifier.EXACTLY: "exactamente",
        Qualifier.PLAIN: "un total de, en total, los, las, sólo, todos, todas",
    },
    after={
        Qualifier.AT_LEAST: "o más, y más, al menos, por lo menos, como mínimo, mínimo",
        Qualifier.ABOUT: "aproximadamente, más o menos",
        Qualifier.AT_MOST: "como máximo, a lo sumo, máximo, o menos",
    },
    between={"entre": "y, a, -", "de": "a, -"},
    joins="a, o, u, -",
    within="y",
    decimal_comma=True,
    nobody="sin, ningún, ninguna, ninguno, nadie",
    people="personas, persona, muertos, muerto, muertas, fallecidos, fallecidas, fallecido,"
    " heridos, herido, heridas, desaparecidos, desaparecidas, víctimas, víctima, víctimas mortales,"
    " civiles, soldados, militares, policías, combatientes, niños, niñas, mujeres, hombres,"
    " rehenes, terroristas, atacantes, asesinados, cadáveres, cuerpos, vidas, refugiados,"
    " desplazados, migrantes, pacientes, pasajeros, miembros, trabajadores, detenidos, graves,"
    " resultaron, murieron, muertes, hospitalizados, agentes",
    links="de, del, los, las, el, la, han sido, fueron, hay, hubo, son, ha sido, han, en total",
    ages="menores de, mayores de, niños de menos de, niñas de menos de, personas de más de",
    connectors="y, o, e",
    reports="confirmados, confirmadas, registrados, reportados, balance, balance de",
    doubts="presuntamente, posiblemente, tal vez, quizá, quizás, por ahora, hasta ahora,"
    " hasta el momento, de momento",
    no_count={
        NoCount.INCREASE: "más, otros, otras, otro, otra, adicionales, nuevos, nuevas",
        NoCount.RATE: "al día, por día, diarios, diarias, cada, por semana, al mes, al año, por",
        NoCount.SHARE: "por ciento, mitad, tercio, tercios",
        NoCount.MULTIPLE: "veces",
        NoCount.GROUPS: "parejas, familias, familia, hogares, grupos, pares",
        NoCount.AMOUNT: "años, año, meses, mes, días, día, horas, hora, minutos, metros,"
        " kilómetros, km, euros, dólares, pesos, toneladas, enero, febrero, marzo, abril, mayo,"
        " junio, julio, agosto, septiembre, octubre, noviembre, diciembre",
    },
)  # fmt: skip
