"""A desk after some busy years: claims by many, carried by more, the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from claims.domain.categories import default_tree, walk
from claims.domain.second_look import Cause
from claims.domain.status import Status
from claims.domain.vocabulary import Publication, SubjectKind
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from claims.models.desk.presence import Visit
from claims.models.desk.second_look import SecondLook
from claims.models.desk.source import Report, Source

M = TypeVar("M", bound=Model)
SEED = 2024
BEGAN = datetime(2024, 8, 26, tzinfo=UTC)
BATCH = 500
SINCE = timedelta(hours=8)


def fill(size: int, log_in: Callable[[User], Client]) -> Client:
    """So many claims with all that hangs on them; returns a client of one of their editors."""
    chance = random.Random(SEED)  # noqa: S311  # the same desk every time is the point
    editors = [User.objects.create_superuser(name) for name in ("amina", "bashir")]
    Visit(who=editors[0], seen_at=timezone.now(), before_at=timezone.now() - SINCE).save()
    sources, reports = _ground(size)
    events = _events(size)
    claims = _claims(size, sources, events, editors, chance)
    _put(Citation, [_cited(c, r) for c in claims for r in chance.sample(reports, 1 + c.pk % 4)])
    _figures(claims, events, chance)
    _put(Link, [_link(chance.sample(claims, 2), n) for n in range(size // 2)])
    _waiting(claims, sources, editors[0])
    return log_in(editors[0])


def _put(model: type[M], rows: list[M]) -> list[M]:
    return model._base_manager.bulk_create(rows, batch_size=BATCH)


def _ground(size: int) -> tuple[list[Source], list[Report]]:
    sources = _put(
        Source,
        [
            Source(slug=f"source-{n}", name=f"Source {n}", kind="media", stub=n % 10 == 0)
            for n in range(max(20, size // 20))
        ],
    )
    dated: dict[str, Any] = {"published_at": BEGAN, "published_precision": "day"}
    made = [
        Report(
            slug=f"report-{n}", title=f"Report {n}", publisher=sources[n % len(sources)], **dated
        )
        for n in range(size)
    ]
    return sources, _put(Report, made)


def _events(size: int) -> list[Event]:
    events = _put(
        Event,
        [
            Event(slug=f"event-{n}", title=f"Event {n}", starts_on=BEGAN.date())
            for n in range(max(5, size // 50))
        ],
    )
    nodes = [node for node, _ in walk(default_tree())]
    _put(
        Category,
        [
            Category(event=event, slug=node["slug"], name=node["name"])
            for event in events
            for node in nodes
        ],
    )
    return events


def _claims(
    size: int,
    sources: list[Source],
    events: list[Event],
    editors: list[User],
    chance: random.Random,
) -> list[Claim]:
    made = [
        Claim(
            slug=f"claim-{n}",
            statement=f"Something happened, number {n}.",
            claimant=chance.choice(sources),
            event=events[n % len(events)],
            status=chance.choice(list(Status)),
            publication=chance.choice([Publication.DRAFT, *[Publication.PUBLISHED] * 3]),
            changed=n % 7 == 0,
            said_at=BEGAN + timedelta(minutes=n),
            said_precision="minute",
            assignee=editors[n % 2] if n % 10 == 0 else None,
            next_check_at=BEGAN + timedelta(days=n) if n % 10 == 0 else None,
            next_check_precision="day" if n % 10 == 0 else "",
            version=1,
        )
        for n in range(size)
    ]
    claims = _put(Claim, made)
    Claim.history.bulk_history_create(claims, batch_size=BATCH, default_user=editors[1])
    return claims


def _cited(claim: Claim, report: Report) -> Citation:
    return Citation(claim=claim, report=report, quote=f"It was said of {claim.pk}.")


def _figures(claims: list[Claim], events: list[Event], chance: random.Random) -> None:
    whole = {row.event_id: row for row in Category.objects.filter(slug="all")}
    _put(
        Figure,
        [
            Figure(
                claim=claim,
                key=f"figure-{claim.pk}",
                measure="killed",
                category=whole[claim.event_id],
                qualifier="plain",
                value=n,
                low=n,
                high=n,
            )
            for n, claim in enumerate(claims)
        ],
    )
    _put(
        Position,
        [
            Position(event=e, category=whole[e.pk], measure="killed", low=chance.randrange(90))
            for e in events
        ],
    )


def _link(ends: list[Claim], n: int) -> Link:
    state = "suggested" if n % 20 == 0 else "confirmed"
    return Link(from_claim=ends[0], to_claim=ends[1], relation="repeats", state=state)


def _waiting(claims: list[Claim], sources: list[Source], editor: User) -> None:
    """One claim in ten was asked about, one in twenty shaken."""
    asked: dict[str, Any] = {"asked_precision": "minute", "channel": "email", "asked_by": editor}
    _put(
        CommentRequest,
        [
            CommentRequest(
                claim=claim,
                whom=sources[0],
                asked_at=BEGAN,
                deadline_at=BEGAN + timedelta(days=1),
                deadline_precision="day",
                **asked,
            )
            for claim in claims[::10]
        ],
    )
    _put(
        SecondLook,
        [
            SecondLook(
                claim=claim,
                cause=Cause.REFUTED,
                about_kind=SubjectKind.CLAIM,
                about_uid=claims[0].uid,
                about_name=str(claims[0]),
                why="It is evidence here.",
                raised_at=BEGAN,
            )
            for claim in claims[::20]
        ],
    )
