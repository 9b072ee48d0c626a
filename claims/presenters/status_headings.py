"""Where the claims about an event stand, in five headings: by their statuses alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from claims.domain.messages import after_colons, capitalised
from claims.domain.status import NOT_EXAMINED, Status
from claims.domain.text import fold
from claims.domain.vocabulary import Lifecycle
from claims.presenters.claim_parts import carriers
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.names import Names
from claims.presenters.report_marks import GONE, in_short
from claims.presenters.status import COUNTED, LOOKS, Heading, StatusMark, mark_of

MOST = 2
# Whose words follow, as headings of claims often begin: “Police: 71 killed”.
_BEFORE = re.compile(r"([^:.,]{2,40}): ")
FIRST = {
    Heading.KNOWN: Status.CONFIRMED,
    Heading.DISPUTED: Status.DISPUTED,
    Heading.WRONG: Status.REFUTED,
    Heading.NOT_ESTABLISHED: Status.UNCONFIRMED,
    Heading.NOT_EXAMINED: NOT_EXAMINED,
}
"""What is counted under each heading first; its glyph stands there."""


@dataclass(frozen=True)
class HeadedClaim:
    """One claim under a heading. ``status`` is set where the heading alone would say too much.

    ``who`` is empty where the words of the claim begin with whoever made it.
    """

    text: str
    href: str
    who: str
    status: StatusMark | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatusHeading:
    """``total`` counts all that stand there; ``query`` asks the list of claims for them."""

    heading: Heading
    mark: str
    claims: tuple[HeadedClaim, ...]
    total: int
    query: str

    @property
    def label(self) -> str:
        return self.heading.label


def headings(
    claims: Iterable[RecordedClaim], counts: Mapping[str, int], names: Names
) -> tuple[StatusHeading, ...]:
    """Every status under its heading; only claims that still stand as they were made are named."""
    current: dict[str, list[RecordedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.state.lifecycle is Lifecycle.CURRENT:
            current[_mark(claim).counted].append(claim)
    return tuple(_heading(heading, current, counts, names) for heading in Heading)


def _heading(
    heading: Heading,
    current: Mapping[str, Iterable[RecordedClaim]],
    counts: Mapping[str, int],
    names: Names,
) -> StatusHeading:
    first = FIRST[heading]
    # The plainer status first; then what is most widely carried.
    under = sorted(
        (key for key in COUNTED if LOOKS[key].heading is heading), key=lambda key: key != first
    )
    mine = [
        claim for key in under for claim in sorted(current.get(key, ()), key=lambda c: -carried(c))
    ]
    return StatusHeading(
        heading,
        LOOKS[first].mark,
        tuple(_headed(claim, first, names) for claim in mine[:MOST]),
        sum(counts.get(key, 0) for key in under),
        _query(under),
    )


def _query(under: Sequence[str]) -> str:
    """The claims counted so; “examined” tells what was looked at from what was not."""
    asked = [("status", Status.UNCONFIRMED if key == NOT_EXAMINED else key) for key in under]
    if NOT_EXAMINED in under:
        return urlencode([("examined", "no"), *asked])
    return urlencode([("examined", "yes"), *asked] if Status.UNCONFIRMED in under else asked)


def _mark(claim: RecordedClaim) -> StatusMark:
    return mark_of(claim.state.status, examined=claim.state.examined)


def carried(claim: RecordedClaim) -> int:
    """In how many reports we found it that neither we nor their publishers took back."""
    gone = {report for report, mark in claim.marked.items() if mark in GONE}
    return len(carriers(claim.state) - gone)


def who_and_what(claim: RecordedClaim, names: Names) -> tuple[str, str]:
    """Who said it, empty where the words begin with the name, and the words in short."""
    source = names.source(claim.state.claimant)
    text = claim.state.short or claim.state.statement
    before = _BEFORE.match(text)
    named = text.startswith(source.called) or (before and fold(before[1]) in fold(source.text))
    return "" if named else source.called, text


def in_full(claim: RecordedClaim, names: Names) -> tuple[str, str]:
    """The same with the name before the words, but where they begin with another."""
    who, text = who_and_what(claim, names)
    if not who or _BEFORE.match(text):
        return who, text
    return "", str(after_colons((who, text)))


def unattributed(claim: RecordedClaim, names: Names) -> str:
    """The words in short without whoever said so before them."""
    text = claim.state.short or claim.state.statement
    before = _BEFORE.match(text) if claim.state.short else None
    source = names.source(claim.state.claimant)
    voice = names.source(source.voice)
    told_by = (source.text, source.short, voice.text, voice.short)
    if before and any(fold(before[1]) in fold(name) for name in told_by):
        text = text[before.end() :]
    return capitalised(text)


def _headed(claim: RecordedClaim, first: str, names: Names) -> HeadedClaim:
    """What is known is said as such; who says so stands first where that is all there is."""
    mark = _mark(claim)
    who, text = in_full(claim, names)
    if mark.counted == Status.CONFIRMED:
        who, text = "", unattributed(claim, names)
    elif LOOKS[mark.counted].heading is Heading.KNOWN:
        who, text = names.source(claim.state.claimant).called, unattributed(claim, names)
    return HeadedClaim(
        text=text,
        href=claim.href,
        who=who,
        status=None if mark.counted == first else mark,
        marks=in_short(claim.marked),
    )
