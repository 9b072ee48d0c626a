"""When a count was of, and what time explains: other moments, totals that others went beyond."""

from collections.abc import Iterator, Mapping, Sequence

from claims.domain.dates_in_words import span_text
from claims.domain.iso import zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.shapes import Shape
from claims.domain.reconciliation.standing_figures import newest
from claims.domain.reconciliation.values import Case, Cell, Figure, Time, before, same_moment


def moments(figures: Sequence[Figure], case: Case) -> Iterator[list[Figure]]:
    """Figures of one measure that can be held against one another.

    A total is held against all; a state against those of its own day and its own statement.
    """
    if not figures or not case.is_state(figures[0]):
        yield list(figures)
        return
    seen: set[frozenset[str]] = set()
    for one in figures:
        together = [f for f in figures if _of_one_moment(one, f)]
        ids = frozenset(figure.id for figure in together)
        if ids not in seen:
            seen.add(ids)
            yield together


def asked_together(
    figures: Sequence[Figure], cells: Sequence[Cell], case: Case
) -> Iterator[tuple[list[Figure], list[Cell]]]:
    """Cells with the figures that bound them: of a state those of the cell's newest moment."""
    if not figures or not case.is_state(figures[0]):
        yield list(figures), list(cells)
        return
    for cell in cells:
        latest = newest([f for f in figures if f.cell == cell] or list(figures))
        about = latest[-1]
        yield [f for f in figures if f in latest or _of_one_moment(about, f)], [cell]


def explains(shape: Shape, case: Case, overtaken: Mapping[str, Figure]) -> bool:
    """Whether the set only repeats that an older count was overtaken, which is told already."""
    figures = shape.figures
    if shape.one_statement or case.opposed(figures):
        return False
    if shape.kind is Kind.PARTS_CANNOT_REACH_TOTAL and shape.total:
        return _parts_of_overtaken(shape.total, shape.parts, case, overtaken)
    past = [figure for figure in figures if figure.id in overtaken]
    return any(before(old, later) for old in past for later in figures)


def _parts_of_overtaken(
    total: Figure, parts: Sequence[Figure], case: Case, overtaken: Mapping[str, Figure]
) -> bool:
    """Whether the parts were given with another total of the same people, which was overtaken."""
    said = {part.said_in for part in parts}
    return any(
        old.cell == total.cell and old.id in overtaken and {old.said_in} == said
        for old in case.live
    )


def _of_one_moment(a: Figure, b: Figure) -> bool:
    if a.said_in == b.said_in:
        return not (before(a, b) or before(b, a))
    return same_moment(a, b)


def time_of(moment: Moment, zone: str) -> Time:
    first, last, clock = moment.earliest(), moment.latest(zone), zone_named(zone)
    days = last.astimezone(clock).date(), first.astimezone(clock).date()
    return Time(first, last, *days, told=_told(moment, zone))


def _told(moment: Moment, zone: str) -> str:
    """As exact as it was stated, and no clock."""
    span = span_text(moment.day(zone), moment.last_unit(zone).day(zone), moment.unit)
    return _("about %(time)s", time=span) if moment.about else span
