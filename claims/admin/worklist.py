"""What waits for an editor: piles with their counts, each of them a filter of a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db.models import Count, Model, Q
from django.urls import reverse
from django.utils import timezone

from claims.admin import querysets as c
from claims.domain.messages import gettext as _
from claims.models.desk.claim import Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.event import Event
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.second_look import SecondLook
from claims.models.desk.source import Report, Source

STANDING = "publication=published&lifecycle__exact=current"
UNCONFIRMED = f"{STANDING}&status__exact=unconfirmed"


@dataclass(frozen=True)
class Pile:
    """Things that wait for the same reason: the same condition, and as a filter of their list."""

    model: type[Model]
    words: str
    which: Q = field(compare=False)
    query: str
    urgent: bool = False

    @property
    def url(self) -> str:
        return reverse(f"admin:claims_{self.model._meta.model_name}_changelist") + f"?{self.query}"


@dataclass(frozen=True)
class Counted:
    pile: Pile
    count: int


@dataclass(frozen=True)
class Section:
    title: str
    piles: tuple[Counted, ...]

    @property
    def waiting(self) -> list[Counted]:
        return [counted for counted in self.piles if counted.count]

    @property
    def idle(self) -> list[Counted]:
        """What has nothing in it now: folded away, so that what waits is seen at once."""
        return [counted for counted in self.piles if not counted.count]


def sections(user: User, now: datetime, since: datetime | None) -> list[Section]:
    """All piles with their counts: one query for each kind of thing, however many there are."""
    grouped = list(_piles(user, now, since))
    counts = _counts([pile for _, piles in grouped for pile in piles])
    return [
        Section(title, tuple(Counted(pile, counts[pile]) for pile in piles))
        for title, piles in grouped
    ]


def _counts(piles: list[Pile]) -> dict[Pile, int]:
    found: dict[Pile, int] = {}
    for model in dict.fromkeys(pile.model for pile in piles):
        own = [pile for pile in piles if pile.model is model]
        asked = {f"n{i}": Count("pk", filter=pile.which) for i, pile in enumerate(own)}
        answer = model._default_manager.aggregate(**asked)
        found |= {pile: answer[f"n{i}"] for i, pile in enumerate(own)}
    return found


Group = tuple[str, list[Pile]]


def _piles(user: User, now: datetime, since: datetime | None) -> Iterator[Group]:
    mine, due = Q(assignee=user.pk), c.check_due(now)
    yield (
        _("For you"),
        [
            Pile(Claim, _("to check now"), mine & due, "assignee=me&check=due", urgent=True),
            Pile(Claim, _("assigned to you"), mine, "assignee=me"),
            Pile(
                Claim,
                _("changed by others since your last visit"),
                c.moved_by_others(user, since),
                "moved=visit",
            ),
        ],
    )
    yield _("Review due"), _reviews(due, timezone.localdate(now))
    yield _("Answers"), _answers(now)
    yield _("Unconfirmed, as readers see it"), _unconfirmed(now)
    yield (
        _("Publication"),
        [
            Pile(Claim, _("claims changed since publication"), c.CHANGED, "publication=changed"),
            Pile(Event, _("events changed since"), c.CHANGED, "publication=changed"),
            Pile(Position, _("positions changed since"), c.CHANGED, "publication=changed"),
            Pile(Report, _("reports changed since"), c.CHANGED, "publication=changed"),
            Pile(Source, _("sources changed since"), c.CHANGED, "publication=changed"),
            Pile(Claim, _("claims in draft"), c.DRAFT, "publication=draft"),
        ],
    )
    yield _("To complete"), _unfinished()


def _reviews(due: Q, today: date) -> list[Pile]:
    return [
        Pile(
            SecondLook,
            _("to look at again: what they rest on was shaken"),
            c.OPEN,
            "look=open",
            urgent=True,
        ),
        *_newer(),
        *_overdue(today),
        Pile(Claim, _("checks due, whoever follows them"), due, "check=due"),
        Pile(Claim, _("disputed"), c.DISPUTED, f"{STANDING}&status__exact=disputed"),
        Pile(
            Position,
            _("our figures under revision: what they rest on has changed"),
            c.under_revision(),
            "figures=changed",
            urgent=True,
        ),
        *_retracted(),
    ]


def _newer() -> list[Pile]:
    claims = _("decided, with newer evidence not yet weighed")
    ours = _("our figures, with newer figures not yet weighed")
    return [
        Pile(Claim, claims, c.newer_evidence(), "since=newer", urgent=True),
        Pile(Position, ours, c.newer_figures(), "since=newer", urgent=True),
    ]


def _overdue(today: date) -> list[Pile]:
    """Readers are told of each of them."""
    kinds: list[tuple[type[Model], str]] = [
        (Claim, _("claims to be looked at again, and overdue")),
        (Position, _("our figures to be looked at again, and overdue")),
        (Question, _("our answers to be looked at again, and overdue")),
    ]
    return [
        Pile(model, words, c.promised(model, today), "again=overdue", urgent=True)
        for model, words in kinds
    ]


def _retracted() -> list[Pile]:
    kinds: list[tuple[type[Model], str]] = [
        (Claim, _("claims retracted, whose figures or evidence are in use")),
        (Report, _("reports retracted, and still cited")),
        (Source, _("sources retracted, and still named")),
    ]
    return [
        Pile(model, words, c.retracted_in_use(model), "use=retracted", urgent=True)
        for model, words in kinds
    ]


def _answers(now: datetime) -> list[Pile]:
    return [
        Pile(CommentRequest, _("overdue"), c.overdue(now), "answer=overdue", urgent=True),
        Pile(CommentRequest, _("awaited"), c.AWAITED, "answer=awaited"),
        Pile(ErrorReport, _("errors reported by readers"), c.REPORTED, "outcome__exact=open"),
    ]


def _unconfirmed(now: datetime) -> list[Pile]:
    aged = c.UNCONFIRMED & c.older("day", now)
    wide = c.UNCONFIRMED & c.widely_carried()
    return [
        Pile(
            Claim,
            _("carried by %(number)s publishers or more", number=c.WIDELY),
            wide,
            f"{UNCONFIRMED}&carried=widely",
            urgent=True,
        ),
        Pile(Claim, _("said over a day ago"), aged, f"{UNCONFIRMED}&age=day"),
        Pile(Claim, _("in all"), c.UNCONFIRMED, UNCONFIRMED),
    ]


def _unfinished() -> list[Pile]:
    kinds: list[tuple[type[Model], str]] = [
        (Source, _("sources to complete")),
        (Report, _("reports to complete")),
        (Event, _("events to complete")),
    ]
    return [
        *(Pile(model, words, c.STUB, "stub__exact=1") for model, words in kinds),
        Pile(Link, _("links suggested"), c.SUGGESTED, "state__exact=suggested"),
    ]
