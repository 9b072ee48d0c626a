"""Figures, and what refers to them: written once all claims stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from claims.domain.moments import Moment
from claims.domain.vocabulary import NumberChange
from claims.dossier.canonical_form import bounds_of
from claims.dossier.external_refs import Outside
from claims.dossier.question_positions import on_figures
from claims.dossier.structure import Object, as_list
from claims.dossier.write import Desk
from claims.dossier.write_claims import Pairs
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.link import Link
from claims.models.desk.position import (
    FindingAnswer,
    LeftOut,
    Position,
    PositionReading,
    snapshot,
)
from claims.states.encoding import dump
from claims.states.figure import FigureState, ReadingState
from claims.states.link import LinkState
from claims.states.position import HeldState, PositionState

Named = dict[str, Figure]
"""Figures by the names this dossier gives them."""


def write_figures(desk: Desk, pairs: Pairs, outside: Outside) -> Named:
    stated = [(claim, f) for claim, whole in pairs for f in whole.get("figures", [])]
    shapes = [shape for _, shape in stated]
    made = [_figure(desk, claim, shape) for claim, shape in stated]
    named = _older(desk, outside) | {row.key: row for row in made}
    older = [as_list(shape.get("supersedes")) for shape in shapes]
    later = {
        "supersedes": [named[names[0]] if names else None for names in older],
        "repeats": [named.get(shape.get("repeats", "")) for shape in shapes],
    }
    desk.rows.put(made, later=later)
    rows = list(zip(made, shapes, strict=True))
    others = [(row, {"also_supersedes": names[1:]}) for row, names in zip(made, older, strict=True)]
    _join(desk, others, "also_supersedes", named, ends=("from_figure", "to_figure"))
    for key in ("same_people_as", "built_on"):
        _join(desk, rows, key, named, ends=("from_figure", "to_figure"))
    _parts(desk, rows, named)
    return named


def _older(desk: Desk, outside: Outside) -> Named:
    """Figures that were here before: of other dossiers, and of this one's older claims."""
    others = Figure.objects.select_related("claim").in_bulk(outside.figures.values())
    older = Figure.objects.filter(claim__event__in=desk.events.values()).select_related("claim")
    return {name: others[pk] for name, pk in outside.figures.items()} | {f.key: f for f in older}


def _figure(desk: Desk, claim: Claim, shape: Object) -> Figure:
    low, high = bounds_of(shape)
    bounded = {**shape, "low": low, "high": high}
    return Figure(claim=claim, **desk.columns(FigureState, bounded))


def _join(
    desk: Desk,
    rows: Sequence[tuple[Model, Object]],
    key: str,
    named: Named,
    *,
    ends: tuple[str, str],
) -> None:
    """Fill the table behind a field that holds several figures."""
    if not rows:
        return
    through = getattr(type(rows[0][0]), key).through
    one, other = ends
    desk.rows.put(
        [
            through(**{one: row, other: named[name]})
            for row, shape in rows
            for name in shape.get(key, [])
        ]
    )


def _parts(desk: Desk, rows: list[tuple[Figure, Object]], named: Named) -> None:
    terms = [(row, term) for row, shape in rows for term in shape.get("derived_from", [])]
    desk.rows.put(
        [
            FigurePart(
                whole=row,
                part=named[term["figure"]],
                sign=term.get("sign", "+"),
            )
            for row, term in terms
        ]
    )
    readings = [(row, reading) for row, shape in rows for reading in shape.get("readings", [])]
    desk.rows.put(
        [
            FigureReading(figure=row, **desk.columns(ReadingState, reading))
            for row, reading in readings
        ]
    )


def write_links(desk: Desk) -> None:
    new = [
        shape
        for shape in desk.dossier.get("links", [])
        if desk.is_new("link", shape["from"], shape["relation"], shape["to"])
    ]
    desk.rows.put(
        [
            Link(
                state=shape.get("state", "confirmed"),
                **desk.columns(LinkState, shape),
            )
            for shape in new
        ]
    )


def write_positions(desk: Desk, named: Named) -> list[Position]:
    new = [
        shape
        for shape in on_figures(desk.dossier.get("positions", []))
        if desk.is_new("position", shape["event"], shape["category"], shape["measure"])
    ]
    made = desk.rows.put([_position(desk, shape, named) for shape in new])
    rows = list(zip(made, new, strict=True))
    _join(desk, rows, "uses", named, ends=("position", "figure"))
    desk.rows.put(
        [
            LeftOut(position=row, figure=named[out["figure"]], reason=out["reason"])
            for row, shape in rows
            for out in shape.get("leaves_out", [])
        ]
    )
    desk.rows.put(
        [
            PositionReading(position=row, figure=named[one["figure"]], reading=one["reading"])
            for row, shape in rows
            for one in shape.get("readings", [])
        ]
    )
    return made


def _as_stated(shape: Object, named: Named) -> dict[str, dict[str, object]]:
    keys = [*shape.get("uses", []), *(out["figure"] for out in shape.get("leaves_out", []))]
    return snapshot(named[key] for key in keys)


def _position(desk: Desk, shape: Object, named: Named) -> Position:
    return Position(
        as_stated=_as_stated(shape, named),
        held_before=[dump(_held(desk, one)) for one in shape.get("held", [])],
        **desk.columns(PositionState, shape),
    )


def _held(desk: Desk, shape: Object) -> HeldState:
    """What the position was before; what that touched is not told by a file."""
    return HeldState(
        established=shape.get("established", True),
        **{name: shape.get(name) for name in ("low", "best", "high")},
        until=Moment.parse(shape["until"], desk.zone),
        change=NumberChange(shape["change"]),
        why=shape.get("why", ""),
        touches=(),
    )


def write_answers(desk: Desk) -> list[FindingAnswer]:
    """Without the words that they answer."""
    root = desk.events[desk.dossier["event"]["slug"]]
    return desk.rows.put(
        [
            FindingAnswer(
                event=root,
                kind=shape["finding"]["kind"],
                figures=shape["finding"]["figures"],
                by=desk.rows.by,
                answer=shape["answer"],
                reason=shape["reason"],
                **desk.moment("answered", shape, "at"),
            )
            for shape in _new(desk, "answer", "answers")
        ]
    )


def write_decisions(desk: Desk) -> None:
    """As they were taken: how they treat figures stands with the figures."""
    root = desk.events[desk.dossier["event"]["slug"]]
    desk.rows.put(
        [
            Decision(
                event=root,
                **_about(desk, shape["about"]),
                option=shape["option"],
                figures=shape.get("figures", []),
                low=shape.get("low"),
                high=shape.get("high"),
                reason=shape.get("reason", ""),
                by=desk.rows.by,
                **desk.moment("decided", shape, "at"),
            )
            for shape in _new(desk, "decision", "decisions")
        ]
    )


def _about(desk: Desk, about: Object) -> dict[str, object]:
    if "event" not in about:
        return {"parties": about.get("parties", []), "figure": about.get("figure", "")}
    return {
        "part": desk.events[about["event"]],
        "category": desk.categories[about["category"]],
        "measure": about["measure"],
        "party": about.get("party", ""),
    }


def _new(desk: Desk, kind: str, listed: str) -> list[Object]:
    """What was decided or answered since, in the order of the file."""
    numbers = {
        place[1]
        for key, place in desk.compared.places.items()
        if key[0] == kind and key in desk.compared.new
    }
    return [shape for n, shape in enumerate(desk.dossier.get(listed, [])) if n in numbers]
