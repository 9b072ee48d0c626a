"""Whether each step of a history was taken after a look: said, or understood from the step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claims.domain.status import taken_as_examined

Step = dict[str, Any]


def is_examined(steps: Sequence[Step], n: int) -> bool:
    said = steps[n].get("examined")
    return _usual(steps, n) if said is None else bool(said)


def without_usual(steps: Sequence[Step]) -> list[Step]:
    """The same steps, “examined” only where leaving it out would mean something else."""
    return [
        {k: v for k, v in step.items() if k != "examined" or v is not _usual(steps, n)}
        for n, step in enumerate(steps)
    ]


def _usual(steps: Sequence[Step], n: int) -> bool:
    step = steps[n]
    return taken_as_examined(
        step["status"], first=n == 0, names_evidence=bool(step.get("evidence"))
    )
