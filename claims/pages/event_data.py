"""Everything a page about an event is made of, in as many queries however many claims it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.counting import counting_names
from claims.lookup.history import changes
from claims.lookup.names import event_name, look_up
from claims.lookup.states import states
from claims.lookup.tree import EventTree, tree_around
from claims.models.record.entry import Entry
from claims.models.record.row import RowQuerySet
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedPosition,
    PublishedQuestion,
)
from claims.pages.states import told
from claims.pages.status_counts import Tally, by_event
from claims.presenters.change import Change
from claims.presenters.counting_context import CountingContext, Tree, categories_of, measures_of
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.figures import FigureLine, figure_lines
from claims.presenters.findings import PublicFinding, every_finding
from claims.presenters.names import Names
from claims.presenters.position import PublicPosition, public_positions
from claims.presenters.question import QuestionPage, claims_in, question_page
from claims.states.event import EventState, PartyState
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.subject import SubjectState

# Claims of one event that its page reads in full. Beyond it lists lead on.
MOST_READ = 1000
MOST_NEWS = 5


@dataclass(frozen=True)
class Material:
    """Claims of the event and its parts, with the figures and positions about them.

    ``since`` has the entry of each claim that gave a figure; ``whole`` is false where there are
    more claims than one page reads.
    """

    shown: Shown
    tree: EventTree
    state: EventState
    counting: CountingContext
    rows: Sequence[PublishedClaim]
    told: Sequence[RecordedClaim]
    tallies: Mapping[str, Tally]
    names: Names
    parties: Sequence[PartyState]
    lines: Sequence[FigureLine]
    positions: Sequence[PublicPosition]
    questions: Sequence[QuestionPage]
    since: Mapping[str, int]
    whole: bool
    entries: Sequence[int]
    """Entries the page is made of."""

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
    rows = list(_claims({row.uid for row in tree.rows}, shown).newest_first()[: MOST_READ + 1])
    whole, rows = len(rows) <= MOST_READ, rows[:MOST_READ]
    stated = _positions(within, shown)
    asked = _questions(within, shown)
    entries = [tree.root.since, here.since, *(r.since for r in rows), *(p.since for p in stated)]
    entries += [question.since for question in asked]
    known = states(entries, kind=SubjectState)
    events = {entry: s for entry, s in known.items() if isinstance(s, EventState)}
    counting = _counting_context(here, tree, events.get(tree.root.since))
    claims = told(rows, known, shown)
    parties = _parties(events.get(tree.root.since))
    told_of = {one: s for one in asked if isinstance(s := known.get(one.since), QuestionState)}
    names = _names(claims, events[here.since], parties, told_of.values(), tree, shown)
    lines = figure_lines(claims, names=names, counting=counting, zone=shown.zone)
    positions = [s for p in stated if isinstance(s := known.get(p.since), PositionState)]
    return Material(
        shown=shown,
        tree=tree,
        state=events[here.since],
        counting=counting,
        rows=[row for row in rows if row.event in within],
        told=[claim for claim in claims if claim.state.event in within],
        tallies=by_event(within, shown),
        names=names,
        parties=parties,
        lines=[line for line in lines if line.cell.event in within],
        positions=public_positions(
            positions, lines, counting=counting, zone=shown.zone, every=whole
        ),
        questions=[
            question_page(s, names, zone=shown.zone, href=one.get_absolute_url() + shown.query)
            for one, s in told_of.items()
        ],
        since={row.uid: row.since for row in rows},
        whole=whole,
        entries=entries,
    )


def _counting_context(
    here: PublishedEvent, tree: EventTree, whole: EventState | None
) -> CountingContext:
    """Its clocks stand where the editors of the whole say, by the widest name they give."""
    if whole is None:
        return CountingContext(here.uid, tree.nodes, Tree(()))
    place = whole.place.rpartition(",")[2].strip()
    members = {member.source for party in _parties(whole) for member in party.members}
    return CountingContext(
        here.uid, tree.nodes, categories_of(whole), place, measures_of(whole), frozenset(members)
    )


def _claims(events: Iterable[str], shown: Shown) -> RowQuerySet[PublishedClaim]:
    rows: RowQuerySet[PublishedClaim] = PublishedClaim.objects.as_of(shown.rows)
    return rows.filter(event__in=events)


def _positions(events: Iterable[str], shown: Shown) -> list[PublishedPosition]:
    rows = PublishedPosition.objects.as_of(shown.rows).filter(event__in=events)
    return list(rows.filter(publication=Publication.PUBLISHED).order_by("since"))


def _parties(whole: EventState | None) -> Sequence[PartyState]:
    """Of an event from before there were any, none are told: their sides had no names."""
    return (whole.parties or ()) if whole else ()


def _questions(events: Iterable[str], shown: Shown) -> list[PublishedQuestion]:
    """Those we have not answered last, in the order in which they were put."""
    rows = PublishedQuestion.objects.as_of(shown.rows).filter(event__in=events)
    found = rows.filter(publication=Publication.PUBLISHED).order_by("slug")
    return sorted(found, key=lambda row: not row.standing)


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
    shown, within = material.shown, material.tree.within
    claims = PublishedClaim.objects.filter(event__in=within).values("uid")
    positions = PublishedPosition.objects.filter(event__in=within).values("uid")
    questions = PublishedQuestion.objects.filter(event__in=within).values("uid")
    ours = Q(subject__in=within) | Q(subject__in=claims) | Q(subject__in=positions)
    ours |= Q(subject__in=questions)
    found = Entry.objects.news().filter(shown.rows.entries()).filter(ours).newest_first()
    latest = list(found.select_related("words")[:MOST_NEWS])
    names = counting_names(material.names, material.counting)
    return changes(latest, names, shown.zone, shown.query)
