"""Save what was edited of a claim and its figures at once, as one version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from claims.actions.cite import add_citation
from claims.actions.desk import Editor
from claims.actions.reconcile.answer import note_positions
from claims.actions.second_look import settle_second_looks
from claims.actions.stubs import keep_new
from claims.actions.suggest_links import suggest_links
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.figure import Figure
from claims.publishing import log
from claims.publishing.registry import differs


@dataclass
class Edited:
    """``values`` are columns of the claim; the figures and citations hold what they are to be."""

    values: dict[str, Any] = field(default_factory=dict)
    figures: Sequence[Figure] = ()
    citations: Sequence[Citation] = ()


def edit_claim(claim: Claim, edited: Edited, *, by: Editor, at: datetime) -> Claim:
    """Save it all, or nothing; raises ``Stale`` where somebody else saved the claim meanwhile."""
    with log.writing():
        held = claim.held()
        for name, value in edited.values.items():
            if name == "claimant":
                keep_new(value, by=by)
            setattr(held, name, value)
        for citation in edited.citations:
            add_citation(held, citation, by=by)
        Figure.save_changed(edited.figures, by=by, at=at)
        held.changed = differs(held)
        held.save(by=by, at=at)
        if edited.figures:
            suggest_links(held, by=by)
            note_positions(held.event.root().tree(), by=by)
        settle_second_looks(held, by=by, at=at)
        return held
