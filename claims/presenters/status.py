"""Statuses as readers meet them: a glyph in a colour, a word and one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _

from claims.domain.status import (
    DEFINITIONS,
    FINDINGS,
    NOT_EXAMINED,
    NOT_EXAMINED_DEFINITION,
    NOT_EXAMINED_FINDING,
    NOT_EXAMINED_LABEL,
    Status,
    counted_as,
)

COUNTED = (NOT_EXAMINED, *Status)
"""What claims are counted as, in the order of lists."""


class Heading(StrEnum):
    """Where a claim stands on the page of its event."""

    KNOWN = "known"
    DISPUTED = "disputed"
    WRONG = "wrong"
    NOT_ESTABLISHED = "not_established"
    NOT_EXAMINED = "not_examined"

    @property
    def label(self) -> str:
        return {
            Heading.KNOWN: _("Known"),
            Heading.DISPUTED: _("Disputed"),
            Heading.WRONG: _("Wrong"),
            Heading.NOT_ESTABLISHED: _("Not established"),
            Heading.NOT_EXAMINED: _("Not examined yet"),
        }[self]


@dataclass(frozen=True)
class StatusLook:
    """``mark`` names glyph and colour in ``statuses.css``; ``colour`` is for pictures, on white."""

    mark: str
    colour: str
    glyph: str
    heading: Heading


LOOKS: Mapping[str, StatusLook] = {
    NOT_EXAMINED: StatusLook(
        mark="nex",
        colour="#4b555c",
        glyph='<path d="M1.2 8h3M6.5 8h3M11.8 8h3" fill="none" stroke="currentColor"'
        ' stroke-width="3"/>',
        heading=Heading.NOT_EXAMINED,
    ),
    Status.UNCONFIRMED: StatusLook(
        mark="unc",
        colour="#4a5661",
        glyph='<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2.2"'
        ' stroke-dasharray="2.7 2.012"/>',
        heading=Heading.NOT_ESTABLISHED,
    ),
    Status.PARTLY_CONFIRMED: StatusLook(
        mark="par",
        colour="#0f5c80",
        glyph='<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
        heading=Heading.KNOWN,
    ),
    Status.CONFIRMED: StatusLook(
        mark="con",
        colour="#125e3a",
        glyph='<circle cx="8" cy="8" r="7" fill="currentColor"/><path class="tick"'
        ' d="M4.4 8.3l2.5 2.5 4.7-5.2" fill="none" stroke="#fff" stroke-width="2"/>',
        heading=Heading.KNOWN,
    ),
    Status.DISPUTED: StatusLook(
        mark="dis",
        colour="#76308c",
        glyph='<path d="M7.2.6v11.6a5.8 5.8 0 0 1 0-11.6zM8.8 3.8v11.6a5.8 5.8 0 0 0 0-11.6z"'
        ' fill="currentColor"/>',
        heading=Heading.DISPUTED,
    ),
    Status.REFUTED: StatusLook(
        mark="ref",
        colour="#a5221b",
        glyph='<path d="M2.8 2.8l10.4 10.4M13.2 2.8L2.8 13.2" fill="none" stroke="currentColor"'
        ' stroke-width="3.2"/>',
        heading=Heading.WRONG,
    ),
    Status.UNVERIFIABLE: StatusLook(
        mark="unv",
        colour="#684f2a",
        glyph='<path d="M6.2 2H2.6v12h3.6M9.8 2h3.6v12H9.8" fill="none" stroke="currentColor"'
        ' stroke-width="2.2"/>',
        heading=Heading.NOT_ESTABLISHED,
    ),
}


@dataclass(frozen=True)
class StatusMark:
    """``mark`` names the glyph and its colour; never shown without ``label``.

    ``definition`` is what the status means, ``finding`` what it says of a claim that bears it.
    ``query`` asks the list of claims for those that stand so.
    """

    code: str
    mark: str
    label: str
    definition: str
    finding: str
    count: int = 0
    examined: bool = True

    @property
    def counted(self) -> str:
        return counted_as(self.code, examined=self.examined)

    @property
    def query(self) -> str:
        if self.code != Status.UNCONFIRMED:
            return f"status={self.code}"
        return f"examined={'yes' if self.examined else 'no'}&status={self.code}"


@lru_cache(maxsize=1_024)
def mark_of(code: str, count: int = 0, *, examined: bool) -> StatusMark:
    status = Status(code)
    counted = counted_as(status, examined=examined)
    look = LOOKS[counted]
    if counted == NOT_EXAMINED:
        return StatusMark(
            status.value,
            look.mark,
            NOT_EXAMINED_LABEL,
            NOT_EXAMINED_DEFINITION,
            NOT_EXAMINED_FINDING,
            count,
            examined=False,
        )
    return StatusMark(
        status.value, look.mark, status.label, DEFINITIONS[status], FINDINGS[status], count
    )


def mark_counted(key: str, count: int = 0) -> StatusMark:
    """The mark of what claims are counted as."""
    examined = key != NOT_EXAMINED
    return mark_of(key if examined else Status.UNCONFIRMED, count, examined=examined)


def all_marks(counts: Mapping[str, int]) -> tuple[StatusMark, ...]:
    """Every mark in its order, with how many claims stand there."""
    return tuple(mark_counted(key, counts.get(key, 0)) for key in COUNTED)
