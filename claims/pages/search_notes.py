"""What is said above the claims that words found: what was looked for, and what else answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from claims.domain.moments import FIRST
from claims.domain.search import Term
from claims.lookup.amount_questions import MOST_EVENTS, AmountAsked, amounts_asked
from claims.lookup.as_of import Shown
from claims.lookup.counting import Counting
from claims.lookup.names import event_name, look_up
from claims.lookup.paging import address
from claims.lookup.states import states
from claims.models.record.claim_search import Found
from claims.models.record.event_tree import with_parts, with_those_above
from claims.models.record.question_search import asked_about
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedFigure,
    PublishedQuestion,
)
from claims.pages.question_list import QuestionListed, listed
from claims.pages.recorded_claims import recorded_claims
from claims.pages.stories import our_figures, running
from claims.presenters.counting_context import HEADLINE, Node, Tree
from claims.presenters.figures import FigureLine, figure_lines
from claims.presenters.names import EventName
from claims.presenters.position import PublicPosition
from claims.states.question import QuestionState
from claims.states.subject import SubjectState

MOST_QUESTIONS = 3


@dataclass(frozen=True)
class Missing:
    """A word that nothing on record has, and those that were looked for in its place."""

    word: str
    meant: tuple[str, ...]


@dataclass(frozen=True)
class SearchNotes:
    """``better`` is the question as it may have been meant, with the address that asks it."""

    whole: bool
    missing: tuple[Missing, ...]
    better: str
    href: str


def notes(found: Found, query: QueryDict, path: str) -> SearchNotes:
    question = better = query.get("q", "").strip()
    for term, near in found.meant.items():
        better = better.replace(term.typed, near[0], 1)
    return SearchNotes(
        whole=found.whole,
        missing=tuple(
            Missing(term.typed, tuple(found.meant.get(term, ()))) for term in found.missing
        ),
        better=better if better != question else "",
        href=address(path, query, q=better, before=""),
    )


def questions_found(found: Found, shown: Shown) -> list[QuestionListed]:
    """Questions of the record that answer the words best; none where a word is not on record."""
    rows = PublishedQuestion.objects.as_of(shown.rows)
    answered = asked_about(found.terms, rows, shown.rows) if found.all_known else {}
    best = list(rows.filter(since__in=answered).order_by("-since")[:MOST_QUESTIONS])
    known = states((row.since for row in best), kind=QuestionState) if best else {}
    return [listed(row, known[row.since], shown) for row in best if row.since in known]


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
    recorded = recorded_claims(claims, known, shown)
    names = look_up(shown, sources={claim.state.claimant for claim in recorded})
    context = replace(counting.context, here=event.uid, events=tree)
    zone = counting.zone or shown.zone
    lines = figure_lines(recorded, names=names, counting=context, zone=zone)
    latest: dict[str, FigureLine] = {}
    for line in sorted(lines, key=lambda line: line.at or FIRST, reverse=True):
        if line.live and asked.counts(line.cell, event.uid):
            latest.setdefault(line.who.uid, line)
    return tuple(latest.values())[:MOST_CLAIMED]
