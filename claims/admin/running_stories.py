"""Stories that run: what readers see of each, what is to be decided, what others did meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Count, Max
from django.urls import reverse

from claims.admin import querysets as c
from claims.admin.fields import called
from claims.admin.published_positions import published_sentences
from claims.admin.story.open_decisions import decisions_in_words, known_counts
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.presenters.counting_context import Node, Tree

QUIET_AFTER = timedelta(days=7)
MOST = 5
MOST_NEWS = 3
MOST_READ = 200


@dataclass(frozen=True)
class News:
    """What somebody else did to one claim."""

    claim: int
    name: str
    who: str
    at: datetime


@dataclass(frozen=True)
class RunningStory:
    """``decisions`` is empty where the story was not planned since the desk last changed."""

    event: Event
    says: str
    decisions: str
    count_at: str
    waiting: int
    news: tuple[News, ...]

    @property
    def sheet(self) -> str:
        return reverse("admin:claims_event_sheet", args=[self.event.pk])

    @property
    def workbench(self) -> str:
        return reverse("admin:claims_event_reconcile", args=[self.event.pk])

    @property
    def publish(self) -> str:
        return reverse("admin:claims_event_several", args=[self.event.pk])


@dataclass(frozen=True)
class Stories:
    running: tuple[RunningStory, ...]
    quiet: int


def stories(user: User, now: datetime, since: datetime | None) -> Stories:
    """In a fixed number of queries; those in which something was saved last stand first."""
    whole = _wholes()
    last: dict[int, datetime] = {}
    saved = Claim.history.filter(history_date__gt=now - QUIET_AFTER).order_by()
    for event, at in saved.values_list("event_id").annotate(Max("history_date")):
        if event in whole:
            last[whole[event]] = max(at, last.get(whole[event], at))
    order = sorted(last, key=lambda pk: (last[pk], pk), reverse=True)[:MOST]
    events = Event.objects.in_bulk(order)
    running = [events[pk] for pk in order]
    says, decisions = published_sentences(running), known_counts(running)
    waiting, news = _waiting(whole), _news(user, since, whole)
    told = tuple(
        RunningStory(
            event=event,
            says=says.get(event.pk, ""),
            decisions=decisions_in_words(decisions[event.pk]) if event.pk in decisions else "",
            count_at=reverse("admin:open_decisions", args=[event.pk]),
            waiting=waiting.get(event.pk, 0),
            news=tuple(news.get(event.pk, ())[:MOST_NEWS]),
        )
        for event in running
    )
    return Stories(told, len(set(whole.values())) - len(told))


def _wholes() -> dict[int, int]:
    """Of each event the whole it is a part of."""
    rows = Event.objects.order_by("pk").values_list("pk", "parent")
    tree = Tree(Node(str(pk), "", str(parent or "")) for pk, parent in rows)
    return {int(key): int(tree.line(key)[0]) for key in tree.nodes}


def _waiting(whole: dict[int, int]) -> dict[int, int]:
    """How many claims of each story readers do not see as they stand."""
    found: dict[int, int] = {}
    rows = Claim.objects.filter(c.DRAFT | c.CHANGED).order_by().values_list("event_id")
    for event, n in rows.annotate(Count("pk")):
        found[whole[event]] = found.get(whole[event], 0) + n
    return found


def _news(user: User, since: datetime | None, whole: dict[int, int]) -> dict[int, list[News]]:
    """Each claim once, the newest first."""
    lines = c.savings_of_others(user, since).select_related("history_user")
    found: dict[int, dict[int, News]] = {}
    for line in lines.order_by("-history_date", "-history_id")[:MOST_READ]:
        if line.event_id in whole:
            by = called(line.history_user) if line.history_user else ""
            news = News(line.id, line.short or line.statement, by, line.history_date)
            found.setdefault(whole[line.event_id], {}).setdefault(line.id, news)
    return {pk: list(own.values()) for pk, own in found.items()}
