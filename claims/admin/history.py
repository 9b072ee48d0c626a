"""What was changed on the desk, by whom and when: each saving with its changes, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Protocol

from django.contrib.auth.models import User
from django.db import models

from claims.admin.fields import called
from claims.domain.figures import measure_label
from claims.domain.messages import gettext as _
from claims.models.desk.base import DeskModel, Kept
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.event import Category, Event
from claims.models.desk.evidence import Evidence, Stance
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.party import Member, Party, Voice
from claims.models.desk.position import LeftOut, Position, PositionReading
from claims.models.desk.source import Separation, Source

# The parts of each aggregate, with the field that names their owner.
PARTS: dict[type[models.Model], list[tuple[type[Kept], str]]] = {
    Source: [(Separation, "source"), (Voice, "source")],
    Event: [(Category, "event"), (Party, "event"), (Member, "event")],
    Claim: [
        (Citation, "claim"),
        (Figure, "claim"),
        (FigurePart, "whole__claim"),
        (FigureReading, "figure__claim"),
        (CommentRequest, "claim"),
        (Stance, "claim"),
        (Evidence, "claim"),
    ],
    Position: [(LeftOut, "position"), (PositionReading, "position")],
}
SILENT = {"id", "uid", "version"}
LONGEST = 300
OWNERS: dict[type[models.Model], str] = {
    model: owner.partition("__")[0] for parts in PARTS.values() for model, owner in parts
}


class HistoryLine(Protocol):
    """A row as its history kept it, with who saved it and when; the package tells no types."""

    id: int
    history_id: int
    history_date: datetime
    history_type: str
    history_user: User | None
    history_user_id: int | None
    instance: DeskModel
    instance_type: type[models.Model]
    tracked_fields: Sequence[models.Field[object, object]]


@dataclass(frozen=True)
class Change:
    """One field of one thing, as it was and as it became."""

    what: str
    was: str
    now: str

    def __str__(self) -> str:
        told = _(
            "%(what)s: %(was)s became %(now)s",
            what=self.what,
            was=_quoted(self.was),
            now=_quoted(self.now),
        )
        return str(told)


@dataclass(frozen=True)
class Saving:
    """What one person changed at one time."""

    at: datetime
    by: str
    changes: list[Change] = field(default_factory=list)


def savings(row: DeskModel, *, since: int | None = None) -> list[Saving]:
    """What was saved of a thing and its parts, the newest first; after a version, or all of it."""
    models_of = [(type(row), "id"), *PARTS.get(type(row), [])]
    records = [r for model, owner in models_of for r in _pairs(model, owner, row)]
    after = _saved_at(row, since)
    records = [r for r in records if after is None or r[1].history_date > after]
    if since is not None:
        records = [r for r in records if not _completes(r, row, since)]
    records.sort(key=lambda r: (r[1].history_date, r[1].history_id), reverse=True)
    together = groupby(records, key=lambda r: (r[1].history_date, _name(r[1].history_user)))
    found = [Saving(at, by, list(_changes(group))) for (at, by), group in together]
    return [saving for saving in found if saving.changes]


Pair = tuple[HistoryLine | None, HistoryLine]


def _pairs(model: type[Kept], owner: str, row: DeskModel) -> Iterator[Pair]:
    """Each kept state of each row, with the one before it."""
    kept = model.history.filter(**{owner: row.pk}).select_related("history_user")
    for _row, states in groupby(kept.order_by("id", "history_id"), key=lambda r: r.id):
        before = None
        for state in states:
            yield before, state
            before = state


def _saved_at(row: DeskModel, version: int | None) -> datetime | None:
    if version is None:
        return None
    seen = line_at(row, version)
    return seen.history_date if seen else None


def _completes(pair: Pair, row: DeskModel, version: int) -> bool:
    """A row that an import made just after its owner belongs to that version, and to nobody."""
    before, state = pair
    if before is not None or state.history_user_id is not None:
        return False
    after = type(row).history.filter(id=row.pk, version__gt=version)
    later: HistoryLine | None = after.order_by("history_id").first()
    return later is not None and state.history_date < later.history_date


def line_at(row: DeskModel, version: int) -> HistoryLine | None:
    """How a thing stood at a version, or at the last before it that is known."""
    known = type(row).history.filter(id=row.pk, version__lte=version)
    found: HistoryLine | None = known.order_by("-history_id").first()
    return found


def _changes(pairs: Iterable[Pair]) -> Iterator[Change]:
    for before, state in pairs:
        name = _titled(state)
        if state.history_type == "-":
            yield Change(name, _in_words(state), "")
        elif before is None:
            yield Change(name, "", _in_words(state))
        else:
            yield from _fields(before, state, name)


def _fields(before: HistoryLine, state: HistoryLine, name: str) -> Iterator[Change]:
    for column in state.tracked_fields:
        was, now = getattr(before, column.attname), getattr(state, column.attname)
        if column.name not in SILENT and was != now:
            yield Change(
                f"{name}, {column.verbose_name}", _shown(before, column), _shown(state, column)
            )


def _titled(state: HistoryLine) -> str:
    model = state.instance_type
    return str(model._meta.verbose_name).capitalize()


def _in_words(state: HistoryLine) -> str:
    """A row in the words of its own fields, for when it came or went."""
    unsaid = SILENT | {OWNERS.get(state.instance_type)}
    told = (
        _shown(state, column)
        for column in state.tracked_fields
        if column.editable and column.name not in unsaid and getattr(state, column.attname)
    )
    return "; ".join(told)[:LONGEST] or _("an empty row")


def _shown(state: HistoryLine, column: models.Field[object, object]) -> str:
    value = getattr(state, column.attname)
    if value is None or value in ("", []):
        return ""
    if column.name == "measure":
        value = measure_label(value)
    if column.remote_field:
        return _named(column.remote_field.model, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} (UTC)"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(model: type[models.Model], key: object) -> str:
    found = model._base_manager.filter(pk=key).first()
    return str(found) if found else _("number %(key)s, since removed", key=key)


def _name(user: User | None) -> str:
    return called(user) if user else _("somebody unnamed")


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"
