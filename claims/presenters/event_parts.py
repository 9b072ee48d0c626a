"""The parts of an event as its page lists them: where, when, how many, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.presenters.counting_context import Node
from claims.presenters.event import Days, days_of
from claims.presenters.names import WITHHELD_EVENT
from claims.presenters.place_map import Place, PlaceMap, place_map
from claims.presenters.position import PublicPosition
from claims.states.event import EventState


@dataclass(frozen=True)
class PartListed:
    """``number`` is its number on the map, 0 where it is not drawn; ``ours`` our figure of it.

    ``ours`` begins with its name, where there is one; ``rest`` says whose figures it rests on.
    """

    number: int
    name: str
    href: str
    place: str
    days: Days | None
    claims: int
    ours: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Whereabouts:
    parts: tuple[PartListed, ...]
    map: PlaceMap | None


def whereabouts(
    nodes: Sequence[Node],
    states: Mapping[str, EventState],
    positions: Iterable[PublicPosition],
    claims: Mapping[str, int],
    days: Days | None = None,
) -> Whereabouts:
    """Numbered in the order of the list; what has no coordinates has no number.

    ``days`` are those of the event: a part says only when it was at another time.
    """
    ours = {p.cell.event: p for p in reversed(list(positions)) if p.cell.is_toll}
    points = [node.key for node in nodes if _point(states.get(node.key))]
    numbers = {key: n for n, key in enumerate(points, start=1)}
    drawn = place_map([_place(numbers[key], states[key]) for key in points])
    listed = (
        _part(node, numbers[node.key] if drawn and node.key in numbers else 0, states, ours, n)
        for node, n in ((node, claims.get(node.key, 0)) for node in nodes)
    )
    return Whereabouts(
        tuple(replace(one, days=None) if one.days == days else one for one in listed), drawn
    )


def _point(state: EventState | None) -> bool:
    return bool(state and state.latitude and state.longitude)


def _place(number: int, state: EventState) -> Place:
    name = state.place.partition(",")[0].strip() or state.title
    return Place(number, name, float(state.latitude), float(state.longitude))


def _part(
    node: Node,
    number: int,
    states: Mapping[str, EventState],
    ours: Mapping[str, PublicPosition],
    claims: int,
) -> PartListed:
    state, position = states.get(node.key), ours.get(node.key)
    return PartListed(
        number=number,
        name=state.title if state else WITHHELD_EVENT,
        href=node.href,
        place=state.place if state else "",
        days=days_of(state) if state else None,
        claims=claims,
        ours=position.ours if position else "",
        rest=position.rest if position else "",
    )
