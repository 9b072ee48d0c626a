"""What is said beside claims that words found."""

from __future__ import annotations

from collections.abc import Iterable

from rest_framework import serializers

from claims.api.addresses import url
from claims.api.fields import Flag, Text, TextList
from claims.domain.vocabulary import Publication
from claims.lookup.amount_questions import amounts_asked
from claims.lookup.as_of import Shown
from claims.models.record.claim_search import Found
from claims.models.record.question_search import asked_about
from claims.models.record.rows import PublishedPosition, PublishedQuestion
from claims.presenters.counting_context import Cell


class MissingSerializer(serializers.Serializer):
    """A word that nothing on record has."""

    word = Text("As it was asked.", always=True)
    looked_for = TextList("Words on record that are spelt much like it, looked for in its place.")


class SearchSerializer(serializers.Serializer):
    """How the words were answered; null where none were asked for."""

    every_word = Flag(
        "False where no claim answers all of the words: then those that answer the most come first."
    )
    missing = MissingSerializer(many=True, help_text="Words that nothing on record has.")
    positions = TextList("Where this API gives our own figures, where a number was asked for.")
    questions = TextList("Where this API gives the questions of the record that have the words.")


def search(question: str, found: Found, shown: Shown) -> dict[str, object]:
    return {
        "every_word": found.whole,
        "missing": [
            {"word": term.typed, "looked_for": list(found.meant.get(term, ()))}
            for term in found.missing
        ],
        "positions": [url("position", uid) for uid in _positions(question, found, shown)],
        "questions": [url("question", slug) for slug in _questions(found, shown)],
    }


def _positions(question: str, found: Found, shown: Shown) -> Iterable[str]:
    asked = amounts_asked(question, found.every_term, shown)
    events = {row.uid: one for row, (one, _) in asked.items()}
    rows = PublishedPosition.objects.as_of(shown.rows).filter(event__in=events)
    for row in rows.filter(publication=Publication.PUBLISHED).order_by("since"):
        if events[row.event].counts(Cell(row.event, row.category, row.measure), row.event):
            yield row.uid


def _questions(found: Found, shown: Shown) -> list[str]:
    if not found.all_known:
        return []
    rows = PublishedQuestion.objects.as_of(shown.rows)
    best = rows.filter(since__in=asked_about(found.terms, rows, shown.rows))
    return list(best.order_by("-since").values_list("slug", flat=True))
