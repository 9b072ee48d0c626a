"""French, as agencies and officials write numbers in it."""

from fractions import Fraction

from claims.domain.number_parser.language import BELOW, Language, each_before, in_order
from claims.domain.number_parser.refusals import NoCount
from claims.domain.vocabulary import Qualifier

HALF = Fraction(1, 2)
_FR_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    " seize dix-sept dix-huit dix-neuf"
)
_FR_SMALL = dict(enumerate(_FR_UNITS.split()))
_FR = in_order(_FR_UNITS) | {"une": 1}
_FR |= in_order("vingt trente quarante cinquante soixante", start=20, step=10)
_FR |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_FR |= {f"soixante-{_FR_SMALL[n]}": 60 + n for n in range(10, 20)} | {"soixante et onze": 71}
_FR |= {"quatre-vingts": 80, "quatre-vingt": 80}
_FR |= {f"quatre-vingt-{_FR_SMALL[n]}": 80 + n for n in range(1, 20)}
_FR_ROUND = {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
_FR_ROUND |= {
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}

FRENCH = Language(
    numbers=_FR,
    scales={"cent": 100, "cents": 100, "mille": 1_000,
            "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
            "douzaine": 12, "douzaines": 12},
    least={
        f"{many}{plural}": least
        for many in ("", "des ", "plusieurs ", "quelques ")
        for plural, least in {
            "dizaines": 10, "douzaines": 24, "centaines": 100, "milliers": 1_000, "millions": 10**6,
            "dizaines de milliers": 10_000, "centaines de milliers": 100_000,
            "dizaines de millions": 10**7,
        }.items()
    },
    rounded=_FR_ROUND | {f"une {word}": n for word, n in _FR_ROUND.items()} | {"un millier": 1000},
    round_scales={"dizaines": 10, "centaines": 100, "milliers": 1_000},
    articles={f"{one}demi{e}{dash}": HALF
              for one in ("un ", "une ", "") for e in ("", "e") for dash in ("", " -")},
    fractions={"et demi": HALF, "et demie": HALF}
    | {f"virgule {_FR_SMALL[n]}": Fraction(n, 10) for n in range(1, 10)},
    before={
        Qualifier.AT_LEAST: "au moins, d'au moins, au minimum, pas moins de, minimum",
        Qualifier.MORE_THAN: "plus de, plus d', plus d'un, plus d'une, un peu plus de,"
        " bien plus de, au-delà de, de plus de",
        Qualifier.AT_MOST: "au plus, tout au plus, au maximum, pas plus de",
        Qualifier.UP_TO: "jusqu'à, jusqu'a",
        BELOW: "moins de, de moins de, moins d', moins d'un, moins d'une",
        Qualifier.ABOUT: "environ, d'environ, près de, près d'un, près d'une,"
        " quelque, quelques, autour de, à peu près,"
        " approximativement, aux alentours de, aux environs de, une estimation de",
        Qualifier.NEARLY: "presque, pas loin de",
        Qualifier.EXACTLY: "exactement, précisément",
        Qualifier.PLAIN: "un total de, d'un, d'une, au total, les, seulement",
    },
    after={
        Qualifier.AT_LEAST: "ou plus, et plus, au moins, au minimum, minimum",
        Qualifier.ABOUT: "environ, à peu près, est .",
        Qualifier.AT_MOST: "au plus, tout au plus, au maximum, maximum, ou moins",
    },
    between={"entre": "et, à, -", "de": "à, -"},
    joins="à, ou, -",
    within="et, - et -",
    hundreds_of_digits=False,
    decimal_comma=True,
    nobody="pas de, pas d', aucun, aucune, personne, nul",
    people="personnes, personne, morts, mort, mortes, morte, tués, tué, tuées, tuée, blessés,"
    " blessé, blessées, disparus, disparues, victimes, victime, civils, civil, soldats, soldat,"
    " militaires, policiers, policier, combattants, enfants, enfant, femmes, femme, hommes, homme,"
    " assaillants, terroristes, otages, otage, décès, cadavres, corps, gens, habitants, réfugiés,"
    " déplacés, migrants, patients, passagers, membres, employés, gravement, grièvement,"
    " légèrement, journalistes, rebelles, détenus, arrestations, interpellés, civiles, disparu",
    links="de, des, d', les, la, le, ont été, a été, sont, est, étaient, était, du, "
    " au total, en tout, il y a, n'a été, n' a été",
    parts="dont, parmi eux, parmi",
    ages=each_before(
        "personnes, hommes, femmes, enfants, filles, habitants",
        behind="de moins de, de plus de",
    ),
    connectors="et, ou",
    reports="confirmés, recensés, signalé, signalés, bilan, bilan de, selon, n'est signalé,"
    " n'a été signalé, à déplorer",
    doubts="présumés, probablement, peut-être, pour l'instant, à ce jour, jusqu'à présent, au"
    " moins provisoirement, craint, redoute",
    no_count={
        NoCount.INCREASE: "de plus, supplémentaires, autres, nouveaux, nouvelles, encore",
        NoCount.RATE: "par jour, par semaine, par mois, par an, par heure, chacun, chaque, par",
        NoCount.SHARE: "pour cent, pourcent, moitié, tiers, sur",
        NoCount.MULTIPLE: "fois",
        NoCount.GROUPS: "couples, familles, famille, foyers, ménages, groupes, paires",
        NoCount.AMOUNT: "ans, an, mois, jours, jour, heures, heure, minutes, mètres, kilomètres,"
        " km, euros, dollars, kilos, tonnes, janvier, février, mars, avril, mai, juin, juillet,"
        " août, septembre, octobre, novembre, décembre",
    },
    ordinals="ème, e, er",
)  # fmt: skip
