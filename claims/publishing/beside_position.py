"""What readers may see beside the positions of one event, read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.domain.vocabulary import Answer, Option
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.position import FindingAnswer, Position


@dataclass(frozen=True)
class Beside:
    """``root`` is the whole event: decisions and answers are kept with it."""

    root: Event

    @cached_property
    def events(self) -> Sequence[Event]:
        return self.root.tree()

    @cached_property
    def decisions(self) -> Sequence[Decision]:
        rows = self.root.decisions.standing().exclude(option=Option.LATER)
        return list(rows.select_related("part", "category"))

    @cached_property
    def decided(self) -> Mapping[str, Figure]:
        """The figures that decisions name, by their keys."""
        named = {key for row in self.decisions for key in (*row.figures, row.figure) if key}
        here = Figure.objects.filter(key__in=named, claim__event__in=self.events)
        return {figure.key: figure for figure in here.select_related("claim")} if named else {}

    @cached_property
    def answers(self) -> Sequence[FindingAnswer]:
        """Those that are shown to readers and whose words were kept."""
        shown = FindingAnswer.objects.filter(event=self.root, answer=Answer.SHOWN)
        return list(shown.exclude(fingerprint="").order_by("pk"))

    @cached_property
    def answered(self) -> Mapping[int, Figure]:
        """The figures behind answers."""
        keys = {int(pk) for answer in self.answers for pk in answer.as_answered}
        return Figure.objects.select_related("claim").in_bulk(keys) if keys else {}

    def concerns(self, figure: Figure, position: Position) -> bool:
        """Whether it counts the same measure in the position's part of the event."""
        place = figure.event_id or figure.claim.event_id
        return figure.measure == position.measure and place in self._within(position.event_id)

    def _within(self, event: int) -> frozenset[int]:
        return self._parts.get(event, frozenset({event}))

    @cached_property
    def _parts(self) -> Mapping[int, frozenset[int]]:
        """By each part of the event itself and what it is made of; parents come first."""
        found = {event.pk: {event.pk} for event in self.events}
        for event in reversed(self.events):
            if event.parent_id in found:
                found[event.parent_id] |= found[event.pk]
        return {pk: frozenset(parts) for pk, parts in found.items()}
