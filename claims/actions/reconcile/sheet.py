"""The figures of one event on the desk, read once, and made into a case for the engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Prefetch, Q

from claims.actions.reconcile.engine_input import (
    Shape,
    answer_shape,
    category_shape,
    claim_shape,
    decision_shape,
    event_shape,
    measure_shape,
    party_shape,
    position_shape,
    source_shape,
    tree_of,
)
from claims.actions.reconcile.prefetch import OF_CLAIMS, OF_FIGURES, read_along
from claims.domain import reconciliation
from claims.domain.figure_treatment import Ties
from claims.domain.measures import Measures
from claims.domain.messages import gettext as _
from claims.domain.reconciliation import Case, Cell
from claims.domain.vocabulary import Treatment
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Category, Event, Measure
from claims.models.desk.figure import Figure
from claims.models.desk.party import Member, Party, Voice
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.source import Separation, Source

_FIGURES = Figure.objects.select_related("category", "event", "credits").order_by("pk")
_SEPARATIONS = Prefetch("separations", Separation.objects.select_related("other"))
_VOICES = Prefetch("voices", Voice.objects.select_related("whom"))
_MEMBERS = Prefetch("members", Member.objects.select_related("source"))
_CITATIONS = Citation.objects.select_related("report__publisher").order_by("pk")


@dataclass(frozen=True)
class Sheet:
    """Everything said in numbers about a root event and its parts."""

    root: Event
    events: tuple[Event, ...]
    categories: tuple[Category, ...]
    measures: tuple[Measure, ...]
    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    decisions: tuple[Decision, ...]
    positions: tuple[Position, ...]
    answers: tuple[FindingAnswer, ...]

    @cached_property
    def counted(self) -> Measures:
        """The usual measures and the event's own."""
        return Measures(row.counted for row in self.measures)

    @cached_property
    def figures(self) -> Mapping[int, Figure]:
        found = {}
        for claim in self.claims:
            for figure in claim.figures.all():
                figure.claim = claim
                found[figure.pk] = figure
        return found

    @cached_property
    def by_key(self) -> Mapping[str, Figure]:
        return {figure.key: figure for figure in self.figures.values()}

    @cached_property
    def ties(self) -> Mapping[int, Ties]:
        return {pk: _ties(figure) for pk, figure in self.figures.items()}

    @property
    def names(self) -> Mapping[int, str]:
        """Every figure a tie may name, those of other events included, as refusals call it."""
        return _Names(self.figures)

    def case(self, ties: Mapping[int, Ties] | None = None, more: Sequence[Shape] = ()) -> Case:
        """What the engine works on, every measure of it.

        ``ties`` are tried and not kept, and so are ``more`` claims in the shape of a dossier.
        """
        return self.stored if ties is None else reconciliation.read(self._dossier(ties, more))

    @cached_property
    def stored(self) -> Case:
        return reconciliation.read(self._dossier(self.ties))

    def cell(self, event: Event, category: Category, measure: str) -> Cell:
        return Cell(event.slug, category.slug, self.stored.measures.same(measure))

    def after(self, saved: Collection[int]) -> Sheet:
        """As it stands once some of its claims, by their keys, and decisions were saved."""
        fresh = {claim.pk: claim for claim in _claims(Q(pk__in=saved))} if saved else {}
        return replace(
            self,
            claims=tuple(fresh.get(claim.pk, claim) for claim in self.claims),
            decisions=tuple(_decisions(self.root, self.events)),
        )

    def _dossier(self, ties: Mapping[int, Ties], more: Sequence[Shape] = ()) -> Shape:
        zone = self.root.time_zone
        claims = [claim_shape(c, ties, self.root, self.keys, zone) for c in self.claims]
        sources = [source_shape(source) for source in self.sources]
        # Who is tried as a claimant need not be one of the event yet: the name is enough.
        known = {source.slug for source in self.sources}
        others = {claim["claimant"] for claim in (*claims, *more)} - known
        return {
            "event": tree_of(self.events, self.root, event_shape),
            "categories": category_shape(self.categories),
            "measures": [measure_shape(measure) for measure in self.measures],
            "parties": [party_shape(party) for party in self.parties],
            "sources": [*sources, *sorted(others)],
            "positions": [position_shape(position, self.keys) for position in self.positions],
            "decisions": [decision_shape(decision) for decision in self.decisions],
            "answers": [answer_shape(one) for one in self.answers if self._holds(one)],
            "claims": [*claims, *more],
        }

    def _holds(self, answer: FindingAnswer) -> bool:
        """Whether the figures behind an answer still stand as they did when it was given."""
        then = answer.as_answered
        return all(
            str(figure.pk) not in then or figure.as_it_stands() == then[str(figure.pk)]
            for name in answer.figures
            if (figure := self.by_key.get(name.rpartition("/")[2]))
        )

    @cached_property
    def uids(self) -> frozenset[str]:
        return frozenset(claim.uid for claim in self.claims)

    @cached_property
    def keys(self) -> Mapping[int, str]:
        return {pk: figure.key for pk, figure in self.figures.items()}


class _Names(dict[int, str]):
    def __init__(self, figures: Mapping[int, Figure]) -> None:
        super().__init__({pk: f"“{figure.key}”" for pk, figure in figures.items()})

    def __missing__(self, pk: int) -> str:
        return _("a figure of another event")


def sheet_of(event: Event) -> Sheet:
    """Read it in a fixed number of queries, however many claims there are."""
    root = event.root()
    events = tuple(root.tree())
    claims = _claims(Q(event__in=events))
    categories = tuple(root.categories.order_by("position", "pk"))
    measures = tuple(root.measures.order_by("position", "pk"))
    parties = tuple(root.parties.prefetch_related(_MEMBERS).order_by("position", "pk"))
    sources = tuple(_sources(claims))
    decisions = tuple(_decisions(root, events))
    positions = tuple(
        Position.objects.filter(event__in=events)
        .select_related("event", "category")
        .prefetch_related("uses", "readings")
        .order_by("pk")
    )
    return Sheet(
        root=root,
        events=events,
        categories=categories,
        measures=measures,
        parties=parties,
        claims=claims,
        sources=sources,
        decisions=decisions,
        positions=positions,
        answers=tuple(root.answers.order_by("pk")),
    )


def _claims(which: Q) -> tuple[Claim, ...]:
    """Those that hold figures, with all that tells what a figure is."""
    claims = tuple(
        Claim.objects.filter(which, figures__isnull=False)
        .distinct()
        .select_related("claimant", "event")
        .prefetch_related(Prefetch("citations", _CITATIONS), Prefetch("figures", _FIGURES))
        .order_by("pk")
    )
    read_along(claims, OF_CLAIMS)
    read_along([figure for claim in claims for figure in claim.figures.all()], OF_FIGURES)
    return claims


def _decisions(root: Event, events: Sequence[Event]) -> Iterator[Decision]:
    """What stands, less what is about a part that has left."""
    here = {event.pk for event in events}
    for row in root.decisions.standing().select_related("part", "category"):
        if row.part_id is None or row.part_id in here:
            yield row


def _sources(claims: Sequence[Claim]) -> Iterable[Source]:
    """The claimants, whom they speak for, and whom they were set apart from."""
    found: dict[int, Source] = {}
    claimants = [claim.claimant for claim in claims]
    wanted = {pk for one in claimants for pk in (one.pk, one.speaks_for_id) if pk}
    while wanted:
        rows = Source.objects.filter(pk__in=wanted).select_related("speaks_for")
        for source in rows.prefetch_related(_SEPARATIONS, _VOICES):
            found[source.pk] = source
            wanted |= {source.speaks_for_id} if source.speaks_for_id else set()
            wanted |= {voice.whom_id for voice in source.voices.all()}
            wanted |= {apart.other_id for apart in source.separations.all()}
        wanted -= found.keys()
    return [found[pk] for pk in sorted(found)]


def _ties(figure: Figure) -> Ties:
    derived = sorted(figure.derived_from.all(), key=lambda term: term.pk)
    return Ties(
        supersedes=figure.supersedes_id,
        also=frozenset(other.pk for other in figure.also_supersedes.all()),
        repeats=figure.repeats_id,
        derived=tuple((term.sign, term.part_id) for term in derived),
        same=frozenset(other.pk for other in figure.same_people_as.all()),
        treatment=Treatment(figure.treatment),
        note=figure.treatment_note,
    )
