"""Addresses of downloads, narrowed as the list of claims is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict, StreamingHttpResponse

from claims.domain.vocabulary import Publication
from claims.filters import PARAMETERS, ClaimFilter
from claims.lookup import csv_cells
from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.cache import PageRequest
from claims.lookup.errors import NotUnderstood
from claims.lookup.streaming import download, streamed
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedClaim
from claims.models.record.withheld import and_withheld
from claims.pages.exports import changes, claims, figures
from claims.pages.exports.common_columns import stamp

Pieces = Iterable[list[dict[str, Any]]]
JSON_LINES = "application/jsonl; charset=utf-8"


@streamed("as_of", *PARAMETERS)
def of_figures(request: PageRequest, form: str) -> StreamingHttpResponse:
    shown, rows = _asked(request)
    measure = request.GET.get("measure", "")
    found = figures.lines(rows, shown, measure=measure, history=form == "jsonl")
    return _answer("figures", form, figures.COLUMNS, found, shown)


@streamed("as_of", *PARAMETERS)
def of_claims(request: PageRequest, form: str) -> StreamingHttpResponse:
    shown, rows = _asked(request)
    found = claims.whole(rows, shown) if form == "jsonl" else claims.lines(rows, shown)
    return _answer("claims", form, claims.COLUMNS, found, shown)


@streamed("as_of", *PARAMETERS)
def of_changes(request: PageRequest, form: str) -> StreamingHttpResponse:
    """All entries; or, where claims are asked for, those after which a claim was such.

    With those about what was withheld of them.
    """
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    entries = Entry.objects.filter(shown.rows.entries())
    if any(request.GET.get(name) for name in PARAMETERS):
        every = PublishedClaim.objects.exclude(publication=Publication.WITHHELD)
        asked = _narrowed(request.GET, every, shown)
        such = Q(seq__in=asked.qs.order_by().values("since"))
        entries = entries.filter(such | Q(subject__in=asked.withheld.values("uid")))
    return _answer("changes", form, changes.COLUMNS, changes.lines(entries, shown), shown)


def _asked(request: PageRequest) -> tuple[Shown, QuerySet[PublishedClaim]]:
    """Claims as of one moment, read once: what is published meanwhile is not among them."""
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication=Publication.WITHHELD)
    asked = _narrowed(request.GET, rows, shown)
    return shown, and_withheld(asked.qs, asked.withheld)


def _narrowed(query: QueryDict, rows: QuerySet[Model], shown: Shown) -> ClaimFilter:
    asked = ClaimFilter(query, queryset=rows, moment=shown.rows, zone=shown.zone, exact=True)
    for problems in asked.form.errors.values():
        raise NotUnderstood(str(next(iter(problems))))
    return asked


def _answer(
    name: str, form: str, columns: Sequence[str], found: Pieces, shown: Shown
) -> StreamingHttpResponse:
    stamped = stamp(shown)
    table = form == "csv"
    response = download(
        _table(columns, found) if table else _json_lines(found),
        media=csv_cells.MEDIA_TYPE if table else JSON_LINES,
        name=f"{name}-{stamped.day}.{form}",
        X_Counterclaim_As_Of=stamped.as_of,
        X_Counterclaim_Licence=stamped.licence,
        X_Robots_Tag="noindex",
    )
    if stamped.entry:
        response["X-Counterclaim-Entry"] = stamped.entry
    return response


def _table(columns: Sequence[str], found: Pieces) -> Iterator[bytes]:
    yield (csv_cells.BOM + csv_cells.line(columns)).encode()
    for rows in found:
        lines = [csv_cells.line([row[name] for name in columns]) for row in rows]
        yield "".join(lines).encode("utf-8", "replace")


def _json_lines(found: Pieces) -> Iterator[bytes]:
    for rows in found:
        lines = [f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows]
        yield "".join(lines).encode("utf-8", "replace")
