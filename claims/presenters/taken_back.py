"""What a list says of what we took back: that it stood there, since when no more, and why."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.messages import gettext as _
from claims.domain.standard_reasons import is_dated, readable
from claims.domain.vocabulary import SubjectKind
from claims.presenters.moments import When, minute
from claims.states.subject import RetractedState, WithheldGrounds

OURS = _("Our own figure")


@dataclass(frozen=True)
class TakenBack:
    """``why`` is our reason, or the ground on which words were removed. No word of it is repeated.

    ``when`` is absent of what had been retracted before it was put on record.
    ``address`` is what its page is called by; a figure of ours has none of its own.
    """

    kind: str
    address: str
    href: str
    when: When | None
    why: str
    is_withheld: bool


def taken_back(
    kind: SubjectKind, href: str, about: RetractedState | WithheldGrounds, own_zone: str
) -> TakenBack:
    withheld = isinstance(about, WithheldGrounds)
    dated = isinstance(about, WithheldGrounds) or is_dated(about.reason)
    return TakenBack(
        kind=kind,
        address=str(OURS) if kind is SubjectKind.POSITION else href.partition("?")[0],
        href=href,
        when=minute(about.at, own_zone) if dated else None,
        why=str(about.grounds.label)
        if isinstance(about, WithheldGrounds)
        else readable(about.reason),
        is_withheld=withheld,
    )
