"""English, as agencies and officials write numbers in it."""

from fractions import Fraction

from claims.domain.number_parser.language import BELOW, Language, each_before
from claims.domain.number_parser.refusals import NoCount
from claims.domain.vocabulary import Qualifier

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "three quarters": Fraction(3, 4)}
_PARTS |= {f"a {part}": _PARTS[part] for part in ("half", "quarter")}
_PARTS |= {"one half": Fraction(1, 2), "one quarter": Fraction(1, 4),
           "three - quarters": Fraction(3, 4)}  # fmt: skip
NUMBERS = {word: value for value, word in enumerate(_UNITS.split())}
_DIGITS = _UNITS.split()[:10]
_DECIMALS = {f"point {tenth}": Fraction(n, 10) for n, tenth in enumerate(_DIGITS) if n}
_DECIMALS |= {
    f"point {tenth} {hundredth}": Fraction(10 * n + m, 100)
    for n, tenth in enumerate(_DIGITS)
    for m, hundredth in enumerate(_DIGITS)
    if m
}
NUMBERS |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lac": 100_000,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_ABBREVIATED = {"k": 1_000, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12,
                "thou": 1_000, "cr": 10**7, "hazar": 1_000,
                "hazaar": 1_000, "karor": 10**7}  # fmt: skip
# The least that a plural can mean: fewer people would not have been called so.
LEAST = {"tens": 10, "dozens": 24, "scores": 40, "hundreds": 100, "thousands": 1_000}
LEAST |= {"lakhs": 100_000, "lacs": 100_000, "millions": 10**6, "crores": 10**7}
LEAST |= {"billions": 10**9, "trillions": 10**12}
_SEVERAL = "several, many, some, a few, quite a few, multiple, countless"
_PLURALS = (
    LEAST
    | {f"in the {plural}": least for plural, least in LEAST.items()}
    | {
        f"{many} {plural}": least
        for many in _SEVERAL.split(", ")
        for plural, least in (LEAST | {scale: LEAST[f"{scale}s"] for scale in SCALES}).items()
        # Some dozen are about twelve.
        if many != "some" or plural in LEAST
    }
)
_MANY_TIMES = {
    f"{plural}{of}{scale}{s}": least * times
    for plural, least in _PLURALS.items()
    for scale, times in SCALES.items()
    for of, s in ((" of ", ""), (" of ", "s"), (" ", ""))
    if times >= 1_000 and (of == " of " or not plural.endswith("s"))
}
_COUPLES = {
    f"{article}couple {of}{scale}{more}": 2 * times * thousands
    for article in ("", "a ")
    for of in ("", "of ")
    for scale, times in SCALES.items()
    for more, thousands in {"": 1, " thousand": 1_000, " million": 10**6}.items()
    if thousands == 1 or scale == "hundred"
}
_COUPLES |= {f"some {scale}": times for scale, times in SCALES.items()}
_SPANS = {
    f"{opening}{how_many} {what}": ends
    for opening in ("", "in ", "in the ")
    for how_many, ends in {"double": (10, 99), "triple": (100, 999)}.items()
    for what in ("figures", "digits")
}

_PEOPLE = (
    "people, persons, person, men, man, women, woman, children, child, kids, boys, boy, girls,"
    " girl, babies, baby, infants, toddlers, teenagers, youths, youth, students, student, pupils,"
    " teachers, staff, staff members, employees, personnel, members, member, officers, officer,"
    " police, policemen, policeman, policewomen, soldiers, soldier, troops, servicemen, cadets,"
    " recruits, guards, guard, levies, militants, militant, fighters, fighter, insurgents,"
    " insurgent, rebels, rebel, terrorists, terrorist, gunmen, gunman, attackers, attacker,"
    " assailants, bombers, bomber, bomb, suicide, jihadists, extremists, separatists,"
    " mercenaries, commandos, paramilitaries, civilians, civilian, residents, resident,"
    " villagers, villager, locals, occupants, inhabitants, passengers, passenger, crew,"
    " crew members, sailors, drivers, driver, pilots, workers, worker, labourers, labourer,"
    " laborers, laborer, miners, miner, migrants, migrant, refugees, refugee, pilgrims, pilgrim,"
    " worshippers, worshipper, mourners, protesters, protester, demonstrators, tourists, tourist,"
    " visitors, shoppers, patients, patient, doctors, doctor, nurses, nurse, medics, medic,"
    " paramedics, caretakers, rescuers, rescuer, volunteers, firefighters, journalists,"
    " journalist, reporters, lawyers, officials, official, citizens, nationals, foreigners,"
    " victims, victim, survivors, survivor, hostages, hostage, prisoners, prisoner, detainees,"
    " suspects, captives, returnees, evacuees, relatives, fatalities, fatality, deaths, death,"
    " dead, casualties, casualty, bodies, body, corpses, martyrs, martyr, lives, souls, injuries,"
    " injured, wounded, hurt, die, dies, lost, loss of life, killed, slain, murdered, executed,"
    " shot, shot dead, died, drowned,"
    " burned, martyred, missing, disappeared, captured, arrested, detained, abducted, kidnapped,"
    " released, freed, rescued, evacuated, displaced, homeless, surrendered, hospitalised,"
    " hospitalized, treated, saved, escaped, stranded, trapped, affected, neutralised,"
    " neutralized, eliminated, security, military, army, navy, medical, paramilitary, armed,"
    " unarmed, wanted, young, elderly, innocent, local, foreign, male, female, pregnant,"
    " seriously, critically, severely, badly, gravely, migrant, enemy, unidentified,"
    " unrecognisable, unrecognizable, on board, aboard, taking part, lost their lives,"
    " were martyred, vehicles, vehicle, trucks, truck, cars, car, buses, bus, motorcycles,"
    " tankers, containers, houses, house, homes, home, buildings, building, shops, shop, schools,"
    " bridges, bridge, rail, railway, attacks, attack, torched, burnt, set on fire, destroyed,"
    " damaged, pakistani, baloch, punjabi, pashtun, sindhi, hazara, chinese, afghan, iranian,"
    " indian, bangladeshi, turkish, syrian, iraqi, palestinian, israeli, lebanese, ukrainian,"
    " russian, french, spanish, portuguese, german, british, american, international, u.s., us,"
    " msf, fc"
)
_LINKS = (
    "were, was, have been, has been, had been, have,"
    " had, are, is, there were, there was, who, in all, in total,"
    " altogether, overall, combined"
)
_REPORTS = (
    "reported, confirmed, recorded, registered, counted, known, identified, verified, documented,"
    " toll, death toll, the death toll, the toll, toll of, death toll of, rises to, rose to,"
    " risen to, climbs to, climbed to, stands at, stood at, is at, reached, confirmed dead"
)
_DOUBTS = (
    "feared, believed, presumed, thought, possibly, perhaps, maybe, probably, likely, reportedly,"
    " allegedly, suspected, unconfirmed, so far, yet, to date, as of now, for now, and counting,"
    " and rising, and growing, and possibly more, or possibly more, possibly more, perhaps more,"
    " maybe more,"
    " or perhaps more, or maybe more, and perhaps more, more expected, if not more,"
    " and the, and all the, and our, and these, and those, as well as, plus the, plus their,"
    " plus its, plus his, plus her, + the,"
    " and their, with their, and his, and her, with his, with her, and its, ?, …"
)
_AGES = each_before(
    "people, persons, men, women, children, kids, boys, girls, adults, residents, patients,"
    " students, pupils, civilians, those, anyone, everyone, citizens",
    behind="over, under, above, below",
)
_UNITS_OF_TIME = "second, minute, hour, day, night, week, month, year, decade, quarter"
_EACH = "per, every, each, apiece, daily, weekly, monthly, yearly, annually, a head, / day"
_RATE = f"{_EACH}, " + ", ".join(
    f"{article} {unit}" for article in ("a", "an") for unit in _UNITS_OF_TIME.split(", ")
)
_MONTHS = (
    "january, february, march, april, june, july, august, september, october, november, december,"
    " jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec"
)
_AMOUNT = (
    "st, nd, rd, th, s, years, year, year old, years old, yrs, yr, aged, old, months, month,"
    " weeks, week, days, day, nights, hours, hour, hrs, hr, minutes, minute, mins, min, seconds,"
    " second, decades, decade, o'clock, am, pm, a.m., p.m., ad, bc, km, kms, kilometres,"
    " kilometers, kilometre, kilometer, metres, meters, metre, meter, miles, mile, yards, feet,"
    " ft, inches, cm, acres, hectares, ha, kg, kgs, kilograms, kilos, grams, tonnes, tons,"
    " ton, tonne, litres, liters, barrels, degrees, °, $, €, £, ₹, ¥, dollars, dollar, usd, euros,"
    " euro, pounds, rupees, rupee, rs, pkr, inr, taka, lira, rubles, roubles, hryvnia, cents,"
    f" cent, rounds, bullets, kw, mw, mph, kmh, {_MONTHS}"
)

ENGLISH = Language(
    numbers=NUMBERS,
    scales=SCALES | {f"{word}s": scale for word, scale in SCALES.items()} | _ABBREVIATED,
    least=_PLURALS | _MANY_TIMES,
    rounded=_COUPLES,
    spans=_SPANS,
    glued={"m": 10**6, "b": 10**9},
    articles={"a": 1, "an": 1}
    | {f"{parts}{of}": value for parts, value in _PARTS.items() for of in ("", " a", " of a")},
    fractions={f"and {parts}": value for parts, value in _PARTS.items()}
    | _DECIMALS,
    before={
        Qualifier.AT_LEAST: "at least, at the least, at the very least, at minimum,"
        " no fewer than, not fewer than, no less than,"
        " not less than, a minimum of, minimum, upwards of, upward of, ≥, > =, not under,"
        " not below",
        Qualifier.MORE_THAN: "more than, just over, slightly over, slightly more than,"
        " a little over, a little more than, well over, well above, far more than,"
        " much more than, many more than, over, above, in excess of, exceeding, north of, >",
        Qualifier.AT_MOST: "at most, at the most, at the very most, max, max ., no more than,"
        " not more than, a maximum of,"
        " maximum, not exceeding, not over, not above, ≤, < =",
        Qualifier.UP_TO: "up to, as many as",
        BELOW: "fewer than, less than, well under, under, below, <",
        Qualifier.ABOUT: "about, around, roughly, approximately, approx, approx ., some,"
        " an estimated, estimated, estimated at, est, est ., circa, c ., ca ., close to,"
        " much closer to,"
        " closer to, more or less, in the region of, in the order of, somewhere around, ~, ≈",
        Qualifier.NEARLY: "nearly, almost, just under, just below, just short of, not quite,"
        " close on, approaching, nearing",
        Qualifier.EXACTLY: "exactly, precisely",
        Qualifier.PLAIN: "a total of, total of, total, in all, the, all, only, just, a group of",
    },
    after={
        Qualifier.AT_LEAST: "or more, or above, or over, or higher, or upwards, and above,"
        " and over, and more, and up, and upwards, or even more, or greater, at least,"
        " at the least,"
        " at the very least, at a minimum, at the minimum, at minimum, minimum,"
        " plus, +, - plus",
        Qualifier.ABOUT: "or so, odd, - odd, or thereabouts, ish, - ish, approximately, approx,"
        " est,"
        " roughly, more or less, give or take",
        Qualifier.AT_MOST: "or fewer, or less, or under, or lower, and under, and below, at most,"
        " at the most, at the very most, at a maximum, at maximum, or below,"
        " max, maximum, tops",
    },
    between={"between": "and, to, -", "from": "to, -", "anywhere from": "to, -",
             "anywhere between": "and, to, -", "somewhere between": "and, to, -"},
    joins="to, or, -, - to -, - or -, till, up to",
    within="and",
    within_from=100,
    bare_scales=False,
    nobody="without, without any, no, none, none at all, nobody, no one, no - one, nil, not one,"
    " not a single, not any",
    people=_PEOPLE,
    links=_LINKS,
    parts="including, among them, mostly",
    connectors="and, or, both, of, the, its, their, his, our, these, those, all",
    ages=_AGES,
    reports=_REPORTS,
    doubts=_DOUBTS,
    no_count={
        NoCount.INCREASE: "more, another, a further, further, additional, an additional, extra,"
        " new, fresh, rose by, rises by, risen by, rise of, increased by, increase of, up by,"
        " up, plus, +, minus, down, fewer, less, lower,"
        " fell by, fallen by, down by, other, others",
        NoCount.RATE: _RATE,
        NoCount.SHARE: "%, ٪, percent, per cent, pct, pc, percentage, percentage points, half,"
        " a half, halves, quarter, quarters, a quarter, third, thirds, a third, fifth, fifths,"
        " sixth, eighth, tenth, tenths,"
        " out of, in every",
        NoCount.MULTIPLE: "fold, - fold, x, ×, times, twice, thrice, double, triple, times as many,"
        " twice as many",
        NoCount.GROUPS: "couple, couples, a couple of, pair, pairs, family, families, household,"
        " households, groups, teams, squads, platoons, companies, battalions, brigades, crews,"
        " gangs, units, tribes, communities, busloads, truckloads, truckload, boatloads",
        NoCount.AMOUNT: _AMOUNT,
        NoCount.ABBREVIATION: "m, mio, mil, mm",
    },
)  # fmt: skip
