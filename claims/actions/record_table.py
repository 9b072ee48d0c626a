"""Record the rows of a table: every one of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from claims.actions.cite import add_citation
from claims.actions.desk import Editor
from claims.actions.new_claims import Line as Line
from claims.actions.new_claims import NewClaims
from claims.actions.record_figure import record_figure
from claims.actions.stubs import keep_copy
from claims.actions.suggest_links import suggest_links
from claims.models.desk.claim import Claim
from claims.publishing.beforehand import built_before
from claims.publishing.registry import differs


def record_table(lines: Sequence[Line], *, by: Editor) -> list[Claim]:
    """The new claims, in the order of their rows.

    They are read for, checked and built before anybody has to wait, and inserted in bulk.
    """
    with built_before(partial(build_table, lines, by=by), transaction.atomic) as built:
        return put_table(built)


@dataclass(frozen=True)
class BuiltTable:
    """The new claims, and by claims on the desk the lines that add to them."""

    lines: Sequence[Line]
    new: NewClaims
    known: Sequence[tuple[Claim, list[Line]]]
    by: Editor


def build_table(lines: Sequence[Line], *, by: Editor) -> BuiltTable:
    """From reading alone."""
    known: dict[int, tuple[Claim, list[Line]]] = {}
    for line in lines:
        claim = line.claim or (line.of.claim if line.of else None)
        if claim is not None:
            known.setdefault(claim.pk, (claim, []))[1].append(line)
    return BuiltTable(lines, NewClaims(lines, by=by), list(known.values()), by)


def put_table(built: BuiltTable) -> list[Claim]:
    """Keep it; the caller holds the lock, and nothing was written since it was built."""
    made = built.new.put()
    for claim, more in built.known:
        _add(claim, more, by=built.by)
    return made


def _add(claim: Claim, lines: Sequence[Line], *, by: Editor) -> None:
    """More of a claim that stands on the desk: saved once, under its version."""
    held = claim.locked()
    for line in lines:
        if line.report is not None:
            add_citation(held, line.citation(line.report), by=by)
            keep_copy(line.report, line.address, by=by)
    counted = [record_figure(held, line.count, by=by) for line in lines if line.count]
    held.changed = differs(held)
    held.save(by=by)
    if counted:
        suggest_links(held, by=by)
