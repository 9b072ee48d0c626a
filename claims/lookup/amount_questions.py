"""Which number a question asks for: of which event, of whom, and what befell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.measures import MEASURES
from claims.domain.search import Term
from claims.domain.search.amount import asks_how_many, measures_asked, named_most, names_it
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.counting import Counting, countings
from claims.models.record.event_tree import with_those_above
from claims.models.record.rows import PublishedEvent
from claims.presenters.counting_context import HEADLINE, Cell, CountingContext, Node, Tree

MOST_EVENTS = 3


@dataclass(frozen=True)
class AmountAsked:
    """``categories`` are those that were named, if any; ``left`` the terms that name nothing."""

    measures: frozenset[str]
    categories: frozenset[str]
    left: tuple[Term, ...]
    context: CountingContext

    @classmethod
    def of(
        cls, terms: Sequence[Term], context: CountingContext, of_event: Iterable[Term]
    ) -> AmountAsked | None:
        """None where it does not say what is counted."""
        measures = measures_asked(terms, context.measures)
        if not measures:
            return None
        by_measure = {
            term
            for term in terms
            for slug in measures
            if names_it(term, context.measures.of(slug).name) or names_it(term, slug)
        }
        rest = [term for term in terms if term not in by_measure | set(of_event)]
        nodes = context.categories.nodes
        names = [(key, name) for key in nodes for name in (nodes[key].name, context.phrase(key))]
        categories = named_most(rest, names)
        whom = [name for key, name in names if key in categories]
        left = tuple(t for t in rest if not any(names_it(t, name) for name in whom))
        return cls(measures, categories, left, context)

    def counts(self, cell: Cell, event: str) -> bool:
        """Whether that is what was asked: everyone, where nobody was named."""
        whom = self.categories or HEADLINE
        same = self.context.measures.same(cell.measure) in self.measures
        return cell.event == event and same and cell.category in whom


def _named_by(terms: Sequence[Term], shown: Shown) -> Mapping[str, list[Term]]:
    """By uid the events that are called by some of the terms, and by which."""
    found: dict[str, list[Term]] = {}
    for term in terms:
        rows = PublishedEvent.objects.as_of(shown.rows).called([term])
        for uid in rows.exclude(publication=Publication.WITHHELD).values_list("uid", flat=True):
            found.setdefault(uid, []).append(term)
    return found


def _best_named(named: Mapping[str, Sequence[Term]], shown: Shown) -> list[PublishedEvent]:
    """Those that the most terms name; wholes instead of their parts."""
    most = max(map(len, named.values()))
    rows = PublishedEvent.objects.as_of(shown.rows)
    best = list(rows.filter(uid__in=[uid for uid, by in named.items() if len(by) == most]))
    above = {row.uid: row.parent for row in with_those_above({r.uid for r in best}, shown.rows)}
    tree = Tree(Node(uid, "", parent) for uid, parent in above.items())
    uids = {row.uid for row in best}
    topmost = [row for row in best if not uids & set(tree.line(row.uid)[:-1])]
    return sorted(topmost, key=lambda row: -row.since)[:MOST_EVENTS]


def amounts_asked(
    question: str,
    terms: Sequence[Term],
    shown: Shown,
    *,
    otherwise: Callable[[], Sequence[PublishedEvent]] = list,
) -> dict[PublishedEvent, tuple[AmountAsked, Counting]]:
    """For each event what is to be counted there; nothing where it is no such question.

    Without the name of an event, ``otherwise`` gives those that are meant; with the name of a place
    that none is at, nothing is.
    """
    how_many = asks_how_many(question)
    if any(term.word.isdigit() for term in terms):
        return {}
    if not (how_many or measures_asked(terms, MEASURES)):
        return {}
    named = _named_by([t for t in terms if not measures_asked([t], MEASURES)], shown)
    rows = _best_named(named, shown) if named else otherwise() if how_many else ()
    counting = countings({row.uid for row in rows}, shown)
    return {
        row: (one, counting[row.uid])
        for row in rows[:MOST_EVENTS]
        if (one := AmountAsked.of(terms, counting[row.uid].context, named.get(row.uid, ())))
        if not one.left or (how_many and row.uid in named)
    }
