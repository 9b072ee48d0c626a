"""The rules as readers are told them, drawn from the rules themselves."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.figures import bounds, describe, describe_range
from claims.domain.messages import gettext as _
from claims.domain.status import NEEDS, Status
from claims.domain.vocabulary import COUNTS, EvidenceKind, Grounds, Qualifier, StanceKind
from claims.presenters.lifecycle import MEANINGS, WORDS
from claims.presenters.status import StatusMark, all_marks

EXAMPLE = 50
LOW, HIGH = 40, 60


@dataclass(frozen=True)
class StatusRule:
    status: StatusMark
    needs: str


@dataclass(frozen=True)
class Reading:
    """What a hedged number says, and the least and most we take it to mean."""

    said: str
    read_as: str


@dataclass(frozen=True)
class KindOfEvidence:
    label: str
    counts: bool


def status_rules() -> list[StatusRule]:
    return [StatusRule(mark, NEEDS[Status(mark.code)]) for mark in all_marks({})]


def readings() -> list[Reading]:
    return [_reading(qualifier) for qualifier in Qualifier]


def _reading(qualifier: Qualifier) -> Reading:
    if qualifier is Qualifier.BETWEEN:
        said = describe(qualifier, None, LOW, HIGH)
        return Reading(said, describe_range(*bounds(qualifier, None, LOW, HIGH)))
    if qualifier is Qualifier.UNSTATED:
        return Reading(_("“dozens”, “several”"), _("what an editor states, with a note"))
    exactly = qualifier is Qualifier.EXACTLY
    told = _("exactly %(number)s", number=EXAMPLE)
    said = told if exactly else describe(qualifier, EXAMPLE, None, None)
    return Reading(said, describe_range(*bounds(qualifier, EXAMPLE)))


def kinds_of_evidence() -> list[KindOfEvidence]:
    return [KindOfEvidence(kind.label, kind in COUNTS) for kind in EvidenceKind]


def lifecycles() -> list[tuple[str, str]]:
    return [(WORDS[code], meaning) for code, meaning in MEANINGS.items()]


def stances() -> list[str]:
    return [kind.label for kind in StanceKind]


def grounds() -> list[str]:
    return [ground.label for ground in Grounds]
