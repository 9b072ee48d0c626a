"""Put the desk back to what readers see, or to what they once saw, to publish it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from claims.actions.desk import Editor, keep
from claims.actions.housekeeping.move import check_figures, count_in
from claims.actions.housekeeping.restore import Place, State, columns, figure_of
from claims.actions.housekeeping.restore_rows import put_rows
from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.position import Position
from claims.models.desk.source import Source
from claims.models.record.entry import EntryBody
from claims.publishing import claim, figure, log
from claims.publishing import event as events
from claims.publishing.encoding import figure_name
from claims.publishing.history_cut import WHOLE
from claims.publishing.registry import differs, published_state, state
from claims.states.encoding import dump

HIDDEN = frozenset({"report", "originator", "claim"})


def put_back(
    subject: Publishable, *, entry: int | None = None, by: Editor, at: datetime
) -> list[Publishable]:
    """Undo what was edited since; or go back to what stood from an earlier entry on.

    What readers never see stays as it is, and so does the status: it has its own decisions.
    Nothing is published by it.
    """
    with log.writing():
        now = subject.held()
        then = _then(now, entry)
        place, here = Place(_event(now, then)), dump(state(now))
        values = columns(here, then, place)
        _check_place(now, here, then)
        _keep_utterance(now, then, values)
        if values:
            keep(now, by=by, **values)
        if type(now) in ROWS:
            ROWS[type(now)](now, then, place, by)
        fresh = now.locked()
        keep(fresh, by=by, changed=differs(fresh))
        subject.refresh_from_db()
        return [fresh]


def _then(now: Publishable, entry: int | None) -> State:
    if now.publication not in (Publication.PUBLISHED, Publication.RETRACTED):
        raise RuleBroken("Readers see nothing of this: there is nothing to go back to.")
    if getattr(now, "merged_into_id", None) is not None:
        raise RuleBroken("This was merged: undo the merge instead.")
    if entry is None:
        shown = published_state(now)
        return dump(shown) if shown else {}
    body = EntryBody.objects.filter(entry__subject=now.uid, entry=entry).first()
    if body is None:
        raise RuleBroken("There is no such entry about this, or its words were removed.")
    return dump(body.read.state)


def _check_place(now: Publishable, here: State, then: State) -> None:
    """A tree moves on a page of its own, for categories and figures must follow."""
    if isinstance(now, Event) and here["parent"] != then["parent"]:
        raise RuleBroken("It stood elsewhere in the tree then: put it there first.")
    if isinstance(now, Position) and here["event"] != then["event"]:
        raise RuleBroken("It was about another event then: put that right first.")


def _event(now: Any, then: State) -> Event | None:
    uid = then.get("event")
    return Event.objects.filter(uid=uid).first() if uid else None


def _keep_utterance(now: Any, then: State, values: dict[str, Any]) -> None:
    """Said alone: the state tells the address there, and the desk nothing."""
    if values.get("utterance") == then.get("slug") and "utterance" in values:
        values["utterance"] = ""


def _claim_rows(now: Any, then: State, place: Place, by: Editor) -> None:
    own = {"claim": now}
    for rows, told, name in (
        ("citations", lambda row: dump(claim.citation_state(row)), "report"),
        ("stances", lambda row: dump(claim.stance_state(row)), "source"),
        ("evidence", lambda row: dump(claim.evidence_state(row)), "key"),
    ):
        then_rows = [_known(shape) for shape in then[rows]]
        put_rows(
            getattr(now, rows), told=told, then=then_rows, name=name, place=place, by=by, own=own
        )
    _figures(now, then, place, by)


def _known(shape: State) -> State:
    """Of confidential evidence readers never saw who stands behind it: that stays."""
    if not shape.get("confidential"):
        return shape
    return {key: value for key, value in shape.items() if key not in HIDDEN}


def _figures(now: Claim, then: State, place: Place, by: Editor) -> None:
    """First all of them, then what they say of one another."""
    bare = [
        {k: v for k, v in f.items() if k not in ("supersedes", "repeats")} for f in then["figures"]
    ]
    put_rows(
        now.figures,
        told=lambda row: _bare(row, place),
        then=[_placed(shape, now) for shape in bare],
        name="key",
        place=place,
        by=by,
        own={"claim": now},
    )
    figures = list(now.figures.select_related("category", "event"))
    root = now.event.root()
    check_figures(figures, root, stays=set(root.tree()))
    count_in(figures, root, by=by)
    for shape in then["figures"]:
        _references(now.figures.get(key=shape["key"]), shape, place, by)


def _bare(row: Figure, place: Place) -> State:
    shape = dump(figure.figure_state(row, WHOLE))
    kept = {key: value for key, value in shape.items() if key not in ("supersedes", "repeats")}
    return _placed(kept, row.claim)


def _placed(shape: State, owner: Claim) -> State:
    """A figure of the claim's own event names none on the desk."""
    return {**shape, "event": "" if shape["event"] == owner.event.uid else shape["event"]}


def _references(row: Figure, shape: State, place: Place, by: Editor) -> None:
    now = figure.figure_state(row, WHOLE)
    both = ("supersedes", "repeats")
    values = columns({k: now[k] for k in both}, {k: shape[k] for k in both}, place)
    if values:
        for name, value in values.items():
            setattr(row, name, value)
        row._history_user = by
        row.save()
    for name in ("same_people_as", "built_on"):
        if now[name] != shape[name]:
            getattr(row, name).set([figure_of(other) for other in shape[name]])
    if now["derived_from"] != shape["derived_from"]:
        _anew(row.derived_from, [_part(row, p) for p in shape["derived_from"]], by)
    if now["readings"] != shape["readings"]:
        _anew(row.readings, [_reading(row, r, place) for r in shape["readings"]], by)


def _part(row: Figure, shape: State) -> FigurePart:
    return FigurePart(whole=row, part=figure_of(shape), sign=shape["sign"])


def _reading(row: Figure, shape: State, place: Place) -> FigureReading:
    said = {key: value for key, value in shape.items() if value}
    return FigureReading(figure=row, **columns({}, said, place))


def _anew(rows: Any, wanted: list[Any], by: Editor) -> None:
    """Rows that nothing else names: all of them again."""
    for row in [*rows.all()]:
        row._history_user = by
        row.delete()
    for row in wanted:
        row._history_user = by
        row.save()


def _source_rows(now: Any, then: State, place: Place, by: Editor) -> None:
    def told(row: Any) -> State:
        return {"other": row.other.uid, "reason": row.reason}

    own = {"source": now}
    rows = now.separations
    put_rows(rows, told=told, then=then["separations"], name="other", place=place, by=by, own=own)


def _event_rows(now: Any, then: State, place: Place, by: Editor) -> None:
    """Parents after all: a tree names itself."""

    def told(row: Any) -> State:
        shape = events.category_state(row)
        return {key: value for key, value in shape.items() if key != "parent"}

    bare = [{k: v for k, v in c.items() if k != "parent"} for c in then["categories"]]
    own = {"event": now}
    put_rows(now.categories, told=told, then=bare, name="slug", place=place, by=by, own=own)
    by_slug = {row.slug: row for row in now.categories.all()}
    for n, shape in enumerate(then["categories"]):
        row, parent = by_slug[shape["slug"]], by_slug.get(shape["parent"])
        if (row.parent_id, row.position) != (parent.pk if parent else None, n):
            row.parent, row.position, row._history_user = parent, n, by
            row.save()


def _position_rows(now: Any, then: State, place: Place, by: Editor) -> None:
    now.uses.set([figure_of(name) for name in then["uses"]])
    for rows, said in ((now.leaves_out, "reason"), (now.readings, "reading")):
        wanted = then["leaves_out"] if said == "reason" else then["readings"]
        standing = [
            {**dump(figure_name(row.figure)), said: getattr(row, said)}
            for row in rows.order_by("pk")
        ]
        if standing != wanted:
            made = [
                rows.model(position=now, figure=figure_of(w), **{said: w[said]}) for w in wanted
            ]
            _anew(rows, made, by)


ROWS: dict[type, Callable[[Any, State, Place, Editor], None]] = {
    Claim: _claim_rows,
    Source: _source_rows,
    Event: _event_rows,
    Position: _position_rows,
}
