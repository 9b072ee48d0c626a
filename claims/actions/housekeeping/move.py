"""Move a claim to another event, or an event to another place in the tree; figures follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from claims.actions.desk import Editor, keep
from claims.actions.housekeeping.republish_one_field import retell
from claims.actions.independence_changes import chains_moving, of_events
from claims.actions.reconcile.answer import note_positions
from claims.domain.errors import RuleBroken
from claims.domain.housekeeping import check_fits
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.domain.text import clean
from claims.domain.vocabulary import TAKEN_BACK, ChangeType, Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Category, Event, Measure
from claims.models.desk.figure import Figure, FigureReading
from claims.models.desk.party import Member, Party
from claims.models.desk.position import FindingAnswer, Position
from claims.publishing import log
from claims.publishing.registry import published_state, state
from claims.states.claim import ClaimState
from claims.states.names import EventUid

MOVED = ("parent", "grouping", "categories", "parties")


def move_claim(
    claim: Claim, *, to: Event, note: str = "", change: ChangeType, by: Editor, at: datetime
) -> list[Publishable]:
    """Say that a claim is about another event. Its figures count in the categories there."""
    note = clean(note)
    with log.writing():
        now, event = claim.held(), to.locked()
        _check(
            now,
            note=note,
            same=now.event_id == event.pk,
            what=_("It is about “%(event)s” already.", event=event),
        )
        figures = list(now.figures.select_related("category", "event"))
        was = now.event
        check_figures(figures, event.root(), stays=set(event.root().tree()))
        keep(now, by=by, event=event)
        count_in(figures, event.root(), by=by)
        moved = _told_of(now, was, event)
        along = retell(now, moved, rests_on=[event], note=note, change=change, by=by, at=at)
        note_positions({*was.root().tree(), *event.root().tree()}, by=by)
        claim.refresh_from_db()
        return [now, *along]


def place_event(
    event: Event,
    *,
    under: Event | None,
    grouping: str = "main",
    note: str = "",
    change: ChangeType,
    by: Editor,
    at: datetime,
) -> list[Publishable]:
    """Put an event under a parent, or split it off to stand by itself.

    Who is counted is a tree of the whole: an event that leaves takes a copy of it along, one
    that comes is counted by the tree it comes to.
    """
    note = clean(note)
    with log.writing():
        now = event.held()
        same = now.parent_id == (under.pk if under else None) and now.grouping == grouping
        stands = (
            _("It is a part of “%(under)s” already.", under=under)
            if under
            else _("It stands by itself already.")
        )
        _check(now, note=note, same=same, what=stands)
        before, tree = now.root(), now.tree()
        after = under.root() if under else now
        if under is not None and under in tree:
            raise RuleBroken(_("“%(under)s” is itself a part of “%(now)s”.", under=under, now=now))
        touched = partial(of_events, before, after)
        with chains_moving(now, touched, cause=Cause.MOVED, by=by, at=at):
            if after != before:
                _take_along(now, tree, before, after, by=by)
            keep(now, by=by, parent=under, grouping=grouping)
        fresh = state(now)
        moved = {name: getattr(fresh, name) for name in MOVED}
        along = retell(now, moved, rests_on=[under], note=note, change=change, by=by, at=at)
        note_positions({*before.tree(), *after.tree()}, by=by)
        event.refresh_from_db()
        return [now, *along]


def _check(subject: Publishable, *, note: str, same: bool, what: str) -> None:
    found = [what] if same else []
    if subject.publication in TAKEN_BACK:
        found.append(_("This was taken back: readers see it no more as it was."))
    if subject.publication == Publication.PUBLISHED and not note:
        found.append(_("Say in a sentence what changed: readers will see it."))
    if found:
        raise RuleBroken(*found)


def _take_along(now: Event, tree: list[Event], before: Event, after: Event, *, by: Editor) -> None:
    if after == now:
        _copy_categories(before, now, by=by)
        _copy_parties(before, now, by=by)
    _copy_measures(before, after, by=by)
    figures = list(Figure.objects.filter(claim__event__in=tree).select_related("category", "event"))
    positions = list(Position.objects.filter(event__in=tree).select_related("category"))
    outside = list(_reaching_in(tree))
    check_figures(figures, after, stays=set(tree), positions=positions, outside=outside)
    count_in(figures, after, by=by)
    for position in positions:
        keep(position, by=by, category=after.categories.get(slug=position.category.slug))
    _take_answers(figures, before, after, by=by)
    _take_decisions(figures, before, now, after, by=by)
    if before == now:
        _drop_own(now, by=by)
        _hand_over_parties(now, after, by=by)


def _take_answers(figures: Iterable[Figure], before: Event, after: Event, *, by: Editor) -> None:
    """What was answered of these figures alone is kept with the whole they now belong to."""
    keys = {figure.key for figure in figures}
    for answer in FindingAnswer.objects.filter(event=before).order_by("pk"):
        if {name.rpartition("/")[2] for name in answer.figures} <= keys:
            keep(answer, by=by, event=after)


def _take_decisions(
    figures: Iterable[Figure], before: Event, now: Event, after: Event, *, by: Editor
) -> None:
    """The same of what was decided, undone rows with what they undo; all of it with a whole."""
    keys = {figure.key for figure in figures}
    for decision in Decision.objects.filter(event=before).order_by("pk"):
        if before == now or {*decision.figures, decision.figure} - {""} <= keys:
            category = decision.category
            if category is not None:
                category = after.categories.get(slug=category.slug)
            keep(decision, by=by, event=after, category=category)


def _reaching_in(tree: list[Event]) -> Iterator[str]:
    """Figures of claims elsewhere that count what happened in this part."""
    found = Figure.objects.filter(event__in=tree).exclude(claim__event__in=tree)
    for figure in found.select_related("claim", "event"):
        yield _(
            "Figure %(figure)s of “%(claim)s” counts “%(event)s”",
            figure=figure.key,
            claim=figure.claim,
            event=figure.event,
        )
    read = FigureReading.objects.filter(event__in=tree).exclude(figure__claim__event__in=tree)
    for row in read.select_related("figure__claim", "event"):
        yield _(
            "Figure %(figure)s of “%(claim)s” may count “%(event)s”",
            figure=row.figure.key,
            claim=row.figure.claim,
            event=row.event,
        )


def check_figures(
    figures: Iterable[Figure],
    root: Event,
    *,
    stays: set[Event],
    positions: Iterable[Position] = (),
    outside: Iterable[str] = (),
) -> None:
    known = set(root.categories.values_list("slug", flat=True))
    found = list(figures)
    read = FigureReading.objects.filter(figure__in=found).select_related("category", "event")
    used: list[Figure | Position | FigureReading] = [*found, *positions, *read]
    slugs = {row.category.slug: row.category.name for row in used if row.category}
    away = [
        _(
            "Figure %(figure)s counts “%(event)s”, which is not part of it",
            figure=figure.key,
            event=figure.event,
        )
        for figure in found
        if figure.event is not None and figure.event not in stays
    ]
    away += [
        _(
            "Figure %(figure)s may count “%(event)s”, which is not part of it",
            figure=row.figure.key,
            event=row.event,
        )
        for row in read
        if row.event is not None and row.event not in stays
    ]
    there = Figure.objects.filter(claim__event__in=root.tree()).exclude(
        pk__in=[f.pk for f in found]
    )
    taken = set(there.values_list("key", flat=True))
    away += [
        _("Another figure there is called %(figure)s", figure=f.key)
        for f in found
        if f.key in taken
    ]
    missing = [name for slug, name in slugs.items() if slug not in known]
    check_fits(str(root), missing=missing, outside=[*away, *outside])


def count_in(figures: Iterable[Figure], root: Event, *, by: Editor) -> None:
    """The same people by the same slug, in the tree of another whole."""
    found = list(figures)
    rows: list[Figure | FigureReading] = [*found, *FigureReading.objects.filter(figure__in=found)]
    for row in rows:
        if row.category is None or row.category.event_id == root.pk:
            continue
        row.category = root.categories.get(slug=row.category.slug)
        row.save(by=by, update_fields=["category"])


def _copy_categories(of: Event, to: Event, *, by: Editor) -> None:
    made: dict[int, Category] = {}
    waiting = list(of.categories.order_by("position", "pk"))
    while waiting:
        ready = [c for c in waiting if c.parent_id is None or c.parent_id in made]
        for category in ready:
            copy = Category(
                event=to,
                slug=category.slug,
                name=category.name,
                phrase=category.phrase,
                parent=made[category.parent_id] if category.parent_id else None,
                grouping=category.grouping,
                complete=category.complete,
                position=category.position,
            )
            copy.save(by=by)
            made[category.pk] = copy
        waiting = [c for c in waiting if c not in ready]


def _copy_measures(of: Event, to: Event, *, by: Editor) -> None:
    """What one whole counts of its own is counted on in the other."""
    known = set(to.measures.values_list("slug", flat=True))
    place = len(known)
    for measure in of.measures.exclude(slug__in=known).order_by("position", "pk"):
        place += 1
        Measure(
            event=to,
            slug=measure.slug,
            name=measure.name,
            one=measure.one,
            many=measure.many,
            nature=measure.nature,
            sum_of=measure.sum_of,
            position=place,
        ).save(by=by)


def _copy_parties(of: Event, to: Event, *, by: Editor) -> None:
    """Who stood with whom holds for an event that leaves as it held in the whole."""
    for party in of.parties.order_by("position", "pk"):
        copy = Party(
            event=to,
            slug=party.slug,
            name=party.name,
            allied_with=party.allied_with,
            position=party.position,
        )
        copy.save(by=by)
        for member in party.members.order_by("pk"):
            Member(
                event=to,
                party=copy,
                source=member.source,
                since=member.since,
                until=member.until,
            ).save(by=by)


def _hand_over_parties(now: Event, after: Event, *, by: Editor) -> None:
    """A part has none of its own: the whole takes them, or has them all already."""
    if not after.parties.exists():
        _copy_parties(now, after, by=by)
    known = set(after.parties.values_list("slug", flat=True))
    lacking = [party for party in now.parties.order_by("position") if party.slug not in known]
    if lacking:
        names = ", ".join(f"“{party}”" for party in lacking)
        raise RuleBroken(
            _("“%(after)s” has no party %(names)s: add it there first.", after=after, names=names)
        )
    for party in now.parties.all():
        party.delete(by=by)


def _drop_own(event: Event, *, by: Editor) -> None:
    """A part has none of its own. Leaves first: a category with parts cannot go."""
    while leaves := list(event.categories.filter(parts=None)):
        for category in leaves:
            category.delete(by=by)
    for measure in event.measures.all():
        measure.delete(by=by)


def _told_of(claim: Claim, was: Event, now: Event) -> dict[str, object]:
    """What readers see of a claim, about another event: figures of the whole follow it."""
    shown = published_state(claim)
    figures = shown.figures if isinstance(shown, ClaimState) else ()
    event = EventUid(now.uid)
    moved = (replace(f, event=event) if f.event == was.uid else f for f in figures)
    return {"event": event, "figures": tuple(moved)}
