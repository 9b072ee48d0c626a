"""Claims: the list, and the form in the order in which an editor works."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html_join

from claims import actions
from claims.actions.addresses import claim_address, said_on
from claims.actions.look_alikes import LookAlike, like_claims
from claims.admin.assigning import assign_to_me, assign_to_nobody
from claims.admin.base import SubjectAdmin, saving_time
from claims.admin.claim_asks import ClaimAsks
from claims.admin.claim_rows import (
    CitationInline,
    EvidenceInline,
    LinkInline,
    RequestInline,
    StanceInline,
    keep_request,
)
from claims.admin.desk_filters import (
    AgeFilter,
    AssigneeFilter,
    CarriedFilter,
    CheckFilter,
    MovedFilter,
)
from claims.admin.figure_rows import FigureInline
from claims.admin.filters import AboutFilter, ClaimantSideFilter, PublicationFilter
from claims.admin.forms import moment_for
from claims.admin.look_first import AskingForm
from claims.admin.marks import publication_mark, status_mark
from claims.admin.parts import event_of
from claims.admin.second_look import open_looks
from claims.admin.site import site
from claims.domain.relations import Relation
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.asking import CommentRequest
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.evidence import Stance, StatusChange
from claims.models.desk.figure import Figure
from claims.models.desk.second_look import SecondLook
from claims.reading.moments import when


class ClaimForm(AskingForm):
    offer = "Add your report to this one"
    moments = ("said", "next_check")
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


@admin.register(Claim, site=site)
class ClaimAdmin(ClaimAsks, SubjectAdmin):
    form = ClaimForm
    inlines = [
        CitationInline,
        FigureInline,
        RequestInline,
        StanceInline,
        EvidenceInline,
        LinkInline,
    ]
    autocomplete_fields = ("claimant", "event")
    # What becomes of a claim is decided on pages of its own.
    readonly_fields = [
        "status_now",
        "standing",
        "lifecycle",
        "merged_into",
        "to_look_at_again",
        "decided_so_far",
        "links_from_others",
    ]
    actions = [*SubjectAdmin.actions, assign_to_me, assign_to_nobody]
    list_display = (
        "headline",
        "status_now",
        "who",
        "standing",
        "said",
        "carried_by",
        "event",
        "last_decision",
        "assignee",
    )
    list_select_related = ("claimant", "event", "assignee")
    list_filter = (
        "status",
        PublicationFilter,
        AssigneeFilter,
        CheckFilter,
        MovedFilter,
        CarriedFilter,
        AgeFilter,
        "lifecycle",
        AboutFilter,
        "said_at",
        "claimant__kind",
        ClaimantSideFilter,
    )
    search_fields = (
        "statement",
        "short",
        "slug",
        "claimant__name",
        "claimant__short_name",
        "citations__quote",
    )
    search_help_text = "Words of the statement, the quotes, the claimant or the address."
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        cited = Citation.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
        decided = StatusChange.objects.filter(claim=OuterRef("pk")).order_by("-n")
        counted = cited.annotate(n=Count("report", distinct=True)).values("n")
        rows: QuerySet[Any] = super().get_queryset(request)
        told: QuerySet[Any] = rows.annotate(
            reports=Coalesce(Subquery(counted), 0),
            decided_at=Subquery(decided.values("at")[:1]),
            decided_precision=Subquery(decided.values("precision")[:1]),
        )
        return told

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets: list[Any] = [
            ("What was said", {"fields": ["statement", "short", "seen"]}),
            (
                "Who said it, about what and when",
                {
                    "fields": [("claimant", "event"), ("said", "occasion")],
                },
            ),
        ]
        if obj is not None:
            stands: list[Any] = [("status_now", "standing")]
            if obj.second_looks.filter(cleared_at=None).exists():
                stands.insert(0, "to_look_at_again")
            fieldsets.insert(0, ("Where it stands", {"fields": stands}))
        follows = {"fields": [("assignee", "next_check"), "handover"]}
        fieldsets.append(("Who follows it (never published)", follows))
        fate = [("lifecycle", "merged_into")] if obj is not None else []
        more = ["slug", "utterance", *fate, "private_note"]
        fieldsets.append(("Address, lifecycle and note", {"fields": more, "classes": ["collapse"]}))
        if obj is not None:
            told = ["decided_so_far", "links_from_others"]
            fieldsets.append(
                ("Decisions and links from others", {"fields": told, "classes": ["collapse"]})
            )
        return fieldsets

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

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A draft goes with all it owns, of which some can be reached on its page alone."""
        found, counts, needed, kept = super().get_deleted_objects(objs, request)
        owned = {str(model._meta.verbose_name) for model in (Figure, CommentRequest, SecondLook)}
        return found, counts, needed - owned, kept

    @admin.display(description="look again")
    def to_look_at_again(self, claim: Claim) -> str:
        return open_looks(claim)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            if isinstance(row.instance, Stance) and row.has_changed():
                keep_request(row.instance, request)
            elif isinstance(row.instance, CommentRequest) and row.instance._state.adding:
                row.instance.asked_by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """What others rest on may have been withdrawn; what this rested on may be gone."""
        super().save_related(request, form, formsets, change)
        told: Any = {"by": request.user, "at": saving_time(request)}
        if change and "lifecycle" in form.changed_data:
            was = Lifecycle(form.initial["lifecycle"])
            actions.lifecycle_moved(form.instance, was=was, **told)
        actions.settle_second_looks(form.instance, **told)

    @admin.display(description="decisions")
    def decided_so_far(self, claim: Claim) -> str:
        decisions = claim.decisions.select_related("by").order_by("-n")
        zone = claim.event.time_zone
        told = [
            (when(d.at, d.precision, zone).text, str(d), d.by or "", d.reason) for d in decisions
        ]
        return format_html_join("", "<p><b>{}</b> {} <i>{}</i><br>{}</p>", told) or "None yet."

    @admin.display(description="links from others")
    def links_from_others(self, claim: Claim) -> str:
        links = claim.links_to.select_related("from_claim").order_by("pk")
        told = [
            (str(x.from_claim), Relation(x.relation).label, x.get_state_display()) for x in links
        ]
        return format_html_join("", "<p>“{}” {} this claim ({})</p>", told) or "None."
