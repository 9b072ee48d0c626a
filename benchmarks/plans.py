"""The plan of decisions and the verdict, on the event of the demonstration and on larger ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from claims import dossier
from claims.domain import reconciliation
from claims.domain.reconciliation import Case, planning
from claims.domain.reconciliation.planning import agenda
from claims.domain.reconciliation.planning.kept_decisions import begun
from claims.management.commands.import_dossier import contents

FOUNDING = Path(__file__).parent.parent / "fixtures" / "balochistan-2024-08-26.json"
GROWN = (0, 240, 480, 960)
"""Figures in the cells of the demonstration's event; 0 as it is."""
SEED = 2024
COLUMNS = ("plan of", "decisions", "the first", "the plan", "the verdict", "both", "all decided")
Best = Callable[[Callable[[], Any]], tuple[float, Any]]
"""How long an action takes at best, and what it gives."""


def rows(best: Best) -> Iterator[str]:
    yield " | ".join(COLUMNS)
    founding = reconciliation.read(dossier.read(contents(str(FOUNDING))))
    for figures in GROWN:
        yield _row(_grown(founding, figures), best)


def _row(case: Case, best: Best) -> str:
    """A page needs the plan and the verdict; its first card could come sooner."""
    both, planned = best(lambda: planning.plan(replace(case)))
    first, _ = best(lambda: next(agenda.cards(begun(replace(case))), None))
    plan, _ = best(lambda: list(agenda.cards(begun(replace(case)))))
    decided, _ = best(lambda: agenda.take_proposals(begun(replace(case))))
    times = [f"{seconds * 1000:,.0f} ms" for seconds in (first, plan, both - plan, both, decided)]
    cells = [f"{len(case.figures):,}", f"{len(planned.cards)}", *times]
    return " | ".join(cell.rjust(len(name)) for cell, name in zip(cells, COLUMNS, strict=True))


def _grown(case: Case, figures: int) -> Case:
    """More figures like those there are, a little off, each said by somebody of the event."""
    chance = random.Random(SEED)  # noqa: S311  # the same events every time are the point
    found, like = list(case.figures), case.live
    while len(found) < figures:
        one, by, number = chance.choice(like), chance.choice(case.figures), len(found)
        low = max(0, one.low + chance.randrange(-3, 4))
        more = replace(
            one,
            id=f"more-{number}",
            utterance=f"more-{number // 3}",
            claimant=by.claimant,
            low=low,
            high=None if one.high is None else max(low, one.high + chance.randrange(4)),
            value=None,
            supersedes=frozenset(),
        )
        found.append(more)
    return replace(case, figures=tuple(found))
