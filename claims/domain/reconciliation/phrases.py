"""Figures in a reader's words: who said what of whom, and lists that read as sentences."""

from collections.abc import Iterable, Sequence

from claims.domain import figures as words
from claims.domain.reconciliation.values import Case, Cell, Figure


def who(figure: Figure, case: Case) -> str:
    return case.sources[figure.claimant].name


def said(figure: Figure) -> str:
    """The number as it was said."""
    return words.describe(figure.qualifier, figure.value, figure.low, figure.high)


def number(figure: Figure) -> str:
    """The number as it was said, and what it allows where that is not the same."""
    if figure.value is None or not _needs_reading(figure):
        return said(figure)
    return f"{said(figure)} (read as {words.describe_range(figure.low, figure.high)})"


def whom(cell: Cell, case: Case) -> str:
    return f"{case.categories.name(cell.category)}, {case.events.name(cell.event)}"


def count(figure: Figure, case: Case) -> str:
    """A count without its source: "14 killed (Security forces, Kalat)"."""
    measure = case.measures.of(figure.measure or figure.cell.measure).name
    return f"{number(figure)} {measure} ({whom(figure.cell, case)})"


def says(figure: Figure, case: Case) -> str:
    on = f", as of {figure.time.told}" if figure.time else ""
    return f"{who(figure, case)} said {count(figure, case)}{on}"


def own(figure: Figure, case: Case) -> str:
    """A figure as one of several: "ISPR’s 14"."""
    name = who(figure, case)
    return f"{name}{'’' if name.endswith('s') else '’s'} {said(figure)}"


def placed(figure: Figure, case: Case) -> str:
    return f"{own(figure, case)} ({whom(figure.cell, case)})"


def statement(figures: Sequence[Figure], case: Case) -> str:
    """What several figures say; one source is named once."""
    if len({figure.said_in for figure in figures}) > 1 or len(figures) == 1:
        return "; ".join(says(figure, case) for figure in figures)
    counts = listed(count(figure, case) for figure in figures)
    return f"In one statement, {who(figures[0], case)} said {counts}"


def ask(figures: Iterable[Figure], case: Case) -> str:
    """Whom to ask, each once."""
    return listed(dict.fromkeys(who(figure, case) for figure in figures))


def asking(figures: Iterable[Figure], case: Case, question: str) -> str:
    """What would settle a finding: "Ask ISPR whether ..."."""
    return f"Ask {ask(figures, case)} {question}."


def listed(items: Iterable[str]) -> str:
    every = list(items)
    return " and ".join(filter(None, [", ".join(every[:-1]), *every[-1:]]))


def people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _needs_reading(figure: Figure) -> bool:
    """Whether the words leave open what the bounds say."""
    plain = words.differs_from_table(figure.qualifier, figure.value, figure.low, figure.high)
    return plain or figure.qualifier in ("about", "nearly")
