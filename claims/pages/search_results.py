"""One line of the list of claims, and where it answers what was searched for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.domain.highlight import marked, snippet
from claims.domain.search import Term
from claims.lookup.as_of import Shown
from claims.lookup.names import claim_name, look_up
from claims.models.record.rows import PublishedClaim
from claims.pages.states import states
from claims.presenters.highlight import Marked
from claims.presenters.moments import When, minute
from claims.presenters.names import ClaimName, Names

State = Mapping[str, Any]


@dataclass(frozen=True)
class Passage:
    """Words from beside the statement that answer; ``label`` says what they are."""

    label: str
    words: Marked
    language: str = ""


@dataclass(frozen=True)
class Line:
    claim: ClaimName
    statement: Marked
    claimant: Marked
    event: Marked
    changed: When
    passage: Passage | None


def lines(found: Sequence[PublishedClaim], asked: Sequence[Term], shown: Shown) -> list[Line]:
    names = look_up(shown, sources={r.claimant for r in found}, events={r.event for r in found})
    told = [_Told(row, names, asked, shown) for row in found]
    known = states(one.row.since for one in told if one.left)
    return [one.line(known.get(one.row.since)) for one in told]


class _Told:
    """A claim with its names, as far as they answer: the rest is looked for in its quotes."""

    def __init__(
        self, row: PublishedClaim, names: Names, asked: Sequence[Term], shown: Shown
    ) -> None:
        self.row, self.event = row, names.event(row.event)
        self.claim = claim_name(row, names.sources, shown.query)
        self.statement = marked(self.claim.text, asked)
        self.claimant = marked(self.claim.claimant, asked, names=True)
        self.about = marked(self.event.text, asked, names=True)
        answered = (self.statement, self.claimant, self.about)
        self.left = [term for term in asked if all(term in one.left for one in answered)]

    def line(self, state: State | None) -> Line:
        return Line(
            self.claim,
            statement=Marked(self.statement.pieces),
            claimant=Marked(self.claimant.pieces),
            event=Marked(self.about.pieces),
            changed=minute(self.row.effective_from, self.event.zone),
            passage=_passage(state, self.left) if state else None,
        )


def _passage(state: State, left: Sequence[Term]) -> Passage | None:
    """The first words that answer what neither the statement nor a name does."""
    for label, text, language in _said(state):
        if pieces := snippet(text, left):
            return Passage(label, Marked(pieces), language)
    return None


def _said(state: State) -> Iterator[tuple[str, str, str]]:
    for citation in state["citations"]:
        yield "Quote", citation["quote"], citation["language"]
        yield "Translation", citation["translation"], ""
    yield "Occasion", state["occasion"], ""
    for figure in state["figures"]:
        yield "Figure", figure["words"], ""
