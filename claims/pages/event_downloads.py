"""The figures of one event for machines and spreadsheets: what its page of figures shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase

from claims.domain.messages import printed
from claims.lookup import csv_cells
from claims.lookup.as_of import shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotOnRecord
from claims.lookup.get_or_404 import at_moment, by_slug
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedEvent
from claims.pages.event_data import Material, gather
from claims.presenters.addresses import page as address
from claims.presenters.event_table import (
    COLUMNS,
    figure_row,
    finding_object,
    position_row,
    taken_back_row,
)

Made = Callable[[Material], bytes]


@record_page("as_of", strict=True)
def as_csv(request: PageRequest, slug: str) -> HttpResponseBase:
    return _answer(request, slug, _table, csv_cells.MEDIA_TYPE)


@record_page("as_of", strict=True)
def as_json(request: PageRequest, slug: str) -> HttpResponseBase:
    return _answer(request, slug, _object, "application/json")


def _answer(request: PageRequest, slug: str, made: Made, media_type: str) -> HttpResponseBase:
    """By the address of today alone: a file is asked for by machines, which follow its page."""
    current = by_slug(PublishedEvent, slug, request.head)
    shown = shown_at(request.as_of, head=request.head, zone=current.time_zone)
    row = at_moment(PublishedEvent, current, shown, kind="event")
    if current.slug != slug or row.withheld:
        raise NotOnRecord
    response = HttpResponse(made(gather(row, shown)), content_type=media_type)
    if shown.past:
        response["X-Robots-Tag"] = "noindex"
    return response


def _rows(material: Material) -> list[dict[str, Any]]:
    """Ours first, then those of each party; each under an address that keeps what it says.

    Last what we took back, without its numbers.
    """
    ours = [position_row(p, material.counting) for p in material.positions]
    theirs = [figure_row(line, material.counting) for line in material.lines]
    for row, line in zip(theirs, material.lines, strict=True):
        claim, _, _ = line.href.partition("?")
        row["permalink"] = f"{settings.SITE_URL}{claim}?as_of={material.since[line.ref[0]]}"
    for row in ours:
        row["permalink"] = f"{settings.SITE_URL}{_page(material)}"
    gone = [
        {**taken_back_row(one), "permalink": f"{settings.SITE_URL}{one.href}"}
        for one in material.taken_back
    ]
    moment = _moment(material)
    rows = [{**row, "record_as_of": moment} for row in (*ours, *theirs, *gone)]
    return [printed(row) for row in rows]


def _page(material: Material) -> str:
    return address("figures", material.tree.here.slug, material.shown.query)


def _moment(material: Material) -> str:
    """What the file was asked as of; of today's, when the last of what is in it was recorded."""
    at = material.shown.at or Entry.objects.get(seq=max(material.entries)).recorded_at
    return at.isoformat()


def _table(material: Material) -> bytes:
    rows = _rows(material)
    return csv_cells.table(COLUMNS, ([row.get(name) for name in COLUMNS] for row in rows))


def _object(material: Material) -> bytes:
    rows = [{name: row.get(name) for name in COLUMNS} for row in _rows(material)]
    told = {
        "event": {
            "slug": material.tree.here.slug,
            "title": material.state.title,
            "page": f"{settings.SITE_URL}{_page(material)}",
        },
        "record_as_of": _moment(material),
        "complete": material.whole,
        "positions": [row for row in rows if row["kind"] == "position"],
        "figures": [row for row in rows if row["kind"] == "figure"],
        "taken_back": [row for row in rows if row["kind"] in ("retracted", "withheld")],
        "findings": printed([finding_object(finding) for finding in material.findings]),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
