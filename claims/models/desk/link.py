"""How claims bear on each other."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from claims.domain.messages import gettext as _
from claims.domain.relations import LABELS as RELATION_LABELS
from claims.domain.relations import Relation
from claims.domain.vocabulary import LINK_STATE_LABELS, LinkState, choices
from claims.models.desk.base import Publishable


class Link(Publishable):
    from_claim = models.ForeignKey(
        "claims.Claim",
        models.CASCADE,
        related_name="links_from",
        help_text=_("The claim that does something to the other."),
    )
    relation = models.CharField(
        max_length=16,
        choices=choices(RELATION_LABELS),
        help_text=_("What the first does to the second. Readers see it from both ends."),
    )
    to_claim = models.ForeignKey(
        "claims.Claim",
        models.CASCADE,
        related_name="links_to",
        help_text=_("The claim it is done to."),
    )
    state = models.CharField(
        max_length=10,
        choices=choices(LINK_STATE_LABELS),
        default=LinkState.CONFIRMED,
        help_text=_("Readers see confirmed links alone. A rejected one is not suggested again."),
    )
    note = models.CharField(
        max_length=500, blank=True, help_text=_("Readers see it; needed to reject a suggestion.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="link_once",
                violation_error_message=_("These two claims are already linked so."),
                fields=["from_claim", "relation", "to_claim"],
            ),
            models.CheckConstraint(
                name="link_joins_two_claims",
                violation_error_message=_("A claim cannot be linked to itself."),
                condition=~Q(from_claim=F("to_claim")),
            ),
            models.CheckConstraint(
                name="link_rejected_says_why",
                violation_error_message=_("Say why the link was rejected: it is remembered."),
                condition=~Q(state=LinkState.REJECTED) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_claim} {Relation(self.relation).label} {self.to_claim}"
