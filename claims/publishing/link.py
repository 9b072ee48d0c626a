"""What readers see of a link between two claims."""

from __future__ import annotations

from claims.models.desk.link import Link
from claims.publishing.from_desk import from_desk
from claims.publishing.history_cut import WHOLE, Cut
from claims.states.link import LinkState


def state(link: Link, cut: Cut = WHOLE) -> LinkState:
    return from_desk(LinkState, link)
