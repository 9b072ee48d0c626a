"""What lists and the form tell of a claim, in words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.html import format_html_join

from claims.admin.fields import called
from claims.admin.marks import publication_mark, status_mark
from claims.admin.second_look import open_looks
from claims.domain.relations import Relation
from claims.models.desk.claim import Claim
from claims.presenters.moments import when


class ClaimColumns:
    @admin.display(description="claim", ordering="statement")
    def headline(self, claim: Claim) -> str:
        return str(claim)

    @admin.display(description="claimant", ordering="claimant__name")
    def who(self, claim: Claim) -> str:
        return claim.claimant.short_name or claim.claimant.name

    @admin.display(description="status", ordering="status")
    def status_now(self, claim: Claim) -> str:
        return status_mark(claim.status)

    @admin.display(description="publication", ordering="publication")
    def standing(self, claim: Any) -> str:
        return publication_mark(claim.publication, changed=claim.changed)

    @admin.display(description="reports", ordering="reports")
    def carried_by(self, claim: Any) -> int:
        return int(claim.reports)

    @admin.display(description="said", ordering="said_at", empty_value="")
    def said(self, claim: Claim) -> str:
        if claim.said_at is None:
            return ""
        return when(claim.said_at, claim.said_precision, claim.event.time_zone).text

    @admin.display(description="last decision", ordering="decided_at", empty_value="")
    def last_decision(self, claim: Any) -> str:
        if claim.decided_at is None:
            return ""
        return when(claim.decided_at, claim.decided_precision, claim.event.time_zone).day

    @admin.display(description="assigned to", ordering="assignee__username", empty_value="")
    def follower(self, claim: Claim) -> str:
        return called(claim.assignee) if claim.assignee else ""

    @admin.display(description="look again")
    def to_look_at_again(self, claim: Claim) -> str:
        return open_looks(claim)

    @admin.display(description="decisions")
    def decided_so_far(self, claim: Claim) -> str:
        decisions = claim.decisions.select_related("by").order_by("-n")
        zone = claim.event.time_zone
        told = [
            (when(d.at, d.precision, zone).text, str(d), called(d.by) if d.by else "", d.reason)
            for d in decisions
        ]
        return format_html_join("", "<p><b>{}</b> {} <i>{}</i><br>{}</p>", told) or "None yet."

    @admin.display(description="links from others")
    def links_from_others(self, claim: Claim) -> str:
        links = claim.links_to.select_related("from_claim").order_by("pk")
        told = [
            (str(x.from_claim), Relation(x.relation).label, x.get_state_display()) for x in links
        ]
        return format_html_join("", "<p>“{}” {} this claim ({})</p>", told) or "None."
