"""Figures checked against each other by arithmetic. It never picks, averages or changes one.

`read` makes a case of a dossier, `check` tells everything about it, `sections` puts findings in
the groups that people read.
"""

from claims.domain.reconciliation.check_case import Result, check
from claims.domain.reconciliation.dossier_input import read
from claims.domain.reconciliation.finding import Finding
from claims.domain.reconciliation.groups import Line, Section, folded, sections
from claims.domain.reconciliation.kinds import CONTRADICTIONS, Group, Kind
from claims.domain.reconciliation.minor_findings import notes
from claims.domain.reconciliation.positions import Stated, disagreements
from claims.domain.reconciliation.ranges import Range
from claims.domain.reconciliation.standing_figures import bounding, overtaken, standing
from claims.domain.reconciliation.suggestions import Suggestion, Tie, behind, suggestions
from claims.domain.reconciliation.trees import Node, Tree
from claims.domain.reconciliation.values import Case, Cell, Figure, Time
from claims.domain.reconciliation.what_if import (
    Allowed,
    Reading,
    Tried,
    allowed,
    by_reading,
    resting_on,
    try_out,
)

__all__ = [
    "CONTRADICTIONS",
    "Allowed",
    "Case",
    "Cell",
    "Figure",
    "Finding",
    "Group",
    "Kind",
    "Line",
    "Node",
    "Range",
    "Reading",
    "Result",
    "Section",
    "Stated",
    "Suggestion",
    "Tie",
    "Time",
    "Tree",
    "Tried",
    "allowed",
    "behind",
    "bounding",
    "by_reading",
    "check",
    "disagreements",
    "folded",
    "notes",
    "overtaken",
    "read",
    "resting_on",
    "sections",
    "standing",
    "suggestions",
    "try_out",
]
