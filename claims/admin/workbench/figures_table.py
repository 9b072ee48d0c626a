"""All figures of an event as one table, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.admin.status_marks import fates_of
from claims.admin.workbench.form import Choice
from claims.admin.workbench.labels import Words, said
from claims.admin.workbench.submitted import Typed
from claims.domain.figure_treatment import HOW_LABELS
from claims.domain.reconciliation import Figure
from claims.domain.vocabulary import Publication
from claims.presenters.status import StatusMark, mark_of

MOST_ROWS = 200


@dataclass(frozen=True)
class Row:
    """One figure with the boxes beside it, as they were typed."""

    pk: int
    key: str
    claim: int
    who: str
    said: str
    words: str
    counts: str
    dated: str
    status: StatusMark
    draft: bool
    changed: bool
    marks: tuple[str, ...]
    hows: tuple[Choice, ...]
    other: str
    same: str
    note: str
    was: str

    @property
    def how(self) -> str:
        return next((choice.value for choice in self.hows if choice.chosen), "use")


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    sorted_by: bool


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    page: int
    pages: int

    @property
    def others(self) -> range:
        return range(1, self.pages + 1)


_ORDERS: dict[str, Callable[[Figure, Words], tuple[object, ...]]] = {
    "when": lambda f, w: (f.time is None, f.time.first.timestamp() if f.time else 0, f.id),
    "who": lambda f, w: (w.who(f.id).casefold(), f.id),
    "figure": lambda f, w: (f.low, f.high is None, f.high or 0, f.id),
    "counts": lambda f, w: (w.count(f.cell), f.low, f.id),
    "how": lambda f, w: (f.treatment, not w.case.counted(f), f.id),
}


def table(words: Words, typed: Typed, *, order: str, page: int) -> Table:
    """In an order that was asked for, a page of it where there are many."""
    key = order if order in _ORDERS else "counts"
    figures = sorted(words.case.by_id.values(), key=lambda f: _ORDERS[key](f, words))
    pages = max(1, -(-len(figures) // MOST_ROWS))
    page = min(max(page, 1), pages)
    here = figures[(page - 1) * MOST_ROWS : page * MOST_ROWS]
    labels = {
        "when": _("When"),
        "who": _("Who"),
        "figure": _("Figure"),
        "counts": _("Counts"),
        "how": _("Treat as"),
    }
    columns = tuple(Column(name, label, name == key) for name, label in labels.items())
    return Table(tuple(_row(f, words, typed) for f in here), columns, page, pages)


def _row(figure: Figure, words: Words, typed: Typed) -> Row:
    desk = words.sheet.by_key[figure.id]
    boxes, claim = typed.rows[desk.pk], desk.claim
    return Row(
        pk=desk.pk,
        key=desk.key,
        claim=claim.pk,
        who=words.who(figure.id),
        said=said(desk),
        words=desk.words,
        counts=words.count(figure.cell),
        dated=words.dated(figure.id),
        status=mark_of(claim.status, examined=claim.examined),
        draft=claim.publication == Publication.DRAFT,
        changed=claim.changed,
        marks=tuple(fates_of(claim)),
        hows=tuple(Choice(v, label, v == boxes["how"]) for v, label in HOW_LABELS.items()),
        other=boxes["other"],
        same=boxes["same"],
        note=boxes["note"],
        was=typed.prints[desk.pk],
    )
