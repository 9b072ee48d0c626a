"""With whom the sources of an event stood in other events: offered, and taken over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from claims.actions.desk import Editor, note_difference
from claims.actions.independence_changes import chains_moving, of_events, of_sources
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.domain.vocabulary import Publication
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.party import Member, Party
from claims.models.desk.source import Source
from claims.publishing.event import parties_state
from claims.publishing.registry import published_state
from claims.states.event import EventState

MOST_SUGGESTED = 12


@dataclass(frozen=True)
class Suggestion:
    """A party of another event, with those of its members that speak in this one."""

    party: Party
    sources: tuple[Source, ...]

    def __str__(self) -> str:
        names = ", ".join(source.short_name or source.name for source in self.sources)
        return _(
            "%(party)s: %(names)s (as in %(event)s)",
            party=self.party,
            names=names,
            event=self.party.event,
        )


def suggested_parties(event: Event) -> list[Suggestion]:
    """The newest events first; nobody who is a member of a party here already."""
    tree = event.tree()
    claims = Claim.objects.filter(event__in=tree)
    speaking: set[int | None] = {*claims.values_list("claimant", flat=True)}
    speaking |= {*claims.values_list("evidence__originator", flat=True)}
    speaking |= {*claims.values_list("stances__source", flat=True)}
    voices = Source.objects.filter(pk__in={*filter(None, speaking)})
    speaking |= {*voices.values_list("speaks_for", flat=True)}
    here = event.members.values("source")
    rows = Member.objects.filter(source__in={*filter(None, speaking)}).exclude(event=event)
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


@contextmanager
def parties_moving(event: Event, *, by: Editor, at: datetime) -> Iterator[None]:
    """Around an edit of parties: what they no longer carry is to be looked at again."""
    moving = chains_moving(
        event.root(), lambda: of_events(event), cause=Cause.PARTIES, by=by, at=at
    )
    with moving:
        yield


@contextmanager
def voices_moving(source: Source, *, by: Editor, at: datetime) -> Iterator[None]:
    """The same around an edit of whom a source speaks for, or who knows separately from it."""
    with chains_moving(source, lambda: of_sources(source), cause=Cause.VOICE, by=by, at=at):
        yield


def are_news(event: Event) -> bool:
    """Whether readers know other parties of a whole event, or none yet."""
    shown = published_state(event)
    return not isinstance(shown, EventState) or shown.parties != parties_state(event)


def note_parties(event: Event, *, by: Editor) -> None:
    """After an edit of parties: what is told of independence may differ from what readers see."""
    claims = Claim.objects.filter(event__in=event.tree(), publication=Publication.PUBLISHED)
    for claim in claims.filter(evidence__isnull=False).distinct().order_by("pk"):
        note_difference(claim, by=by)
