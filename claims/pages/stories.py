"""Running stories: each event with its answer in a sentence, what changed, and what is open.

In as many queries however many events there are; only what our own figures rest on is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.domain.vocabulary import AnswerStanding, EntryKind, Publication, SubjectKind
from claims.lookup.as_of import Shown
from claims.lookup.counting import Counting, countings
from claims.lookup.names import event_name, look_up
from claims.lookup.states import state_of, states
from claims.models.record import read_tracking
from claims.models.record.entry import Entry, EntryQuerySet
from claims.models.record.event_tree import with_those_above
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedFigure,
    PublishedPosition,
    PublishedQuestion,
)
from claims.pages.recorded_claims import recorded_claims
from claims.presenters.counting_context import Node, Tree
from claims.presenters.figures import figure_lines
from claims.presenters.findings import PublicFinding, every_finding
from claims.presenters.names import EventName, Names
from claims.presenters.position import PublicPosition, public_positions
from claims.presenters.question import QuestionPage, claims_in, question_page
from claims.states import kept_bodies
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.subject import SubjectState

MOST_ROOTS = 500
MOST_NEWS = 100
"""How far back it is asked which event was in the news last."""
MOST_READ = 1000

CARRIED = (EntryKind.IMPORTED, EntryKind.IMPORT)


@dataclass(frozen=True)
class Story:
    """``ours`` is our figure for the event itself, ``asked`` the questions of it and its parts."""

    name: EventName
    year: int | None
    ours: PublicPosition | None
    asked: tuple[QuestionPage, ...]
    findings: tuple[PublicFinding, ...]

    @property
    def foremost(self) -> QuestionPage | None:
        """The question that stands for the event where we give no figure."""
        return next((q for q in self.asked if q.event.uid == self.name.uid and q.standing), None)


def running(shown: Shown) -> list[PublishedEvent]:
    """Whole events: those in the news last first, then by the day on which they began.

    What was carried over from an imported history is no news.
    """
    roots = _roots(shown.rows)
    roots.sort(key=lambda row: (row.starts_on is not None, row.starts_on), reverse=True)
    told = list(_in_the_news(shown))
    whole = _root_of(told, shown)
    last: dict[str, int] = {}
    for place, event in enumerate(told):
        last.setdefault(whole.get(event, ""), place)
    return sorted(roots, key=lambda row: last.get(row.uid, MOST_NEWS))


@prepared
def _roots(moment: AsOf) -> QuerySet[PublishedEvent]:
    rows = PublishedEvent.objects.as_of(moment).filter(parent="")
    return rows.exclude(publication=Publication.WITHHELD).newest_first()[:MOST_ROOTS]


def news(moment: AsOf) -> EntryQuerySet:
    """What was decided here, without what was carried over, the newest first."""
    found = Entry.objects.news().filter(moment.entries()).exclude(kind__in=CARRIED)
    return found.newest_first()


def _root_of(events: Iterable[str], shown: Shown) -> Mapping[str, str]:
    """What each is part of in the end, by uid."""
    rows = with_those_above(events, shown.rows)
    tree = Tree(Node(row.uid, "", row.parent) for row in rows)
    return {uid: tree.line(uid)[0] for uid in tree.nodes}


def _in_the_news(shown: Shown) -> Iterable[str]:
    """Events by uid, the one changed last first."""
    for subject, kind, body in _newest(shown.rows):
        read_tracking.note(subject)
        state = kept_bodies.read(SubjectKind(kind), body).state if body else None
        yield getattr(state, "event", "") or subject


@prepared
def _newest(moment: AsOf) -> QuerySet[Entry, tuple[str, str, str | None]]:
    return news(moment).values_list("subject", "subject_kind", "words__body")[:MOST_NEWS]


def within(event: str, rows: Iterable[PublishedEvent]) -> list[str]:
    """Of some events with all their parts, one of them and what is under it, by uid."""
    return Tree(Node(row.uid, "", row.parent) for row in rows).parts(event)


def stories(
    roots: Sequence[PublishedEvent], rows: Sequence[PublishedEvent], shown: Shown
) -> list[Story]:
    """These events as home tells them, in their order; ``rows`` are they and all their parts."""
    counting = countings({row.uid for row in roots}, shown)
    tree = Tree(Node(row.uid, row.title, row.parent) for row in rows)
    ours, asked = our_figures(roots, tree, counting, shown), _asked(rows, shown)
    return [
        Story(
            event_name(row, shown.query),
            row.starts_on.year if row.starts_on else None,
            next(iter(ours.get(row.uid, ())), None),
            tuple(q for q in asked if tree.within(q.event.uid, row.uid)),
            tuple(every_finding(p.findings for p in ours.get(row.uid, ()))),
        )
        for row in roots
    ]


def our_figures(
    events: Iterable[PublishedEvent], tree: Tree, counting: Mapping[str, Counting], shown: Shown
) -> Mapping[str, list[PublicPosition]]:
    """Our own figures for some events, each with what it rests on."""
    stated = _stated([row.uid for row in events], shown.rows)
    held = [state for row in stated if (state := state_of(row, PositionState))]
    by_event: dict[str, list[PositionState]] = defaultdict(list)
    for state in held:
        by_event[state.event].append(state)
    claims = _claims_behind(held, shown)
    known = states((row.since for row in claims), kind=SubjectState)
    recorded = recorded_claims(claims, known, shown)
    names = look_up(shown, sources={claim.state.claimant for claim in recorded})
    found = {}
    for uid, states_here in by_event.items():
        context = replace(counting[uid].context, here=uid, events=tree)
        zone = counting[uid].zone or shown.zone
        near = figure_lines(recorded, names=names, counting=context, zone=zone, within=uid)
        whole = len(claims) <= MOST_READ
        found[uid] = public_positions(
            states_here,
            near,
            counting=context,
            zone=zone,
            every=whole,
            own_zone=settings.TIME_ZONE,
            today=None if shown.past else timezone.localdate(),
        )
    return found


@prepared
def _stated(events: Collection[str], moment: AsOf) -> QuerySet[PublishedPosition]:
    rows = PublishedPosition.objects.as_of(moment).filter(event__listed=events)
    return rows.filter(publication=Publication.PUBLISHED).with_body().order_by("since")


def _claims_behind(held: Iterable[PositionState], shown: Shown) -> list[PublishedClaim]:
    """Claims whose figures are used, shown in a finding, or count the same people."""
    named, same = set[str](), Q(pk__in=[])
    for state in held:
        named |= {one.claim for one in (*state.uses, *state.leaves_out)}
        named |= {one.claim for finding in state.findings for one in finding.figures}
        same |= Q(event=state.event, category=state.category, measure=state.measure)
    counted = PublishedFigure.objects.as_of(shown.rows).filter(same).values("uid")
    rows = PublishedClaim.objects.as_of(shown.rows).filter(Q(uid__in=named) | Q(uid__in=counted))
    return list(rows.newest_first()[:MOST_READ])


def _asked(rows: Iterable[PublishedEvent], shown: Shown) -> list[QuestionPage]:
    """Those that we have not settled first."""
    events = {row.uid: event_name(row, shown.query) for row in rows}
    found = _put([*events], shown.rows)
    read = ((row.since, state_of(row, QuestionState)) for row in found)
    known = {since: state for since, state in read if state}
    listed = [row for row in found if row.since in known]
    listed.sort(key=lambda row: known[row.since].standing is AnswerStanding.ESTABLISHED)
    names = look_up(shown, claims=claims_in(known.values()))
    names = Names(names.sources, events, names.reports, names.claims)
    return [
        question_page(
            known[row.since], names, zone=shown.zone, href=row.get_absolute_url() + shown.query
        )
        for row in listed
    ]


@prepared
def _put(events: Collection[str], moment: AsOf) -> QuerySet[PublishedQuestion]:
    rows = PublishedQuestion.objects.as_of(moment).filter(event__listed=events)
    return rows.filter(publication=Publication.PUBLISHED).with_body().order_by("slug")
