"""What readers see of a link between two claims."""

from __future__ import annotations

from typing import Any

from claims.models.desk.link import Link
from claims.publishing.history_cut import WHOLE, Cut

PUBLIC = {"from_claim", "relation", "to_claim", "note"}


def state(link: Link, cut: Cut = WHOLE) -> dict[str, Any]:
    return {
        "from_claim": link.from_claim.uid,
        "relation": link.relation,
        "to_claim": link.to_claim.uid,
        "note": link.note,
    }
