"""How a claim is filled in and listed: its form, and its columns in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from claims import actions
from claims.actions.addresses import claim_address, said_on
from claims.actions.duplicates import LookAlike, like_claims
from claims.actions.statements import claimants_of, statement_of, told
from claims.admin.access import editor_of
from claims.admin.choice_labels import MEASURES_OF, Shared, claimant_of
from claims.admin.duplicates import AskingForm, Wording
from claims.admin.event_summary import numbers_of
from claims.admin.fields import also, called
from claims.admin.forms import moment_for
from claims.admin.inlines import event_of
from claims.admin.second_look import open_looks
from claims.admin.status_marks import publication_mark, status_mark
from claims.domain.errors import RuleBroken
from claims.domain.messages import Message, ngettext
from claims.domain.messages import gettext as _
from claims.domain.relations import Relation
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.presenters.moments import when

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class ClaimForm(AskingForm):
    wording = Wording(offer=_("Add your report to this one"))
    said = moment_for(Claim, "said", _("Said"), _("In the zone of the event, or with its offset."))

    next_check = moment_for(Claim, "next_check", _("Next check"), _("In the zone of the event."))

    class Meta:
        model = Claim
        fields = "__all__"

    def prepare(self) -> None:
        super().prepare()
        if "slug" not in self.fields:
            # Who may only look has no boxes.
            return
        also(self.fields["slug"], _("Made from claimant, day and statement where empty."))
        self.fields["utterance"].label = _("Said together, under the word")
        begun = statement_of(self.instance.utterance)
        if begun is not None and begun != self.instance:
            also(self.fields["utterance"], _("Now with %(claim)s.", claim=told(begun)))

    def zone(self) -> str:
        chosen = self.cleaned_data.get("event") if hasattr(self, "cleaned_data") else None
        event = chosen or event_of(self.instance)
        return event.time_zone if event else "UTC"

    def look_alikes(self) -> list[LookAlike]:
        typed = self.cleaned_data
        return like_claims(
            claimant=typed["claimant"],
            event=typed["event"],
            statement=typed["statement"],
            said_at=self.instance.said_at,
        )

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("claimant") and typed.get("statement") and typed.get("slug") == "":
            day = said_on(self.instance.said_at, self.instance.said_precision, self.zone())
            typed["slug"] = claim_address(
                typed["claimant"], day, typed["statement"], typed.get("event")
            )
        self._check_statement()
        return typed

    def _check_statement(self) -> None:
        typed = self.cleaned_data
        word, claimant = typed.get("utterance"), typed.get("claimant")
        if not word or not claimant or not {"utterance", "claimant"} & set(self.changed_data):
            return
        others = [other for other in claimants_of(word, but=self.instance) if other != claimant]
        if others:
            self.add_error(
                "utterance",
                _(
                    "“%(word)s” is a statement of %(others)s: two claimants do not speak in one."
                    " Leave this empty, or write the word of another.",
                    word=word,
                    others=others[0],
                ),
            )


class ClaimList(ChangeList):
    """With the numbers of its claims, fetched at once."""

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_queryset(request, exclude_parameters)
        return rows.prefetch_related(f"figures__{MEASURES_OF}")


class Counted(TypedDict):
    """What the list asks along."""

    reports: int
    decided_at: datetime | None
    decided_precision: str


class ClaimColumns:
    @admin.display(description=_("number"), empty_value="")
    def numbers(self, claim: Claim) -> str:
        return numbers_of(claim)

    @admin.display(description=_("claim"), ordering="statement")
    def headline(self, claim: Claim) -> str:
        return str(claim)

    @admin.display(description=_("claimant"), ordering="claimant__name")
    def who(self, claim: WithAnnotations[Claim, Shared]) -> str:
        return claimant_of(claim)

    @admin.display(description=_("status"), ordering="status")
    def status_now(self, claim: Claim) -> str:
        return status_mark(claim.status, examined=claim.examined)

    @admin.display(description=_("publication"), ordering="publication")
    def standing(self, claim: Publishable) -> str:
        return publication_mark(claim.publication, changed=claim.changed)

    @admin.display(description=_("reports"), ordering="reports")
    def carried_by(self, claim: WithAnnotations[Claim, Counted]) -> int:
        return claim.reports

    @admin.display(description=_("said"), ordering="said_at", empty_value="")
    def said(self, claim: Claim) -> str:
        if claim.said_at is None:
            return ""
        return when(claim.said_at, claim.said_precision, claim.event.time_zone).text

    @admin.display(description=_("last decision"), ordering="decided_at", empty_value="")
    def last_decision(self, claim: WithAnnotations[Claim, Counted]) -> str:
        if claim.decided_at is None:
            return ""
        return when(claim.decided_at, claim.decided_precision, claim.event.time_zone).day

    @admin.display(description=_("assigned to"), ordering="assignee__username", empty_value="")
    def follower(self, claim: Claim) -> str:
        return called(claim.assignee) if claim.assignee else ""

    @admin.display(description=_("look again"))
    def to_look_at_again(self, claim: Claim) -> str:
        return open_looks(claim)

    @admin.display(description=_("decisions"))
    def decided_so_far(self, claim: Claim) -> str:
        decisions = claim.decisions.select_related("by").order_by("-n")
        zone = claim.event.time_zone
        told = [
            (when(d.at, d.precision, zone).text, str(d), called(d.by) if d.by else "", d.reason)
            for d in decisions
        ]
        return format_html_join("", "<p><b>{}</b> {} <i>{}</i><br>{}</p>", told) or _("None yet.")

    @admin.display(description=_("links from others"))
    def links_from_others(self, claim: Claim) -> str:
        links = claim.links_to.select_related("from_claim").order_by("pk")
        told = [
            (str(x.from_claim), Relation(x.relation).label, x.get_state_display()) for x in links
        ]
        # Translators: such as “A ministry: 5 killed” contradicts this claim (confirmed).
        line = str(_("“{claim}” {relation} this claim ({state})"))
        lines = ((format_html(line, claim=c, relation=r, state=s),) for c, r, s in told)
        return format_html_join("", "<p>{}</p>", lines) or _("None.")


ASSIGNED = ngettext("%(number)s claim assigned to you.", "%(number)s claims assigned to you.", 1)
LET_GO = ngettext(
    "%(number)s claim let go: nobody follows them now.",
    "%(number)s claims let go: nobody follows them now.",
    1,
)


@admin.action(description=_("Assign to me"), permissions=["change"])
def assign_to_me(page: ModelAdmin, request: HttpRequest, chosen: QuerySet) -> None:
    _assign(request, chosen, to=editor_of(request), done=ASSIGNED)


@admin.action(description=_("Assign to nobody"), permissions=["change"])
def assign_to_nobody(page: ModelAdmin, request: HttpRequest, chosen: QuerySet) -> None:
    _assign(request, chosen, to=None, done=LET_GO)


def _assign(request: HttpRequest, chosen: QuerySet, *, to: User | None, done: Message) -> None:
    # Read again by key: the list's rows carry what it counts, and belong to no transaction.
    claims = Claim.objects.filter(pk__in=list(chosen.values_list("pk", flat=True))).order_by("pk")
    try:
        count = actions.assign(claims, to=to, by=editor_of(request))
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return
    messages.success(request, done.counted(count))
