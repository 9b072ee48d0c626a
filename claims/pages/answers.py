"""What we say ourselves to a question for a number, or what is claimed: above the claims found.

Nothing is worked out here: our own figure as it was stated, or the figures as they were said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claims.domain.moments import FIRST
from claims.domain.search import Term
from claims.lookup.as_of import Shown
from claims.lookup.counting import Counting
from claims.lookup.how_many import MOST_EVENTS, AmountAsked, amounts_asked
from claims.lookup.names import event_name, look_up
from claims.lookup.states import states
from claims.models.record.event_tree import with_parts, with_those_above
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedFigure
from claims.pages.states import told
from claims.pages.stories import our_figures, running
from claims.presenters.counting_context import HEADLINE, Node, Tree
from claims.presenters.figures import FigureLine, figure_lines
from claims.presenters.names import EventName
from claims.presenters.position import PublicPosition
from claims.states.subject import SubjectState

MOST_OURS = 2
MOST_CLAIMED = 4
MOST_READ = 200


@dataclass(frozen=True)
class Answer:
    """Of one event: our own figures, or else the latest that each source gave."""

    event: EventName
    ours: tuple[PublicPosition, ...] = ()
    claimed: tuple[FigureLine, ...] = ()


def answers(question: str, terms: Sequence[Term], shown: Shown) -> list[Answer]:
    """To a question for a number; without the name of an event, of those that are running."""
    asked = amounts_asked(question, terms, shown, otherwise=lambda: running(shown)[:MOST_EVENTS])
    if not asked:
        return []
    tree = _tree(asked, shown)
    counting = {row.uid: how for row, (_, how) in asked.items()}
    ours = our_figures(asked, tree, counting, shown)
    found = []
    for row, (one, how) in asked.items():
        held = tuple(p for p in ours.get(row.uid, ()) if one.counts(p.cell, row.uid))
        claimed = () if held else _claimed(one, row, how, tree, shown)
        if held or claimed:
            found.append(Answer(event_name(row, shown.query), held[:MOST_OURS], claimed))
    return found


def _tree(events: Iterable[PublishedEvent], shown: Shown) -> Tree:
    """With all that the events are parts of, and their own parts."""
    parts = with_parts(list(events), shown.rows)
    rows = with_those_above([row.uid for row in parts], shown.rows)
    return Tree(Node(row.uid, row.title, row.parent) for row in rows)


def _claimed(
    asked: AmountAsked, event: PublishedEvent, counting: Counting, tree: Tree, shown: Shown
) -> tuple[FigureLine, ...]:
    """What each source said last of those who were asked for; what was taken back is left out."""
    figures = PublishedFigure.objects.as_of(shown.rows).filter(event=event.uid)
    same = asked.context.measures.same
    measures = {m for m in figures.values_list("measure", flat=True) if same(m) in asked.measures}
    counted = figures.filter(measure__in=measures, category__in=asked.categories or HEADLINE)
    rows = PublishedClaim.objects.as_of(shown.rows).filter(uid__in=counted.values("uid"))
    claims = list(rows.newest_first()[:MOST_READ])
    known = states((row.since for row in claims), kind=SubjectState)
    recorded = told(claims, known, shown)
    names = look_up(shown, sources={claim.state.claimant for claim in recorded})
    context = replace(counting.context, here=event.uid, events=tree)
    zone = counting.zone or shown.zone
    lines = figure_lines(recorded, names=names, counting=context, zone=zone)
    latest: dict[str, FigureLine] = {}
    for line in sorted(lines, key=lambda line: line.at or FIRST, reverse=True):
        if line.live and asked.counts(line.cell, event.uid):
            latest.setdefault(line.who.uid, line)
    return tuple(latest.values())[:MOST_CLAIMED]
