"""What the page asks about above the rows: columns not understood, names that may be several."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claims.actions.source_names import SourceNames, marks_of
from claims.actions.table.known_things import NEW, KnownThings
from claims.domain.messages import gettext as _
from claims.domain.table import Table

SOMEBODY_ELSE = (NEW, _("somebody else, who is new to the desk"))
_ASKED = re.compile(r"who-([0-9]{1,3})\Z")


def said_who(sent: Mapping[str, str]) -> dict[str, str]:
    """Who is meant by a name, where the page asked and the editor said."""
    numbers = [found[1] for found in map(_ASKED.match, sent) if found]
    return {sent[f"who-{n}"]: sent[f"means-{n}"] for n in numbers if sent.get(f"means-{n}")}


def names_asked(desk: KnownThings, said: Mapping[str, str]) -> list[dict[str, object]]:
    """Each name with who it may be, and who was said to be meant."""
    names = [*dict.fromkeys([*said, *desk.asked])]
    offers = {name: _offers(name, desk) for name in names}
    return [
        {"name": name, "said": said.get(name, ""), "offers": [*offers[name], SOMEBODY_ELSE]}
        for name in names
    ]


def _offers(name: str, desk: KnownThings) -> list[tuple[str, str]]:
    meant = desk.asked.get(name) or SourceNames(desk.event).claimant(name)
    marks = marks_of(meant.sources)
    return [(source.slug, f"{source.name} {marks[source.pk]}") for source in meant.sources]


def unclear_columns(table: Table, columns: list[int]) -> list[dict[str, object]]:
    """Each with its heading and the first thing that stands in it."""
    return [
        {
            "n": n,
            "heading": table.header[n],
            "example": next((r.cells[n] for r in table.rows if any(r.cells[n : n + 1])), ""),
        }
        for n in columns
    ]
