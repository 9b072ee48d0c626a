"""Everything a page about an event is made of, in as many queries however many claims it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.corrections import corrections_on_record, with_before
from claims.lookup.counting import counting_names
from claims.lookup.history import body_of, changes
from claims.lookup.names import event_name, look_up
from claims.lookup.states import states
from claims.lookup.taken_back import taken_back
from claims.lookup.touched_names import names_of
from claims.lookup.tree import EventTree, tree_around
from claims.models.record.entry import Entry
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.row import Row
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedPosition,
    PublishedQuestion,
)
from claims.models.record.withheld import listed_under
from claims.pages.recorded_claims import recorded_claims
from claims.pages.status_counts import Tally, by_event
from claims.presenters.addresses import page
from claims.presenters.change import Change
from claims.presenters.correction import Correction
from claims.presenters.counting_context import (
    Cell,
    CountingContext,
    context_of,
    usual_words,
)
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.figures import FigureLine, figure_lines
from claims.presenters.findings import PublicFinding, every_finding
from claims.presenters.names import Names
from claims.presenters.position import PublicPosition, public_positions
from claims.presenters.position_history import (
    HeldValue,
    PositionStep,
    held_values,
    touched_in,
)
from claims.presenters.question import QuestionPage, claims_in, question_page
from claims.presenters.taken_back import TakenBack
from claims.states.claim import ClaimState
from claims.states.event import EventState, PartyState
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.subject import SubjectState

# Claims of one event that its page reads in full. Beyond it lists lead on.
MOST_READ = 1000
MOST_NEWS = 5
MOST_CORRECTIONS = 2


@dataclass(frozen=True)
class Material:
    """Claims of the event and its parts, with the figures and positions about them.

    ``since`` has the entry of each claim that gave a figure; ``whole`` is false where there are
    more claims than one page reads.
    """

    shown: Shown
    tree: EventTree
    state: EventState
    states: Mapping[str, EventState]
    """The event and its parts, by uid."""
    counting: CountingContext
    rows: Sequence[PublishedClaim]
    told: Sequence[RecordedClaim]
    tallies: Mapping[str, Tally]
    names: Names
    parties: Sequence[PartyState]
    lines: Sequence[FigureLine]
    positions: Sequence[PublicPosition]
    questions: Sequence[QuestionPage]
    taken_back: Sequence[TakenBack]
    since: Mapping[str, int]
    whole: bool
    entries: Sequence[int]
    """Entries the page is made of, of what was taken back among them."""

    @property
    def named(self) -> set[str]:
        """What is told on the page by its name or its mark, and changes by itself."""
        return self.names.uids.union(*(claim.marked for claim in self.told))

    @property
    def questions_here(self) -> list[QuestionPage]:
        """Of the event itself; its parts have pages of their own."""
        return [one for one in self.questions if one.event.uid == self.counting.here]

    @property
    def findings(self) -> list[PublicFinding]:
        return every_finding(position.findings for position in self.positions)


def gather(here: PublishedEvent, shown: Shown) -> Material:
    tree = tree_around(here, shown.rows, shown.query)
    within = tree.within
    # A claim about the whole may count people of one part: the tree is read as one.
    rows = _claims({row.uid for row in tree.rows}, shown.rows)
    whole, rows = len(rows) <= MOST_READ, rows[:MOST_READ]
    every, put = _positions(within, shown.rows), _questions(within, shown)
    of_here: list[Row] = [*(row for row in rows if row.event in within), *every, *put]
    gone = [row for row in of_here if row.retracted]
    stated = [row for row in every if not row.retracted]
    asked = [row for row in put if not row.retracted]
    entries = [tree.root.since, *(r.since for r in rows), *(p.since for p in stated)]
    entries += [row.since for row in tree.rows if row.uid in within]
    entries += [question.since for question in asked]
    known = states(entries, kind=SubjectState)
    gone += _withheld(within, shown)
    events = {entry: s for entry, s in known.items() if isinstance(s, EventState)}
    counting = context_of(here.uid, tree.nodes, events.get(tree.root.since))
    claims = recorded_claims(rows, known, shown)
    positions = [s for p in stated if isinstance(s := known.get(p.since), PositionState)]
    counting = replace(counting, usual=usual_words(_counted(claims, positions), counting.measures))
    parties = _parties(events.get(tree.root.since))
    told_of = {one: s for one in asked if isinstance(s := known.get(one.since), QuestionState)}
    names = _names(claims, events[here.since], parties, told_of.values(), tree, shown)
    lines = figure_lines(claims, names=names, counting=counting, zone=shown.zone)
    return Material(
        shown=shown,
        tree=tree,
        state=events[here.since],
        states={row.uid: events[row.since] for row in tree.rows if row.since in events},
        counting=counting,
        rows=[row for row in rows if row.event in within],
        told=[claim for claim in claims if claim.state.event in within],
        tallies=by_event(within, shown),
        names=names,
        parties=parties,
        lines=[line for line in lines if line.cell.event in within],
        positions=public_positions(
            positions,
            lines,
            counting=counting,
            zone=shown.zone,
            every=whole,
            own_zone=settings.TIME_ZONE,
            today=None if shown.past else timezone.localdate(),
        ),
        questions=[
            question_page(s, names, zone=shown.zone, href=one.get_absolute_url() + shown.query)
            for one, s in told_of.items()
        ],
        taken_back=taken_back(gone, shown, at=page("figures", here.slug, shown.query)),
        since={row.uid: row.since for row in rows},
        whole=whole,
        entries=[*entries, *(row.since for row in gone)],
    )


def _counted(claims: Iterable[RecordedClaim], positions: Iterable[PositionState]) -> set[str]:
    """By which words figures and positions say what they count."""
    given = {figure.measure for claim in claims for figure in claim.state.figures}
    return given | {position.measure for position in positions}


@prepared
def _claims(events: Collection[str], moment: AsOf) -> QuerySet[PublishedClaim]:
    rows = PublishedClaim.objects.as_of(moment).filter(event__listed=events)
    # All else that is shown of a claim stands in its state.
    slim = rows.only("uid", "slug", "event", "publication")
    return slim.newest_first()[: MOST_READ + 1]


@prepared
def _positions(events: Collection[str], moment: AsOf) -> QuerySet[PublishedPosition]:
    rows = PublishedPosition.objects.as_of(moment).filter(event__listed=events)
    return rows.exclude(publication=Publication.WITHHELD).order_by("since")


def _parties(whole: EventState | None) -> Sequence[PartyState]:
    """Of an event from before there were any, none are told: their sides had no names."""
    return (whole.parties or ()) if whole else ()


def _questions(events: Collection[str], shown: Shown) -> list[PublishedQuestion]:
    """Those we have not answered last, in the order in which they were put."""
    return sorted(_put(events, shown.rows), key=lambda row: not row.standing)


@prepared
def _put(events: Collection[str], moment: AsOf) -> QuerySet[PublishedQuestion]:
    rows = PublishedQuestion.objects.as_of(moment).filter(event__listed=events)
    return rows.exclude(publication=Publication.WITHHELD).order_by("slug")


def _withheld(within: Collection[str], shown: Shown) -> list[Row]:
    """What ever stood under these events; nearly always there is nothing."""
    uids = set(_gone(within))
    if not uids:
        return []
    kinds = (PublishedClaim, PublishedPosition, PublishedQuestion, PublishedEvent)
    rows = (model.objects.as_of(shown.rows).withheld().filter(uid__in=uids) for model in kinds)
    return [row for of_kind in rows for row in of_kind]


@prepared
def _gone(within: Collection[str]) -> QuerySet[Any, str]:
    return listed_under("events", within)


def _names(
    claims: Iterable[RecordedClaim],
    state: EventState,
    parties: Iterable[PartyState],
    questions: Iterable[QuestionState],
    tree: EventTree,
    shown: Shown,
) -> Names:
    members = {member.source for party in parties for member in party.members}
    names = look_up(
        shown,
        sources={claim.state.claimant for claim in claims} | members,
        reports={context.report for context in state.context},
        claims=claims_in(questions),
    )
    events = {row.uid: event_name(row, shown.query) for row in tree.rows}
    return replace(names, events=events)


def news_of(material: Material) -> list[Change]:
    """The latest changes to the event, its parts, their claims, our figures and questions."""
    return _changes(_news(material.tree.within, material.shown.rows), material)


def corrections_of(material: Material) -> list[Correction]:
    """What of it we had wrong, the newest first."""
    found = _corrected(material.tree.within, material.shown.rows)
    return with_before(found, _changes(found, material), material.names, material.shown)


def position_steps(material: Material) -> dict[Cell, list[PositionStep]]:
    """How each figure of ours was put on record, the oldest first."""
    found: dict[Cell, list[PositionStep]] = {}
    for entry in _of_positions(material.tree.within, material.shown.rows):
        body = body_of(entry)
        if body and isinstance(state := body.state, PositionState):
            step = PositionStep(
                entry.seq, state, entry.effective_at, entry.change, body.change.note
            )
            cell = material.counting.cell(state.event, state.category, state.measure)
            found.setdefault(cell, []).append(step)
    return found


@prepared
def _of_positions(within: Collection[str], moment: AsOf) -> QuerySet[Entry]:
    uids = PublishedPosition.objects.as_of(moment).filter(event__listed=within)
    told = Entry.objects.filter(subject__in=uids.order_by().values("uid"))
    return told.filter(moment.entries()).select_related("words").order_by("effective_at", "seq")


def with_values(material: Material) -> list[PublicPosition]:
    """Our own figures, each with the values it had."""
    steps = position_steps(material)
    return [
        replace(one, held=values_of(steps.get(one.cell, ()), material))
        for one in material.positions
    ]


def values_of(steps: Sequence[PositionStep], material: Material) -> tuple[HeldValue, ...]:
    """What a figure of ours was and is, with what each change bears on."""
    shown = material.shown
    return held_values(steps, shown.zone, names_of(touched_in(steps), shown))


@prepared
def _news(within: Collection[str], moment: AsOf) -> QuerySet[Entry]:
    found = Entry.objects.news().filter(moment.entries()).filter(about(within))
    return found.newest_first().select_related("words")[:MOST_NEWS]


@prepared
def _corrected(within: Collection[str], moment: AsOf) -> QuerySet[Entry]:
    found = corrections_on_record(moment).filter(about(within))
    return found.newest_first().select_related("words")[:MOST_CORRECTIONS]


def about(within: Collection[str]) -> Q:
    """Entries about these events, claims about them, our figures and questions."""
    kinds = (PublishedClaim, PublishedPosition, PublishedQuestion)
    named = [model.objects.filter(event__listed=within).values("uid") for model in kinds]
    events = PublishedEvent.objects.filter(uid__listed=within).values("uid")
    # One list of all: beside an “or” PostgreSQL would go through every entry there is.
    return Q(subject__in=events.union(*named, listed_under("events", within), all=True))


def _changes(entries: Sequence[Entry], material: Material) -> list[Change]:
    names = counting_names(material.names, material.counting)
    states = [body.state for body in map(body_of, entries) if body]
    said = {state.claimant for state in states if isinstance(state, ClaimState)}
    if missing := said - names.sources.keys():
        # Who said what we took back is named nowhere else on the page.
        more = look_up(material.shown, sources=missing).sources
        names = replace(names, sources={**names.sources, **more})
    return changes(entries, names, material.shown.zone, material.shown.query)


def with_as_of(address: str, shown: Shown) -> str:
    """An address that stays in the moment shown, ready for one more parameter."""
    return address + (urlencode({"as_of": shown.asked}) + "&" if shown.past else "")
