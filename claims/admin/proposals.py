"""What waits for a second pair of eyes, and what became of it: a list that leads to each."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html

from claims.admin.base import ListAdmin
from claims.admin.decisions.four_eyes import sign_url
from claims.admin.named_things import name_things
from claims.admin.pending_proposals import eyes_in_words
from claims.admin.site import site
from claims.domain.four_eyes import ProposalState
from claims.domain.messages import gettext as _
from claims.models.desk.proposal import Proposal
from claims.presenters.moments import minute


class ProposalList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = name_things(self.result_list, kind="kind", uid="uid")


@admin.register(Proposal, site=site)
class ProposalAdmin(ListAdmin):
    list_display = ("what", "why", "by", "proposed", "state", "settled_by")
    list_display_links = None
    list_select_related = ("by", "settled_by")
    list_filter = ("state", ("by", admin.RelatedOnlyFieldListFilter))
    ordering = ("-at", "-pk")

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return ProposalList

    @admin.display(description=_("what"))
    def what(self, proposal: Proposal) -> str:
        thing = getattr(proposal, "thing", None) or _("removed since")
        leads = proposal.state in (ProposalState.WAITING, ProposalState.SENT_BACK)
        if not leads or not hasattr(proposal, "thing"):
            return str(thing)
        return format_html('<a href="{}">{}</a>', sign_url(proposal), thing)

    @admin.display(description=_("because of"))
    def why(self, proposal: Proposal) -> str:
        return eyes_in_words(proposal)

    @admin.display(description=_("proposed"), ordering="at")
    def proposed(self, proposal: Proposal) -> str:
        return minute(proposal.at, "UTC").text

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
