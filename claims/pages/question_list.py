"""All questions: those nobody looked into first, those we settled last; each under its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase

from claims.domain import search
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import AnswerStanding, Publication, SubjectKind
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.names import look_up
from claims.lookup.paging import address
from claims.lookup.search_query import asked
from claims.lookup.states import states
from claims.lookup.taken_back import withheld_of
from claims.models.record.question_search import asked_about
from claims.models.record.rows import PublishedEvent, PublishedQuestion
from claims.pages import rendering, sharing
from claims.presenters.names import EventName
from claims.presenters.question import our_answer
from claims.states.question import QuestionState

A_PAGE = 50
DEPENDS_ON = (SubjectKind.QUESTION, SubjectKind.EVENT, SubjectKind.CLAIM)
ORDER = ("far", "about", "event", "since")
SECTIONS = (_("Open"), _("Looked into, not settled"), _("Settled"))
"""By how far we are with a question."""
LOOKED_INTO = 1
FAR = {"": 0, AnswerStanding.ESTABLISHED: 2}
"""How far, by where our answer stands: an answer that is not established leaves it unsettled."""


@dataclass(frozen=True)
class QuestionListed:
    """``ours`` is our answer with its standing; empty while the question is open."""

    text: str
    href: str
    ours: str
    retracted: bool


@dataclass(frozen=True)
class Asked:
    """The questions of one event, or of one part of it."""

    event: EventName
    questions: tuple[QuestionListed, ...]


@dataclass(frozen=True)
class Section:
    label: str
    events: tuple[Asked, ...]


@record_page("as_of", "after", "q")
def question_list(request: PageRequest) -> HttpResponseBase:
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    question = asked(request.GET)
    rows = _rows(request.GET.get("after", ""), search.terms(question), shown)
    on_page = rows[:A_PAGE]
    shown = with_later(shown, [row.since for row in on_page])
    context = {
        "sections": _sections(on_page, shown),
        "more": _more(request, on_page[-1]) if len(rows) > A_PAGE else "",
        "taken_back": withheld_of(PublishedQuestion, request.GET, "after", shown),
        "q": question,
        "all": request.path + shown.query,
        "use": sharing.of_list(
            _("Questions with “%(words)s”", words=question) if question else _("Questions"),
            request,
            shown,
            DEPENDS_ON,
        ),
    }
    return rendering.answer(
        "claims/question_list.html", context, shown=shown, path=request.path, section="questions"
    )


def _more(request: PageRequest, last: PublishedQuestion) -> str:
    return address(request.path, request.GET, after=str(last.since))


def _rows(after: str, terms: Sequence[search.Term], shown: Shown) -> list[PublishedQuestion]:
    """In their order, one more than fits; what is no key of ours starts at the top."""
    rows = PublishedQuestion.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    if terms:
        rows = rows.filter(since__in=asked_about(terms, rows, shown.rows))
    placed = _placed(rows, shown)
    if after.isascii() and after.isdigit() and len(after) < 19:
        last = _placed(PublishedQuestion.objects.filter(since=int(after)), shown).first()
        placed = placed.filter(_follows(last)) if last else placed
    return list(placed.order_by(*ORDER)[: A_PAGE + 1])


def _placed(rows: QuerySet[PublishedQuestion], shown: Shown) -> QuerySet[PublishedQuestion]:
    """With what the list is ordered by: how far we are, and the title of the event."""
    events = PublishedEvent.objects.as_of(shown.rows).filter(uid=OuterRef("event"))
    steps = (When(standing=standing, then=Value(far)) for standing, far in FAR.items())
    far = Case(*steps, default=Value(LOOKED_INTO), output_field=IntegerField())
    title = Coalesce(Subquery(events.values("title")[:1]), Value(""))
    return rows.annotate(far=far, about=title)


def _follows(last: PublishedQuestion) -> Q:
    """Whatever comes after a question in the order of the list."""
    found, same = Q(), Q()
    for name in ORDER:
        found |= same & Q(**{f"{name}__gt": getattr(last, name)})
        same &= Q(**{name: getattr(last, name)})
    return found


def _sections(rows: Sequence[PublishedQuestion], shown: Shown) -> list[Section]:
    known = states([row.since for row in rows], kind=QuestionState) if rows else {}
    told = [(row, known[row.since]) for row in rows if row.since in known]
    names = look_up(shown, events={row.event for row, _ in told})
    return [
        Section(
            SECTIONS[far],
            tuple(
                Asked(names.event(event), tuple(listed(*one, shown) for one in pairs))
                for event, pairs in groupby(group, key=lambda pair: pair[0].event)
            ),
        )
        for far, group in groupby(told, key=lambda pair: FAR.get(pair[0].standing, LOOKED_INTO))
    ]


def listed(row: PublishedQuestion, state: QuestionState, shown: Shown) -> QuestionListed:
    return QuestionListed(
        text=state.text,
        href=row.get_absolute_url() + shown.query,
        ours=our_answer(state) if state.standing else "",
        retracted=state.retracted is not None,
    )
