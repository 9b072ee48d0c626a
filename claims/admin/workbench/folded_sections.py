"""What is folded away below the decisions: each is worked out when an editor opens it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.actions.reconcile.sheet import Sheet
from claims.admin.workbench import findings, submitted
from claims.admin.workbench.count_screen import Screen
from claims.admin.workbench.figures_table import Table, table
from claims.admin.workbench.findings import Found
from claims.admin.workbench.labels import Words, span
from claims.domain import reconciliation
from claims.domain.reconciliation.budget import TRYING
from claims.domain.reconciliation.kinds import Kind


class Request(Protocol):
    """What a fold needs of the page that it stands on."""

    sent: dict[str, str]
    asked: dict[str, str]

    @property
    def sheet(self) -> Sheet: ...


@dataclass(frozen=True)
class Fold:
    """``holds`` is None until it is opened."""

    key: str
    title: str
    note: str
    template: str
    holds: object = None

    @property
    def open(self) -> bool:
        return self.holds is not None


@dataclass(frozen=True)
class Reading:
    read_as: str
    allowed: str


def all_of(request: Request, screen: Screen, *, open_one: str) -> list[Fold]:
    """Every fold; one is open where that was asked for, or where something was typed in it."""
    typed = (
        "figures"
        if any(name.startswith("f") and name.endswith("-how") for name in request.sent)
        else ""
    )
    asked = open_one or typed
    return [_fold(request, screen, key, opened=key == asked) for key in _KINDS]


def one_of(request: Request, screen: Screen, key: str) -> Fold:
    if key not in _KINDS:
        raise Http404
    return _fold(request, screen, key, opened=True)


def _fold(request: Request, screen: Screen, key: str, *, opened: bool) -> Fold:
    name, note, template, holds = _KINDS[key]
    title, told = name(screen), note()
    return Fold(key, title, told, template, holds(request, screen) if opened else None)


def _figures(request: Request, screen: Screen) -> Table:
    sheet, sent = request.sheet, request.sent
    typed = submitted.read(sheet, sent) if sent else submitted.stored(sheet)
    page = request.asked.get("page", "")
    number = int(page) if re.fullmatch(r"[0-9]{1,6}", page) else 1
    return table(screen.words, typed, order=request.asked.get("sort", ""), page=number)


def _found(kinds: frozenset[Kind]) -> Callable[[Request, Screen], Found]:
    def holds(request: Request, screen: Screen) -> Found:
        return findings.found(screen.words, kinds, submitted.reasons(request.sent))

    return holds


def _readings(request: Request, screen: Screen) -> list[Reading]:
    """What each way to read the words allows for the count at hand."""
    words: Words = screen.words
    tried, _every = reconciliation.by_reading(words.case, words.here, effort=TRYING)
    found = []
    for one in tried:
        read = [
            _("%(figure)s as %(count)s") % {"figure": words.short(key), "count": words.count(cell)}
            for key, cell in one.read_as
        ]
        allowed = one.allowed.range
        told = (
            _("they contradict each other")
            if allowed.impossible
            else span(allowed.low, allowed.high)
        )
        found.append(Reading("; ".join(read) or _("As recorded"), told))
    return found


def _all_figures(screen: Screen) -> str:
    count = len(screen.sheet.figures)
    return ngettext("The one figure", "All %(count)s figures", count) % {"count": count}


_FINDINGS = "admin/claims/workbench/_findings.html"
_KINDS: Mapping[
    str,
    tuple[Callable[[Screen], str], Callable[[], str], str, Callable[[Request, Screen], object]],
] = {
    "figures": (
        _all_figures,
        lambda: _("a table, changed in place"),
        "admin/claims/workbench/_figures.html",
        _figures,
    ),
    "sums": (
        lambda _screen: _("Sums that happen to match"),
        lambda: _("nothing to decide"),
        _FINDINGS,
        _found(findings.SUMS),
    ),
    "overlaps": (
        lambda _screen: _("Counts that may overlap"),
        lambda: _("a decision only where our figure adds them"),
        _FINDINGS,
        _found(findings.OVERLAPS),
    ),
    "copies": (
        lambda _screen: _("Copies and updates"),
        lambda: _("each with what it repeats or replaces"),
        _FINDINGS,
        _found(findings.COPIES),
    ),
    "clashes": (
        lambda _screen: _("What cannot all be true, one by one"),
        lambda: _("to show one to readers"),
        _FINDINGS,
        _found(findings.CLASHES),
    ),
    "readings": (
        lambda _screen: _("Readings of the words"),
        lambda: _("what each would allow"),
        "admin/claims/workbench/_readings.html",
        _readings,
    ),
}
