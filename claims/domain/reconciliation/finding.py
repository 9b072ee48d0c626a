"""What the engine noticed: which figures, how grave, in one plain sentence."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain import canonical
from claims.domain.reconciliation.kinds import (
    CONTRADICTIONS,
    Group,
    Kind,
    group_of,
    severity_of,
)
from claims.domain.reconciliation.values import Case, Cell, Figure, natural


@dataclass(frozen=True)
class Finding:
    """One thing noticed. It says what cannot be, or may be; never which figure is right."""

    kind: Kind
    figures: tuple[str, ...]
    opposed: bool
    severity: int
    sentence: str
    fingerprint: str
    """Changes with the figures behind it, so that an editor's answer reopens."""
    direction: str | None = None
    arithmetic: str = ""
    settles: str = ""
    """What would settle it: whom to ask, and what; empty where nothing is open."""
    parties: tuple[str, ...] = ()
    """Names of the parties of those who say it."""
    by_time: bool = False
    """Whether a newer count may explain it."""
    cells: tuple[Cell, ...] = ()
    """Whom each of the figures counts."""

    @property
    def places(self) -> int:
        """In how many parts of the event the figures lie."""
        return len({cell.event for cell in self.cells})

    @property
    def told(self) -> str:
        """The whole of it in one paragraph."""
        if not self.settles:
            return self.sentence
        return f"{self.sentence} To settle it: {self.settles[:1].lower()}{self.settles[1:]}"

    @property
    def group(self) -> Group:
        return Group.NEWER_COUNT if self.by_time else group_of(self.kind)


@dataclass(frozen=True)
class Words:
    """How a finding is told: a sentence or two, the sums in signs, what would settle it."""

    sentence: str
    arithmetic: str = ""
    settles: str = ""


def make(
    kind: Kind,
    figures: Sequence[Figure],
    words: Words,
    case: Case,
    direction: str | None = None,
    *,
    by_time: bool = False,
) -> Finding:
    opposed = case.opposed(figures)
    return Finding(
        kind=kind,
        figures=tuple(dict.fromkeys(figure.id for figure in figures)),
        opposed=opposed,
        severity=LATER if by_time else severity_of(kind, opposed=opposed),
        by_time=by_time,
        sentence=words.sentence,
        fingerprint=_fingerprint(kind, figures, direction),
        direction=direction,
        arithmetic=words.arithmetic,
        settles=words.settles,
        parties=tuple(party.name for party in case.parties_of(figures)),
        cells=tuple({figure.id: figure.cell for figure in figures}.values()),
    )


LATER = 2
"""How grave it is that a newer count went beyond an older one."""
Order = tuple[object, ...]


def order(finding: Finding) -> Order:
    """Misprints first, then one place, then parts and wholes; opposing parties last."""
    contradiction = finding.kind in CONTRADICTIONS
    within = finding.kind is Kind.SELF_INCONSISTENT
    figures = tuple(natural(figure) for figure in finding.figures)
    return (
        list(Group).index(finding.group),
        contradiction and finding.opposed and not within,
        contradiction and not within,
        contradiction and finding.places > 1,
        list(Kind).index(finding.kind),
        len(figures),
        figures,
    )


def _fingerprint(kind: Kind, figures: Sequence[Figure], direction: str | None) -> str:
    facts = [_facts(figure) for figure in sorted(figures, key=lambda f: natural(f.id))]
    text = canonical.dumps([str(kind), direction, facts])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _facts(figure: Figure) -> list[object]:
    cell, time = figure.cell, figure.time
    return [
        figure.id,
        [cell.event, cell.category, figure.measure or cell.measure],
        [figure.low, figure.high, figure.value, str(figure.qualifier), figure.final],
        [figure.claimant, figure.utterance, figure.concedes],
        [time.first.isoformat(), time.last.isoformat()] if time else None,
    ]
