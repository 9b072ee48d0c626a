"""Portuguese, as agencies and officials write numbers in it."""

from fractions import Fraction

from claims.domain.number_parser.language import BELOW, Language, in_order
from claims.domain.number_parser.refusals import NoCount
from claims.domain.vocabulary import Qualifier

HALF = Fraction(1, 2)
_PT = in_order(
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze"
    " dezesseis dezessete dezoito dezenove vinte"
) | {"uma": 1, "duas": 2, "quatorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19}
_PT |= in_order("trinta quarenta cinquenta sessenta setenta oitenta noventa cem", start=30, step=10)
_PT |= {"cento": 100}
_PT_HUNDREDS = "duzent trezent quatrocent quinhent seiscent setecent oitocent novecent"
_PT |= {
    f"{stem}{end}": 100 * n
    for n, stem in enumerate(_PT_HUNDREDS.split(), start=2)
    for end in ("os", "as")
}
_PT_ROUND = {"dezena": 10, "vintena": 20, "centena": 100, "meia centena": 50}

PORTUGUESE = Language(
    numbers=_PT,
    scales={"mil": 1_000, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9,
            "bilhões": 10**9, "dúzia": 12, "dúzias": 12},
    least={
        f"{many}{plural}": least
        for many in ("", "várias ", "vários ", "algumas ", "muitas ")
        for plural, least in {
            "dezenas": 10, "dúzias": 24, "centenas": 100, "milhares": 1_000, "milhões": 10**6,
            "dezenas de milhares": 10_000, "centenas de milhares": 100_000,
        }.items()
    },
    rounded=_PT_ROUND | {f"uma {word}": n for word, n in _PT_ROUND.items()} | {"um milhar": 1000},
    round_scales={"dezenas": 10, "centenas": 100, "milhares": 1_000},
    articles={"meia": HALF, "meio": HALF},
    fractions={"e meio": HALF, "e meia": HALF}
    | {f"vírgula {word}": Fraction(n, 10) for word, n in _PT.items() if 0 < n < 10},
    before={
        Qualifier.AT_LEAST: "pelo menos, ao menos, no mínimo, não menos de, mínimo de",
        Qualifier.MORE_THAN: "mais de, mais do que, acima de, pouco mais de",
        Qualifier.AT_MOST: "no máximo, não mais de, máximo de",
        Qualifier.UP_TO: "até",
        BELOW: "menos de",
        Qualifier.ABOUT: "cerca de, aproximadamente, em torno de, uns, umas, por volta de",
        Qualifier.NEARLY: "quase, perto de",
        Qualifier.EXACTLY: "exatamente, exactamente",
        Qualifier.PLAIN: "um total de, ao todo, no total, os, as, apenas, só",
    },
    after={
        Qualifier.AT_LEAST: "ou mais, e mais, pelo menos, no mínimo",
        Qualifier.ABOUT: "aproximadamente, mais ou menos",
        Qualifier.AT_MOST: "no máximo, ou menos",
    },
    between={"entre": "e, a, -", "de": "a, -"},
    joins="a, ou, -",
    within="e",
    decimal_comma=True,
    nobody="sem, nenhum, nenhuma, ninguém",
    people="pessoas, pessoa, mortos, morto, mortas, mortes, feridos, ferido, feridas,"
    " desaparecidos, desaparecidas, vítimas, vítima, vítimas mortais, civis, soldados, militares,"
    " policiais, polícias, combatentes, crianças, mulheres, homens, reféns, terroristas,"
    " atacantes, corpos, refugiados, deslocados, migrantes, pacientes, passageiros, membros,"
    " trabalhadores, detidos, morreram, hospitalizados, graves",
    parts="dos, das",
    links="de, do, da, os, as, o, foram, são, há, houve, foi, ao todo, no total",
    ages="menores de, maiores de, crianças com menos de, pessoas com mais de",
    connectors="e, ou",
    reports="confirmados, confirmadas, registrados, registados, balanço, balanço de",
    doubts="possivelmente, talvez, supostamente, até agora, até o momento, por enquanto",
    no_count={
        NoCount.INCREASE: "mais, outros, outras, outro, outra, adicionais, novos, novas",
        NoCount.RATE: "por dia, por semana, por mês, por ano, cada, diários, diárias, por",
        NoCount.SHARE: "por cento, metade, terço, terços",
        NoCount.MULTIPLE: "vezes",
        NoCount.GROUPS: "casais, famílias, família, grupos, pares, agregados",
        NoCount.AMOUNT: "anos, ano, meses, mês, dias, dia, horas, hora, minutos, metros,"
        " quilómetros, quilômetros, km, euros, dólares, reais, toneladas, janeiro, fevereiro,"
        " março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro",
    },
)  # fmt: skip
