"""The form of a claim: moments in its event's zone, an address where none is typed."""

from __future__ import annotations

from typing import Any

from claims.actions.addresses import claim_address, said_on
from claims.actions.duplicates import LookAlike, like_claims
from claims.admin.duplicates import AskingForm, Wording
from claims.admin.forms import moment_for
from claims.admin.inlines import event_of
from claims.models.desk.claim import Claim


class ClaimForm(AskingForm):
    wording = Wording(offer="Add your report to this one")
    said = moment_for(Claim, "said", "Said", "In the zone of the event, or with its offset.")

    next_check = moment_for(Claim, "next_check", "Next check", "In the zone of the event.")

    class Meta:
        model = Claim
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].help_text += " Made from claimant, day and statement where empty."

    def zone(self) -> str:
        chosen = self.cleaned_data.get("event") if hasattr(self, "cleaned_data") else None
        event = chosen or event_of(self.instance)
        return event.time_zone if event else "UTC"

    def look_alikes(self, typed: dict[str, Any]) -> list[LookAlike]:
        return like_claims(
            claimant=typed["claimant"],
            event=typed["event"],
            statement=typed["statement"],
            said_at=self.instance.said_at,
        )

    def clean(self) -> dict[str, Any] | None:
        typed = super().clean() or {}
        if typed.get("claimant") and typed.get("statement") and typed.get("slug") == "":
            day = said_on(self.instance.said_at, self.instance.said_precision, self.zone())
            typed["slug"] = claim_address(
                typed["claimant"], day, typed["statement"], typed.get("event")
            )
        return typed
