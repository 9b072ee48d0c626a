"""What readers see of a link between two claims."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.relations import Relation
from claims.states.base import public, state
from claims.states.names import ClaimUid
from claims.states.subject import SubjectState


@state
class LinkState(SubjectState):
    """How one claim stands to another. Only confirmed links are published."""

    # A suggestion or a rejection is the desk's own business.
    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"state"}

    from_claim: ClaimUid = public(_("From claim"), dossier="from")
    relation: Relation = public(_("Relation"), says="How the first claim stands to the second.")
    to_claim: ClaimUid = public(_("To claim"), dossier="to")
    note: str = public(_("Note"), says="Why they are linked.")
