"""How values are spelt in a published state."""

from __future__ import annotations

from datetime import date, datetime

from claims.domain import canonical
from claims.models.desk.figure import Figure


def moment(at: datetime | None, precision: str) -> dict[str, str] | None:
    """A moment with its precision: the start of the stated period, in UTC."""
    return {"at": canonical.moment_text(at), "precision": precision} if at else None


def day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def figure_name(figure: Figure) -> dict[str, str]:
    """How a figure is named from outside its claim."""
    return {"claim": figure.claim.uid, "key": figure.key}
