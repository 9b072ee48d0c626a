"""Every figure at hand under its name, as its claim has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.domain.figures import as_said, differs_from_table
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Qualifier
from claims.presenters.names import Names
from claims.states.claim import ClaimState
from claims.states.figure import FigureName, FigureState

Ref = tuple[str, str]
"""A figure's name: the uid of its claim and its key there."""


@dataclass(frozen=True)
class RecordedClaim:
    """A claim as it stands in the record: its uid, its published state, its page.

    ``marked`` are those of the reports it cites that were corrected, withdrawn or retracted.
    """

    uid: str
    state: ClaimState
    href: str
    marked: Mapping[str, str] = field(default_factory=dict)


class FigureIndex:
    """Every figure at hand by its name, with those that replaced it."""

    def __init__(self, figures: Mapping[Ref, tuple[RecordedClaim, FigureState]]) -> None:
        self._figures = figures
        self._successors: dict[Ref, list[Ref]] = {}
        for ref, (__, figure) in figures.items():
            for older in refs(figure.supersedes):
                self._successors.setdefault(older, []).append(ref)

    def replaced_by(self, ref: Ref) -> Sequence[Ref]:
        return self._successors.get(ref, ())

    def called(self, ref: Ref, names: Names) -> str:
        """Who and how many; a figure that is not at hand is not named."""
        if ref not in self._figures:
            return _("a figure not shown here")
        claim, figure = self._figures[ref]
        return _(
            "%(who)s: %(number)s",
            who=names.source(claim.state.claimant).called,
            number=number_of(figure),
        )


def needs_reading(figure: FigureState) -> bool:
    """Whether the words leave open what the bounds say."""
    loose = figure.qualifier in (Qualifier.ABOUT, Qualifier.NEARLY)
    return loose or differs_from_table(figure.qualifier, figure.value, figure.low, figure.high)


def refs(named: Iterable[FigureName]) -> list[Ref]:
    return [(one.claim, one.key) for one in named]


def number_of(figure: FigureState) -> str:
    return as_said(figure.words, figure.qualifier, figure.value, figure.low, figure.high)
