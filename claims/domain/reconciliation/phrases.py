"""Figures in a reader's words: who said what of whom, and lists that read as sentences."""

from collections.abc import Iterable, Sequence

from claims.domain import figures as words
from claims.domain.messages import Message, in_a_row, listed, ngettext
from claims.domain.messages import gettext as _
from claims.domain.reconciliation.values import Case, Cell, Figure
from claims.domain.role_names import in_sentence
from claims.domain.vocabulary import Qualifier


def who(figure: Figure, case: Case) -> str:
    """As a sentence begins with it."""
    return case.sources[figure.claimant].name


def who_within(figure: Figure, case: Case) -> str:
    """The same in mid-sentence."""
    source = case.sources[figure.claimant]
    return in_sentence(source.name, source.kind)


def said(figure: Figure) -> str:
    """The number as it was said."""
    return words.as_said(figure.words, figure.qualifier, figure.value, figure.low, figure.high)


def number(figure: Figure) -> str:
    """The number as it was said, and what it allows where that is not the same."""
    if not _needs_reading(figure):
        return said(figure)
    allows = words.describe_range(figure.low, figure.high)
    return _("%(number)s (read as %(range)s)", number=said(figure), range=allows)


def whom(cell: Cell, case: Case) -> str:
    # Translators: who is counted and where, such as “Security forces, Kalat”.
    return _(
        "%(people)s, %(place)s",
        people=case.categories.name(cell.category),
        place=case.events.name(cell.event),
    )


def count(figure: Figure, case: Case) -> str:
    """A count without its source: "14 killed (Security forces, Kalat)"."""
    measure = case.measures.of(figure.measure or figure.cell.measure).name
    return counted(number(figure), measure, figure.cell, case)


def counted(number: str, measure: str, cell: Cell, case: Case) -> str:
    # Translators: such as “14 killed (Security forces, Kalat)”.
    return _(
        "%(number)s %(measure)s (%(whom)s)", number=number, measure=measure, whom=whom(cell, case)
    )


def says(figure: Figure, case: Case, *, begins: bool = True) -> str:
    name = who(figure, case) if begins else who_within(figure, case)
    places = {"who": name, "count": count(figure, case)}
    if not figure.time:
        return _("%(who)s said %(count)s", **places)
    return _("%(who)s said %(count)s, as of %(time)s", **places, time=figure.time.told)


def own(figure: Figure, case: Case, *, begins: bool = False) -> str:
    """A figure as one of several: "ISPR’s 14"."""
    name = who(figure, case) if begins else who_within(figure, case)
    if name.endswith("s"):
        # Translators: a source whose English name ends in s, and its number.
        return _("%(who)s’ %(number)s", who=name, number=said(figure))
    return _("%(who)s’s %(number)s", who=name, number=said(figure))


def own_then(figure: Figure, case: Case) -> str:
    """The same with the time that it is of, where it is known: "ISPR’s 14 of 26 August 2024"."""
    if not figure.time:
        return own(figure, case)
    return _("%(figure)s of %(time)s", figure=own(figure, case), time=figure.time.told)


def one_after_another(figures: Sequence[Figure], case: Case) -> str:
    """Counts in the order in which they were given."""
    told: str = own_then(figures[0], case)
    for figure in figures[1:]:
        told = _("%(before)s, then %(next)s", before=told, next=own_then(figure, case))
    return told


def placed(figure: Figure, case: Case, *, begins: bool = False) -> str:
    told = own(figure, case, begins=begins)
    return _("%(figure)s (%(whom)s)", figure=told, whom=whom(figure.cell, case))


def statement(figures: Sequence[Figure], case: Case) -> str:
    """What several figures say; one source is named once."""
    if len({figure.said_in for figure in figures}) > 1 or len(figures) == 1:
        return in_a_row(says(figure, case, begins=not n) for n, figure in enumerate(figures))
    counts, name = listed(count(figure, case) for figure in figures), who_within(figures[0], case)
    return _("In one statement, %(who)s said %(counts)s", who=name, counts=counts)


def ask(figures: Iterable[Figure], case: Case) -> str:
    """Whom to ask, each once."""
    return listed(dict.fromkeys(who_within(figure, case) for figure in figures))


def asking(figures: Iterable[Figure], case: Case, question: Message, **places: object) -> str:
    """What would settle a finding: "Ask ISPR whether ..."."""
    return question.placed(who=ask(figures, case), **places)


def people(count: int) -> str:
    return ngettext("1 person", "%(count)s people", count, count=f"{count:,}")


def _needs_reading(figure: Figure) -> bool:
    """Whether the words leave open what the bounds say."""
    plain = words.differs_from_table(figure.qualifier, figure.value, figure.low, figure.high)
    in_words = bool(figure.words) and figure.qualifier is Qualifier.UNSTATED
    return plain or in_words or figure.qualifier in (Qualifier.ABOUT, Qualifier.NEARLY)
