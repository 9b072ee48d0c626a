"""What is already on the desk and looks like what is about to be recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from claims.actions.record_figure import Count
from claims.actions.source_names import SourceNames
from claims.domain.messages import gettext as _
from claims.domain.similarity import ALIKE, NAMES_ALIKE, likeness, trigrams
from claims.domain.vocabulary import Lifecycle
from claims.domain.web_address import landmark, may_be_same, publisher_key, same_page_key
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report, Source

M = TypeVar("M", Claim, Report, Source)
P = TypeVar("P", Report, Source)
NEAR = timedelta(days=3)
# The same number makes a likeness of words more telling, another number less.
ALIKE_WITH_FIGURE = 0.35
ALIKE_BUT_FOR_FIGURE = 0.8
MOST_COMPARED = 1000
MOST_SHOWN = 5


@dataclass(frozen=True)
class LookAlike:
    """Something on the desk, and why it may be the same."""

    subject: Claim | Report | Source
    why: str
    likeness: float = 1.0


def like_claims(
    *,
    claimant: Source,
    event: Event,
    statement: str,
    said_at: datetime | None = None,
    count: Count | None = None,
) -> list[LookAlike]:
    """Claims of the same claimant, near in time, in like words or with the same number."""
    if claimant._state.adding or event._state.adding:
        return []
    near = _near(Claim.objects.filter(claimant__in=voices(claimant)), "said_at", said_at)
    near = near.filter(event__in=event.root().tree()).exclude(lifecycle=Lifecycle.MERGED)
    rows = list(near.order_by("-pk").values_list("pk", "statement", "short")[:MOST_COMPARED])
    same, other = _counted([pk for pk, _, _ in rows], count)
    asked = trigrams(statement)
    scored = [(max(likeness(asked, trigrams(s)) for s in said if s), pk) for pk, *said in rows]
    close = [(score, pk) for score, pk in scored if score >= _enough(pk, same, other)]
    return _shown(Claim.objects.select_related("claimant", "event"), close, same)


def _enough(claim: int, same: set[int], other: set[int]) -> float:
    if claim in same:
        return ALIKE_WITH_FIGURE
    return ALIKE_BUT_FOR_FIGURE if claim in other else ALIKE


def voices(source: Source) -> list[Source]:
    """The source, whom it speaks for and who speaks for it: an editor may have named any."""
    joined = Q(speaks_for=source) | Q(voices__whom=source) | Q(spokespeople=source)
    others = Source.objects.filter(joined | Q(voiced_by__source=source)).distinct()
    return [source, *others.order_by("pk")]


def _near(rows: QuerySet[M], column: str, at: datetime | None) -> QuerySet[M]:
    if at is None:
        return rows
    within = {f"{column}__gte": at - NEAR, f"{column}__lte": at + NEAR}
    return rows.filter(Q(**within) | Q(**{column: None}))


def _counted(claims: list[int], count: Count | None) -> tuple[set[int], set[int]]:
    """Claims with the same number, and claims with others only, or of something else."""
    if count is None:
        return set(), set()
    rows = Figure.objects.filter(claim__in=claims)
    number = (count.measure, count.said.low, count.said.high)
    told = list(rows.values_list("claim_id", "measure", "low", "high"))
    same = {claim for claim, *found in told if tuple(found) == number}
    return same, {claim for claim, *_ in told} - same


def _shown(
    rows: QuerySet[M], close: Iterable[tuple[float, int]], counted: Iterable[int] = ()
) -> list[LookAlike]:
    """The likest first."""
    best = {pk: score for score, pk in sorted(close, reverse=True)[:MOST_SHOWN]}
    found = {row.pk: row for row in rows.filter(pk__in=best)}
    return [
        LookAlike(found[pk], _why(score, number=pk in set(counted)), score)
        for pk, score in best.items()
    ]


def _why(score: float, *, number: bool) -> str:
    words = _("in the same words") if score > 0.97 else _("%(share)s alike", share=f"{score:.0%}")
    return _("%(words)s, with the same number", words=words) if number else words


def like_sources(*names: str, on_desk: SourceNames | None = None) -> list[LookAlike]:
    """Sources with a name, short name or alias much like one of these.

    ``on_desk`` knows the event of a claimant: people whom nobody named in another are others.
    """
    asked = [(name, trigrams(name)) for name in names if name]
    scored = []
    for pk, known in (on_desk or SourceNames()).known.items():
        typed = [
            letters for name, letters in asked if on_desk is None or on_desk.may_be(known, name)
        ]
        pairs = (likeness(letters, trigrams(other)) for letters in typed for other in known.names)
        if known.merged_into is None:
            scored.append((max(pairs, default=0.0), pk))
    return _shown(Source.objects.all(), [s for s in scored if s[0] >= NAMES_ALIKE])


def reports_at(address: str) -> list[Report]:
    """Reports of the same page, however its address is spelt; the newest first."""
    key = same_page_key(address)
    if not key:
        return []
    near = _near_address(address)
    return [row for row in near if key in map(same_page_key, (row.url, row.archive_url))]


def _near_address(address: str) -> QuerySet[Report]:
    mark = landmark(address)
    rows = Report.objects.filter(Q(url__icontains=mark) | Q(archive_url__icontains=mark))
    return rows.select_related("publisher").order_by("-pk")[:MOST_COMPARED]


def like_reports(
    *, url: str, title: str, publisher: Source, published_at: datetime | None = None
) -> list[LookAlike]:
    """Reports at the same address; and of the same publisher, near in time, by a like title."""
    same = [LookAlike(report, _("the same address")) for report in reports_at(url)]
    same += [
        LookAlike(row, _("the same address, but for how a reader may have come to it"))
        for row in (_near_address(url) if url else ())
        if may_be_same(row.url, url)
    ]
    same = same[:MOST_SHOWN]
    if not title or publisher._state.adding:
        return same
    near = _near(Report.objects.filter(publisher=publisher), "published_at", published_at)
    rows = near.exclude(pk__in=[s.subject.pk for s in same]).order_by("-pk")
    asked = trigrams(title)
    scored = [
        (likeness(asked, trigrams(t)), pk)
        for pk, t in rows.values_list("pk", "title")[:MOST_COMPARED]
    ]
    close = [s for s in scored if s[0] >= ALIKE]
    return [*same, *_shown(Report.objects.select_related("publisher"), close)][:MOST_SHOWN]


def publisher_of(address: str) -> Source | None:
    """Who publishes at this site or account, by reports on file or the source's own address."""
    key = publisher_key(address)
    if not key:
        return None
    host, _, account = key.partition("/")
    mark = account or max(host.rpartition(".")[0].split("."), key=len)
    rows: list[tuple[Source, str]] = [
        *((r.publisher, r.url) for r in _naming(Report.objects.select_related("publisher"), mark)),
        *((s, s.url) for s in _naming(Source.objects.all(), mark)),
    ]
    found = {publisher.pk: publisher for publisher, url in rows if publisher_key(url) == key}
    return next(iter(found.values())) if len(found) == 1 else None


def _naming(rows: QuerySet[P], mark: str) -> QuerySet[P]:
    return rows.filter(url__icontains=mark).order_by("-pk")[:MOST_COMPARED]
