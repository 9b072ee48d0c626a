"""What a status rests on: single pieces of evidence, and what they carry together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from claims.domain.chains import Key, Originator, Sources, chains_explained, dependent
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import COUNTS, Bearing, EvidenceKind

WITHDRAWN = _("a report that its publisher withdrew")
RETRACTED = _("a report that we retracted")
SHORTEST_ACCOUNT = 20
"""Characters that an account of what was examined or tried needs at the least."""


@dataclass(frozen=True)
class EvidenceFacts:
    """One piece of evidence, as far as a status rests on it."""

    key: Key
    bearing: Bearing
    kind: EvidenceKind
    originator: Key | None = None
    concedes: bool = False
    note: str = ""
    label: str = ""
    day: date | None = None
    """When the originator said it, as far as it is known."""
    gone: str = ""
    """What became of the report it rests on, where that no longer stands: “a report that …”."""


def counts(evidence: EvidenceFacts) -> bool:
    """Whether a piece of evidence can carry a status at all."""
    return evidence.kind in COUNTS and evidence.originator is not None


def still_counts(evidence: EvidenceFacts) -> bool:
    """Whether it carries one now: what it rests on was neither retracted nor withdrawn."""
    return counts(evidence) and not evidence.gone


def examined(pieces: Iterable[EvidenceFacts]) -> bool:
    return any(e.kind is EvidenceKind.PRIMARY and not _thin(e) for e in pieces)


def _thin(evidence: EvidenceFacts) -> bool:
    return len(evidence.note.strip()) < SHORTEST_ACCOUNT


def corroborated(
    pieces: Iterable[EvidenceFacts], outside: Callable[[Originator], bool], sources: Sources
) -> bool:
    """Whether two originators know independently, one of them from outside."""
    return any(
        not dependent(a, b, sources) and (outside(a) or outside(b))
        for a, b in combinations(originators(pieces), 2)
    )


def originators(pieces: Iterable[EvidenceFacts]) -> list[Originator]:
    return sorted(
        {Originator(e.originator, e.concedes, e.day) for e in pieces if e.originator is not None}
    )


def why_too_weak(pieces: Sequence[EvidenceFacts], sources: Sources) -> Iterator[str]:
    for evidence in pieces:
        if evidence.kind is EvidenceKind.PRIMARY and _thin(evidence):
            yield _(
                "Say in the note of %(label)s what was examined and how.", label=label(evidence)
            )
    yield from (chain.sentence for chain in chains_explained(originators(pieces), sources))


def why_gone(pieces: Iterable[EvidenceFacts]) -> Iterator[str]:
    for evidence in pieces:
        if counts(evidence) and evidence.gone:
            yield _(
                "%(label)s rests on %(gone)s: it does not count.",
                label=label(evidence),
                gone=evidence.gone,
            )


def label(evidence: EvidenceFacts) -> str:
    return f"“{evidence.label or evidence.key}”"
