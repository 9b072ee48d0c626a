"""How near to the counting somebody is: a hospital counts, an outlet is told."""

from collections.abc import Iterable

from claims.domain.reconciliation.values import Case, Figure
from claims.domain.vocabulary import SourceKind

COUNTS, KNOWS, PASSES_ON, HEARD = 4, 3, 2, 1
FAR = 2
"""So many ranks above the rest, a count of nobody's side stands even against counts far away."""

_RANKS = {
    **dict.fromkeys(
        (SourceKind.POLICE, SourceKind.COURT, SourceKind.HEALTH, SourceKind.OFFICIAL), COUNTS
    ),
    **dict.fromkeys(
        (
            SourceKind.GOVERNMENT,
            SourceKind.MILITARY,
            SourceKind.ARMED_GROUP,
            SourceKind.NGO,
            SourceKind.INTERNATIONAL,
            SourceKind.ANALYST,
            SourceKind.COMPANY,
        ),
        KNOWS,
    ),
    **dict.fromkeys((SourceKind.AGENCY, SourceKind.MEDIA), PASSES_ON),
}


def rank(figure: Figure, case: Case) -> int:
    return _RANKS.get(SourceKind(case.sources[figure.claimant].kind), HEARD)


def nearest(figures: Iterable[Figure], case: Case) -> int:
    return max(rank(figure, case) for figure in figures)


def is_known(figure: Figure, case: Case) -> bool:
    """Whether it is said what they are: of somebody else entirely it is not, nor yet of a stub."""
    return SourceKind(case.sources[figure.claimant].kind) is not SourceKind.OTHER


def is_named(figure: Figure, case: Case) -> bool:
    """Whether a body or an outlet stands behind it by name."""
    return rank(figure, case) > HEARD
