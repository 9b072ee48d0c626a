"""Where verification stands: the statuses, what each needs, and what is still missing."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import NotRequired, TypedDict, Unpack

from claims.domain.chains import (
    Key,
    Originator,
    Sources,
    dependent,
    opposed,
    same_voice,
    together,
)
from claims.domain.errors import RuleBroken
from claims.domain.evidence import (
    SHORTEST_ACCOUNT,
    EvidenceFacts,
    corroborated,
    counts,
    examined,
    label,
    originators,
    still_counts,
    why_gone,
    why_too_weak,
)
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Bearing, Word, labels_of

__all__ = [
    "DEFINITIONS",
    "FINDINGS",
    "FIRMEST_FIRST",
    "LABELS",
    "NEEDS",
    "NOT_EXAMINED",
    "EvidenceFacts",
    "Status",
    "Weighed",
    "check_change",
    "check_examined",
    "counted_as",
    "counts",
    "missing",
    "reopens",
    "taken_as_examined",
]


class Status(Word):
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    PARTLY_CONFIRMED = "partly_confirmed", _("Partly confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    DISPUTED = "disputed", _("Disputed")
    REFUTED = "refuted", _("Refuted")
    UNVERIFIABLE = "unverifiable", _("Unverifiable")


LABELS = labels_of(Status)

FINDINGS: dict[Status, str] = {
    Status.UNCONFIRMED: _("We examined it and could not establish whether it is true."),
    Status.PARTLY_CONFIRMED: _(
        "Some parts are established and others are not; the note says which."
    ),
    Status.CONFIRMED: _(
        "Independently corroborated, or shown by primary evidence we examined. It can be revised."
    ),
    Status.DISPUTED: _(
        "Credible sources contradict each other and we cannot yet say which is right."
    ),
    Status.REFUTED: _("Evidence shows this is wrong."),
    Status.UNVERIFIABLE: _("We tried; the available evidence cannot settle it."),
}
"""What a status says of the one claim that bears it."""

DEFINITIONS: dict[Status, str] = {
    **FINDINGS,
    Status.UNCONFIRMED: _(
        "Someone has said this. We examined it and could not establish whether it is true."
    ),
}
"""The same where no claim stands by it that says who said what."""

FIRMEST_FIRST = (
    Status.CONFIRMED,
    Status.PARTLY_CONFIRMED,
    Status.DISPUTED,
    Status.UNCONFIRMED,
    Status.UNVERIFIABLE,
    Status.REFUTED,
)
"""By how firmly a claim stands."""

NOT_EXAMINED = "not_examined"
"""What an unconfirmed claim is counted and told as until an editor says that it was examined."""
NOT_EXAMINED_LABEL = _("Unconfirmed, not examined")
NOT_EXAMINED_FINDING = _("We have not examined it yet.")
NOT_EXAMINED_DEFINITION = _("Someone has said this. We have not examined it yet.")


def counted_as(status: str, *, examined: bool) -> str:
    """The status, or that nobody has looked yet: every other status needs a look."""
    return NOT_EXAMINED if status == Status.UNCONFIRMED and not examined else str(status)


def taken_as_examined(status: str, *, first: bool, names_evidence: bool) -> bool:
    """Whether a step that does not say so was decided after a look.

    The first of a history that is “unconfirmed” and names no evidence notes how a claim came in.
    """
    return status != Status.UNCONFIRMED or not first or names_evidence


def check_examined(status: str, *, examined: bool) -> None:
    """Raise RuleBroken where a status that comes of a look is said to come of none."""
    if status != Status.UNCONFIRMED and not examined:
        raise RuleBroken(_("Only an unconfirmed claim can be one that we have not examined."))


NEEDS: dict[Status, str] = {
    Status.UNCONFIRMED: _("A claimant and a citation."),
    Status.PARTLY_CONFIRMED: _(
        "A reason that names the parts; for what is established, supporting evidence from two"
        " sources that know independently of each other, at least one of them outside the"
        " claimant's party, or one primary piece whose note says what was examined and how. All"
        " evidence against is named."
    ),
    Status.CONFIRMED: _(
        "Supporting evidence from two sources that know independently of each other, at least one"
        " of them outside the claimant's party, or one primary piece whose note says what was"
        " examined and how. All evidence against is named and answered in the reason."
    ),
    Status.DISPUTED: _(
        "Evidence for and evidence against, from sources that know"
        " independently of each other. A bare denial is a stance and not enough."
    ),
    Status.REFUTED: _(
        "Evidence against from two sources that know independently of each"
        " other, or one primary piece whose note says what was examined and how; not all of"
        " it from parties opposed to the claimant's. All supporting evidence is named and"
        " answered in the reason."
    ),
    Status.UNVERIFIABLE: _("A reason that says what was tried."),
}
"""What each status needs, for the editor, besides a reason."""


def reopens(before: Status, after: Status) -> bool:
    """Whether readers must be told that a settled claim was opened again."""
    return before in (Status.CONFIRMED, Status.REFUTED) and after != before


@dataclass(frozen=True)
class _Case:
    """What a decision weighs: evidence that is not named in it carries nothing."""

    claimant: Originator
    on_file: Sequence[EvidenceFacts]
    named: Set[Key]
    reason: str
    has_citation: bool
    sources: Sources

    def weighed(self, bearing: Bearing) -> list[EvidenceFacts]:
        return [e for e in self._counting(bearing) if e.key in self.named]

    def unanswered(self, bearing: Bearing) -> list[EvidenceFacts]:
        return [e for e in self._counting(bearing) if e.key not in self.named]

    def _counting(self, bearing: Bearing) -> list[EvidenceFacts]:
        return [e for e in self.on_file if e.bearing is bearing and still_counts(e)]

    def fallen(self, bearing: Bearing) -> Iterator[str]:
        """Which of the pieces named count no longer, and why."""
        named = (e for e in self.on_file if e.bearing is bearing and e.key in self.named)
        return why_gone(named)


class Weighed(TypedDict):
    """What a decision is weighed by."""

    claimant: Key | None
    evidence_on_file: Iterable[EvidenceFacts]
    named: Set[Key]
    reason: str
    has_citation: bool
    sources: Sources
    said_on: NotRequired[date | None]


def check_change(to: Status, **weighed: Unpack[Weighed]) -> None:
    """Raise RuleBroken, with all that is missing, unless a claim may have this status."""
    if sentences := missing(to, **weighed):
        raise RuleBroken(*sentences)


def missing(
    to: Status,
    *,
    claimant: Key | None,
    evidence_on_file: Iterable[EvidenceFacts],
    named: Set[Key],
    reason: str,
    has_citation: bool,
    sources: Sources,
    said_on: date | None = None,
) -> list[str]:
    """What a decision still needs, in sentences for the editor; empty where nothing."""
    on_file = tuple(evidence_on_file)
    sentences = [] if reason.strip() else [_("Give the reason: readers will see it.")]
    if not named <= {evidence.key for evidence in on_file}:
        sentences.append(_("Name only evidence that is on file for this claim."))
    if claimant is None:
        return [*sentences, _("Say first who makes this claim.")]
    case = _Case(Originator(claimant, day=said_on), on_file, named, reason, has_citation, sources)
    return [*sentences, *_RULES[to](case)]


def _unconfirmed(case: _Case) -> Iterator[str]:
    if not case.has_citation:
        yield _("Add a citation: where the claimant said this.")


def _confirmed(case: _Case) -> Iterator[str]:
    def outside(source: Originator) -> bool:
        joined = same_voice(source, case.claimant, case.sources)
        return not joined and not together(source, case.claimant, case.sources)

    pieces = case.weighed(Bearing.SUPPORTS)
    if not examined(pieces) and not corroborated(pieces, outside, case.sources):
        yield (
            _(
                "Name supporting evidence from two sources that know independently of each"
                " other, at least one of them outside the claimant's party, or one primary piece"
                " whose note says what was examined and how."
            )
        )
        yield from why_too_weak(pieces, case.sources)
        yield from case.fallen(Bearing.SUPPORTS)
    yield from _unanswered(case, Bearing.AGAINST)


def _refuted(case: _Case) -> Iterator[str]:
    def outside(source: Originator) -> bool:
        return not opposed(source, case.claimant, case.sources)

    pieces = case.weighed(Bearing.AGAINST)
    shown = examined(pieces) and any(outside(o) for o in originators(pieces))
    if not shown and not corroborated(pieces, outside, case.sources):
        yield (
            _(
                "Name evidence against from two sources that know independently of each other,"
                " or one primary piece whose note says what was examined and how; not all of it"
                " from parties opposed to the claimant's."
            )
        )
        yield from why_too_weak(pieces, case.sources)
        yield from case.fallen(Bearing.AGAINST)
    yield from _unanswered(case, Bearing.SUPPORTS)


def _disputed(case: _Case) -> Iterator[str]:
    supporting = originators(case.weighed(Bearing.SUPPORTS))
    against = originators(case.weighed(Bearing.AGAINST))
    if not supporting:
        yield _("Name evidence that supports the claim and counts.")
        yield from case.fallen(Bearing.SUPPORTS)
    if not against:
        yield _("Name evidence against that counts: a bare denial is a stance and not enough.")
        yield from case.fallen(Bearing.AGAINST)
    pairs = list(product(supporting, against))
    if pairs and all(dependent(a, b, case.sources) for a, b in pairs):
        yield _("The evidence for and the evidence against come from one chain.")


def _unverifiable(case: _Case) -> Iterator[str]:
    if len(case.reason.strip()) < SHORTEST_ACCOUNT:
        yield _("Say in the reason what was tried to settle this.")


_RULES: dict[Status, Callable[[_Case], Iterator[str]]] = {
    Status.UNCONFIRMED: _unconfirmed,
    Status.PARTLY_CONFIRMED: _confirmed,
    Status.CONFIRMED: _confirmed,
    Status.DISPUTED: _disputed,
    Status.REFUTED: _refuted,
    Status.UNVERIFIABLE: _unverifiable,
}


def _unanswered(case: _Case, bearing: Bearing) -> Iterator[str]:
    for evidence in case.unanswered(bearing):
        piece = label(evidence)
        if bearing is Bearing.AGAINST:
            yield _(
                "%(piece)s speaks against the claim: name it and answer it in the reason.",
                piece=piece,
            )
        else:
            yield _(
                "%(piece)s supports the claim: name it and answer it in the reason.", piece=piece
            )
