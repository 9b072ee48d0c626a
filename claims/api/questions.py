"""Questions that events leave open: who answers what, and what we hold."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict

from claims.api import parameters
from claims.api.fields import Values, every
from claims.api.names import Known
from claims.api.parameters import Parameter
from claims.api.rows import Read, read
from claims.api.serializers.question import QuestionSerializer
from claims.api.views import DetailFace, ListFace
from claims.domain.search import terms
from claims.domain.vocabulary import ANSWER_STANDING_LABELS
from claims.filters import events_within
from claims.lookup.as_of import Shown
from claims.lookup.names import zone_of
from claims.models.record.question_search import asked_about
from claims.models.record.rows import PublishedQuestion
from claims.models.record.withheld import and_withheld, withheld_from
from claims.presenters.question import claims_in, held_words
from claims.states.question import QuestionState

OPEN = "open"
STANDING = Parameter(
    "standing",
    "Where our answer stands; open: we have not answered.",
    {"type": "string", "enum": [*map(str, ANSWER_STANDING_LABELS), OPEN]},
)


class Questions(ListFace[PublishedQuestion]):
    """What events leave open that is no number, newest first."""

    title = "Questions"
    shape = QuestionSerializer
    lean = ("uid", "slug", "url", "page", "entry", "publication", "event", "text", "standing")
    parameters = (parameters.EVENT, STANDING, parameters.Q)

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[PublishedQuestion]:
        found = PublishedQuestion.objects.as_of(shown.rows)
        if standing := query.get("standing", ""):
            found = found.filter(standing="" if standing == OPEN else standing)
        if words := terms(query.get("q", "")):
            found = found.filter(since__in=asked_about(words, found, shown.rows))
        slug = query.get("event", "")
        within = events_within(slug, shown.rows) if slug else None
        if within is not None:
            found = found.filter(event__in=within)
        return and_withheld(found, withheld_from(PublishedQuestion, shown.rows, events=within))

    def told(self, rows: list[PublishedQuestion], shown: Shown) -> list[Values]:
        return told(read(rows, kind=QuestionState), shown)


class Question(DetailFace[PublishedQuestion]):
    """One question, with its rival answers and our own."""

    title = "Questions"
    shape = QuestionSerializer
    model = PublishedQuestion
    kind = "question"

    def zone(self, row: PublishedQuestion) -> str:
        return zone_of(row.event)

    def told(self, row: PublishedQuestion, shown: Shown) -> Values:
        (only,) = told(read([row], kind=QuestionState), shown)
        return only


def told(found: Read[PublishedQuestion, QuestionState], shown: Shown) -> list[Values]:
    known = Known(
        shown,
        events={state.event for state in found.states},
        claims=claims_in(found.states),
    )
    shaped = [
        {
            **found.common(row, "question"),
            "our_answer": held_words(state) if (state := found.state(row)) else None,
            "zone": known.zone(row.event),
        }
        for row in found.rows
    ]
    return every(QuestionSerializer, shaped, known=known)
