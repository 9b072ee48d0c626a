"""What is said above the claims that words found: what was looked for, and what else answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from claims.lookup.as_of import Shown
from claims.lookup.paging import address
from claims.lookup.states import states
from claims.models.record.claim_search import Found
from claims.models.record.question_search import asked_about
from claims.models.record.rows import PublishedQuestion
from claims.pages.question_list import QuestionListed, listed
from claims.states.question import QuestionState

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
