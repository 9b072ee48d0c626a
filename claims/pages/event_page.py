"""The page of one event: the answer first, then how we come to it, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from claims.pages.event_data import (
    Material,
    corrections_of,
    news_of,
    position_steps,
    values_of,
    with_as_of,
)
from claims.pages.page_meta import about_event
from claims.pages.status_counts import total_of
from claims.presenters.addresses import path_of
from claims.presenters.chart import Chart, charts
from claims.presenters.event import NO_POSITION, EventPage, days_of, parties_listed
from claims.presenters.event_parts import Whereabouts, whereabouts
from claims.presenters.figures import FigureLine
from claims.presenters.group_counts import GroupCounts, group_counts
from claims.presenters.names import EventName, names_in_full
from claims.presenters.parties import parties_of
from claims.presenters.position import PublicPosition
from claims.presenters.position_history import PositionStep
from claims.presenters.question import QuestionPage, RivalSide, rival_sides
from claims.presenters.series import Series, fallen
from claims.presenters.status import all_marks
from claims.presenters.status_headings import StatusHeading, headings
from claims.presenters.timeline import Said, said_when

MOST_DRAWN = 5
MOST_COMPETING = 4
MOST_FINDINGS = 3
MOST_SAID = 8
MOST_FALLEN = 3


def whole_page(
    material: Material, event: EventPage, above: Sequence[EventName]
) -> dict[str, object]:
    tally, news = total_of(material.tree.within, material.tallies), news_of(material)
    ours = _ours(material)
    steps = position_steps(material).get(ours.cell, []) if ours else []
    values = values_of(steps, material)
    corrected = corrections_of(material)
    groups, under = _groups(material), headings(material.told, tally.counts, material.names)
    path, list_at = material.tree.here.get_absolute_url(), _claims_at(material)
    return {
        "about": about_event(event, above, _telling(material), news, corrected, path),
        "ours": ours,
        "values": values,
        "fallen": _fallen(material),
        "also": _here(material)[1:],
        "groups": groups,
        "headings": under,
        "in_full": names_in_full(
            material.names.sources.values(), _first_words(ours, groups, under)
        ),
        "questions": _questions(material),
        "asked_first": next(iter(material.questions_here), None),
        "competing": _competing(material),
        "chart": _chart(material, ours),
        "findings": material.findings[:MOST_FINDINGS],
        "more_findings": len(material.findings) - MOST_FINDINGS,
        "said": _said(material, steps),
        "where": _where(material),
        "parties": parties_listed(material.parties, material.names),
        "corrections": corrected,
        "corrected": next((c for c in corrected if c.change.seq in {s.seq for s in steps}), None),
        "marks": all_marks(tally.counts),
        "total": tally.total,
        "claims_at": list_at,
        "claims_list": list_at.rstrip("?&"),
        "news": news,
    }


def _first_words(
    ours: PublicPosition | None, groups: GroupCounts | None, under: Sequence[StatusHeading]
) -> Iterator[str]:
    """What the first screen says, names included."""
    if ours:
        yield f"{ours.ours}{ours.rest}"
    for row in groups.rows if groups else ():
        yield from (side.who for side in row.sides)
    for heading in under:
        yield from (f"{claim.who} {claim.text}" for claim in heading.claims)


def _fallen(material: Material) -> list[tuple[str, Series]]:
    """Counts of the event itself that fell, each with what is counted."""
    here = [line for line in material.lines if line.cell.event == material.counting.here]
    return [
        (material.counting.measures.of(measure).heading, one)
        for measure, lines in groupby(here, key=lambda line: line.cell.measure)
        # Fewer are missing each day: no count was taken back.
        if not material.counting.measures.is_state(measure)
        for one in fallen(lines, material.counting, material.shown.zone)
    ][:MOST_FALLEN]


def _ours(material: Material) -> PublicPosition | None:
    return next(iter(_here(material)), None)


def _here(material: Material) -> list[PublicPosition]:
    """Our own figures for the event itself, the foremost first; its parts have pages."""
    return [p for p in material.positions if p.cell.event == material.counting.here]


def _telling(material: Material) -> str:
    """What stands where the page is quoted: our figure, or else our first question, in full."""
    if ours := _ours(material):
        return ours.telling
    asked = (question.telling for question in material.questions_here)
    return next(asked, NO_POSITION)


def _groups(material: Material) -> GroupCounts | None:
    return group_counts(
        material.lines,
        material.positions,
        material.counting,
        parties_of(material.parties),
        material.state.place,
    )


def _questions(material: Material) -> list[tuple[QuestionPage, tuple[RivalSide, ...]]]:
    said = {claim.uid: claim.state.said for claim in material.told if claim.state.said}
    return [(one, rival_sides(one, said, material.shown.zone)) for one in material.questions]


def _competing(material: Material) -> list[FigureLine]:
    """The figures of the widest cells, for readers whom we give no figure of our own."""
    live = [line for line in material.lines if line.live]
    return live[:MOST_COMPETING] if not material.positions else []


def _chart(material: Material, ours: PublicPosition | None) -> Chart | None:
    """The count we speak of ourselves, or else the first measure of all."""
    lines = _worth_drawing(material.lines)
    if ours:
        lines = [line for line in lines if line.cell == ours.cell]
    drawn = charts(lines, [ours] if ours else [], material.counting, at_most=MOST_DRAWN)
    return next(iter(drawn), None)


def _worth_drawing(lines: Sequence[FigureLine]) -> list[FigureLine]:
    """What is out of the reckoning is drawn on the page of figures alone, unless it is all."""
    return [line for line in lines if line.live] or list(lines)


def _said(material: Material, steps: Sequence[PositionStep]) -> tuple[Said, ...]:
    zones = {row.uid: row.time_zone for row in material.tree.rows}
    return said_when(
        material.told,
        steps,
        material.names,
        zones=zones,
        zone=material.shown.zone,
        at_most=MOST_SAID,
    )


def _where(material: Material) -> Whereabouts:
    nodes = material.tree.nodes
    under = nodes.under(material.tree.here.uid)
    claims = {node.key: total_of(nodes.parts(node.key), material.tallies).total for node in under}
    days = days_of(material.state)
    return whereabouts(under, material.states, material.positions, claims, days)


def _claims_at(material: Material) -> str:
    """The address of the list of all its claims, to be narrowed further."""
    about = f"{path_of('pages:claims')}?event={material.tree.here.slug}&"
    return with_as_of(about, material.shown)
