"""The figures of one event on the desk, read once, and made into a case for the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q

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
from claims.models.desk.party import Member, Party
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.source import Source
from claims.publishing.prefetch import parts

_FIGURES = Prefetch("figures", Figure.objects.order_by("pk"))
_MEMBERS = Prefetch("members", Member.objects.select_related("source"))
_CITATIONS = Prefetch("citations", Citation.objects.order_by("pk"))


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
            for figure in parts(claim, "figures"):
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

    def after_decisions(self) -> Sheet:
        """As it stands once decisions were saved, and with them figures that it holds."""
        return replace(self, decisions=tuple(_decisions(self.root, self.events)))

    def name_what_is_known(self) -> None:
        """What claims and their figures point to is here already: it need not be read for each."""
        events = {event.pk: event for event in self.events}
        categories = {category.pk: category for category in self.categories}
        sources = {source.pk: source for source in self.sources}
        for claim in self.claims:
            claim.claimant, claim.event = sources[claim.claimant_id], events[claim.event_id]
            for figure in parts(claim, "figures"):
                # Of a claim that went to another event the category may be the old one's still.
                figure.category = categories.get(figure.category_id) or figure.category
                if figure.event_id in events:
                    figure.event = events[figure.event_id]

    def _dossier(self, ties: Mapping[int, Ties], more: Sequence[Shape] = ()) -> Shape:
        zone = self.root.time_zone
        claims = [claim_shape(c, ties, self.root, self.keys, zone) for c in self.claims]
        sources = [source_shape(source) for source in self.sources]
        # Who is tried as a claimant need not be one of the event yet: the name is enough.
        known = {source.slug for source in self.sources}
        others = {str(claim["claimant"]) for claim in (*claims, *more)} - known
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
    sheet = Sheet(
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
    sheet.name_what_is_known()
    return sheet


def _claims(which: Q) -> tuple[Claim, ...]:
    """Those that hold figures, with all that tells what a figure is but what the sheet holds."""
    claims = tuple(
        Claim.objects.filter(which, Exists(Figure.objects.filter(claim=OuterRef("pk"))))
        # A report is cited by many claims, and many are of one publisher: each is read once.
        .prefetch_related(_CITATIONS, "citations__report__publisher")
        .prefetch_related(_FIGURES, "figures__credits")
        .order_by("pk")
    )
    read_along(claims, OF_CLAIMS)
    read_along([figure for claim in claims for figure in parts(claim, "figures")], OF_FIGURES)
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
    wanted = {claim.claimant_id for claim in claims}
    while wanted:
        rows = Source.objects.filter(pk__in=wanted).prefetch_related("separations", "voices")
        for source in rows:
            found[source.pk] = source
            wanted |= {source.speaks_for_id} if source.speaks_for_id else set()
            wanted |= {voice.whom_id for voice in parts(source, "voices")}
            wanted |= {apart.other_id for apart in parts(source, "separations")}
        wanted -= found.keys()
    for source in found.values():
        source.speaks_for = found[source.speaks_for_id] if source.speaks_for_id else None
        for voice in parts(source, "voices"):
            voice.whom = found[voice.whom_id]
        for apart in parts(source, "separations"):
            apart.other = found[apart.other_id]
    return [found[pk] for pk in sorted(found)]


def _ties(figure: Figure) -> Ties:
    return Ties(
        supersedes=figure.supersedes_id,
        also=frozenset(other.pk for other in parts(figure, "also_supersedes")),
        repeats=figure.repeats_id,
        derived=tuple((term.sign, term.part_id) for term in parts(figure, "derived_from")),
        same=frozenset(other.pk for other in parts(figure, "same_people_as")),
        treatment=Treatment(figure.treatment),
        note=figure.treatment_note,
    )
