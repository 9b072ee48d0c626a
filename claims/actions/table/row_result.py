"""What becomes of one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from claims.actions.duplicates import LookAlike
from claims.actions.new_claims import Line
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.table_columns import COLUMNS
from claims.models.desk.base import Publishable

T = TypeVar("T")
WORDS = {
    "new": _("New claim"),
    "adds": _("Adds to a claim"),
    "known": _("Known, skipped"),
    "wrong": "Wrong",
}


@dataclass
class RowResult:
    """``line`` is what would be recorded; none where the row is known or wrong.

    ``alike`` pairs what looks alike with the new source it is like, or with nothing: the claim.
    """

    number: int
    cells: dict[str, str]
    kind: str = "new"
    wrong: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    alike: list[tuple[Publishable | None, LookAlike]] = field(default_factory=list)
    line: Line | None = None
    means: str = ""
    who: str = ""
    """The claimant who was taken, in full; ``carrier`` is the publisher."""
    carrier: str = ""
    unseen: list[str] = field(default_factory=list)
    """Cells that hold what is not seen, as they came."""
    offered: list[str] = field(default_factory=list)
    """Those of them that may be kept so; ``kept``, that are."""
    kept: list[str] = field(default_factory=list)
    disguised: list[tuple[str, str]] = field(default_factory=list)
    """New names that may be in disguise, each with what is said of it."""

    @property
    def words(self) -> str:
        return WORDS[self.kind]

    def refuse(self, column: str, *sentences: str) -> None:
        label = COLUMNS[column].label if column in COLUMNS else column
        self.wrong += [(label, sentence) for sentence in sentences]
        self.kind, self.line = "wrong", None

    def take(self, column: str, step: Callable[[], T]) -> T | None:
        """What a step gives; what it refuses is said at its column."""
        try:
            return step()
        except RuleBroken as broken:
            self.refuse(column, *broken.messages)
        except ValueError as problem:
            self.refuse(column, str(problem))
        return None
