"""Saves what was typed into rows, claim by claim: each whole, or left with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils.translation import gettext as _

from claims import actions
from claims.actions.dates import dates_in_doubt
from claims.actions.edit_claim import edit_claim
from claims.actions.table.known_things import KnownThings
from claims.admin.concurrent_edit.merge import changes_since
from claims.admin.error_messages import sentences
from claims.admin.story.edits import ClaimEdit, Editing
from claims.admin.story.rows import Row, Story
from claims.admin.story.submitted import WHOLE, Typed
from claims.domain.errors import RuleBroken
from claims.models.desk.claim import Claim

REFUSED = (RuleBroken, DatabaseError)


@dataclass
class Saved:
    """``left`` are rows that stay open, with what is said of them."""

    claims: set[int] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    left: dict[str, Typed] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def keep(self, claim: Claim, rows: list[Typed]) -> None:
        self.claims.add(claim.pk)
        self.rows |= {typed.key for typed in rows}

    def leave(self, rows: list[Typed], column: str, problem: Exception) -> None:
        for typed in rows:
            typed.refuse(column, *sentences(problem))
            self.left[typed.key] = typed


def save_rows(
    story: Story, sent: Mapping[str, Typed], desk: KnownThings, *, by: User, at: datetime
) -> Saved:
    """What only this editor changed is saved over what others did not touch."""
    known, saved, editing = story.by_key(), Saved(), Editing(story, desk)
    changed: dict[int, list[Typed]] = {}
    for key, typed in sent.items():
        row = known.get(key)
        if row is None:
            typed.refuse(WHOLE, _("This row is no longer there: somebody has removed it."))
            continue
        cells = _to_save(row, typed)
        if cells or typed.wrong:
            changed.setdefault(row.claim.pk, []).append(typed)
        if cells and not typed.wrong:
            editing.read(row, typed, cells)
    for pk, rows in changed.items():
        if any(typed.wrong for typed in rows):
            saved.left |= {typed.key: typed for typed in rows}
        else:
            _save_claim(editing.edits[pk], rows, saved, by=by, at=at)
    good = [editing.edits[pk] for pk, rows in changed.items() if not any(t.wrong for t in rows)]
    _treat(story, good, changed, saved, by=by, at=at)
    return saved


def _to_save(row: Row, typed: Typed) -> dict[str, str]:
    """What was typed here; what another saved meanwhile at the same cell is asked about."""
    found: dict[str, str] = {}
    for column, text in typed.changed(row).items():
        now = row.value(column)
        if now == text:
            continue
        if typed.was.get(column, now) == now:
            found[column] = text
        else:
            typed.known[column] = now
            typed.refuse(column, _told(row, typed, now))
    return found


def _told(row: Row, typed: Typed, now: str) -> str:
    others = changes_since(row.claim, since=typed.seen) if typed.seen else []
    if not others:
        return _("Somebody saved “%(theirs)s” after you opened it.") % {"theirs": now}
    last = others[-1]
    return _("%(who)s saved “%(theirs)s” at %(when)s, after you opened it.") % {
        "who": last.who,
        "theirs": now,
        "when": last.when,
    }


def _save_claim(
    edit: ClaimEdit, rows: list[Typed], saved: Saved, *, by: User, at: datetime
) -> None:
    edited = edit.edited
    if not (edited.values or edited.figures or edited.citations):
        return
    try:
        claim = edit_claim(edit.claim, edited, by=by, at=at)
    except REFUSED as problem:
        saved.leave(rows, WHOLE, problem)
        return
    edit.claim = claim
    saved.keep(claim, rows)
    if "said_at" in edited.values:
        saved.doubts += dates_in_doubt(claim)


def _treat(
    story: Story, edits: list[ClaimEdit], rows: Mapping[int, list[Typed]], saved: Saved,
    *, by: User, at: datetime,
) -> None:  # fmt: skip
    """All treatments at once, for each can hang on another; one by one where one is refused."""
    treated = {pk: to for edit in edits for pk, to in edit.treated.items()}
    if not treated:
        return
    seen = {edit.claim.pk: edit.claim.version for edit in edits}
    try:
        actions.treat_figures(story.event, treated, seen=seen, by=by, at=at)
    except REFUSED as problem:
        if len(edits) > 1:
            for edit in edits:
                _treat(story, [edit], rows, saved, by=by, at=at)
        else:
            saved.leave(rows[edits[0].claim.pk], "use", problem)
        return
    for edit in edits:
        if edit.treated:
            saved.keep(edit.claim, rows[edit.claim.pk])
