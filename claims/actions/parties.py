"""With whom the sources of an event stood in other events: offered, and taken over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from claims.actions.desk import Editor, note_difference
from claims.actions.second_look import parties_moved
from claims.actions.status import missing_for
from claims.domain.status import Status
from claims.domain.vocabulary import Publication
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.party import Member, Party
from claims.models.desk.source import Source
from claims.publishing.event import parties_state
from claims.publishing.registry import published_state
from claims.states.event import EventState

MOST_SUGGESTED = 12
# Statuses that rest on who knows independently of whom.
RESTING = (Status.PARTLY_CONFIRMED, Status.CONFIRMED, Status.DISPUTED, Status.REFUTED)


@dataclass(frozen=True)
class Suggestion:
    """A party of another event, with those of its members that speak in this one."""

    party: Party
    sources: tuple[Source, ...]

    def __str__(self) -> str:
        names = ", ".join(source.short_name or source.name for source in self.sources)
        return f"{self.party}: {names} (as in {self.party.event})"


def suggested_parties(event: Event) -> list[Suggestion]:
    """The newest events first; nobody who is a member of a party here already."""
    tree = event.tree()
    claims = Claim.objects.filter(event__in=tree)
    speaking = {*claims.values_list("claimant", flat=True)}
    speaking |= {*claims.values_list("evidence__originator", flat=True)}
    speaking |= {*claims.values_list("stances__source", flat=True)}
    voices = Source.objects.filter(pk__in=speaking - {None})
    speaking |= {*voices.values_list("speaks_for", flat=True)}
    here = event.members.values("source")
    rows = Member.objects.filter(source__in=speaking - {None}).exclude(event=event)
    found: dict[Party, list[Source]] = {}
    for row in (
        rows.exclude(source__in=here)
        .select_related("party__event", "source")
        .order_by("-event", "party__position", "pk")
    ):
        found.setdefault(row.party, []).append(row.source)
    listed = list(found.items())[:MOST_SUGGESTED]
    return [Suggestion(party, tuple(dict.fromkeys(sources))) for party, sources in listed]


def take_over(event: Event, suggestions: list[Suggestion], *, by: Editor) -> None:
    """Make the parties that are not here yet, and their members; nobody twice."""
    members = set(event.members.values_list("source", flat=True))
    for one in suggestions:
        party = event.parties.filter(slug=one.party.slug).first()
        if party is None:
            party = Party(
                event=event,
                slug=one.party.slug,
                name=one.party.name,
                position=event.parties.count(),
            )
            party.save(by=by)
        for source in one.sources:
            if source.pk not in members:
                Member(event=event, party=party, source=source).save(by=by)
                members.add(source.pk)


def no_longer_held(event: Event) -> list[tuple[Claim, list[str]]]:
    """Claims of a whole event whose status lacks what it needs, with the parties as they are."""
    claims = Claim.objects.filter(event__in=event.root().tree(), status__in=RESTING)
    found = []
    for claim in claims.select_related("claimant", "event__parent").order_by("pk"):
        last = claim.decisions.order_by("-n").first()
        named = list(last.evidence.all()) if last else []
        reason = last.reason if last else ""
        lacking = missing_for(claim, to=Status(claim.status), reason=reason, evidence=named)
        found += [(claim, lacking)] if lacking else []
    return found


@contextmanager
def parties_moving(event: Event, *, by: Editor, at: datetime) -> Iterator[None]:
    """Around an edit of parties: statuses that they no longer carry are to be looked at again."""
    lacked = dict(no_longer_held(event))
    yield
    lacking = dict(no_longer_held(event))
    parties_moved(event.root(), lacked=lacked, lacking=lacking, by=by, at=at)


def are_news(event: Event) -> bool:
    """Whether readers know other parties of a whole event, or none yet."""
    shown = published_state(event)
    return not isinstance(shown, EventState) or shown.parties != parties_state(event)


def note_parties(event: Event, *, by: Editor) -> None:
    """After an edit of parties: what is told of independence may differ from what readers see."""
    claims = Claim.objects.filter(event__in=event.tree(), publication=Publication.PUBLISHED)
    for claim in claims.filter(evidence__isnull=False).distinct().order_by("pk"):
        note_difference(claim, by=by)
