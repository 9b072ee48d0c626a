"""Claims: the list, and the form in the order in which an editor works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse

from claims import actions
from claims.actions.dates import dates_in_doubt
from claims.admin.access import editor_of
from claims.admin.base import SubjectAdmin
from claims.admin.choice_labels import has_namesakes
from claims.admin.claim_form import (
    ClaimColumns,
    ClaimForm,
    ClaimList,
    assign_to_me,
    assign_to_nobody,
)
from claims.admin.claim_rows import (
    CitationInline,
    EvidenceInline,
    LinkInline,
    RequestInline,
    StanceInline,
    keep_request,
)
from claims.admin.duplicates import AskingAdmin
from claims.admin.figure_rows import FigureInline
from claims.admin.filters import AboutFilter, ClaimantPartyFilter, PublicationFilter
from claims.admin.site import site
from claims.admin.submission import saving_time
from claims.admin.suggestions import suggestions_of
from claims.admin.worklist_filters import (
    AgeFilter,
    AssigneeFilter,
    CarriedFilter,
    CheckFilter,
    InUseFilter,
    MovedFilter,
    NewsFilter,
    PromiseFilter,
)
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.base import DeskModel, Publishable
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.evidence import Stance, StatusChange
from claims.models.desk.figure import Figure
from claims.models.desk.second_look import SecondLook

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec


@admin.register(Claim, site=site)
class ClaimAdmin(ClaimColumns, AskingAdmin, SubjectAdmin):
    change_form_template = "admin/claims/claim_form.html"
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
        "numbers",
        "status_now",
        "who",
        "event",
        "said",
        "standing",
        "carried_by",
        "follower",
        "last_decision",
    )
    list_select_related = ("claimant", "event", "assignee")
    list_filter = (
        "status",
        PublicationFilter,
        AssigneeFilter,
        CheckFilter,
        NewsFilter,
        PromiseFilter,
        MovedFilter,
        CarriedFilter,
        AgeFilter,
        InUseFilter,
        "lifecycle",
        AboutFilter,
        "said_at",
        "claimant__kind",
        ClaimantPartyFilter,
    )
    search_fields = (
        "statement",
        "short",
        "slug",
        "claimant__name",
        "claimant__short_name",
        "citations__quote",
        "event__title",
        "event__parent__title",
    )
    search_help_text = _(
        "Words of the statement, the quotes, the claimant, the event or the address."
    )
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        cited = Citation.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
        decided = StatusChange.objects.filter(claim=OuterRef("pk")).order_by("-n")
        counted = cited.annotate(n=Count("report", distinct=True)).values("n")
        rows: QuerySet[Model] = super().get_queryset(request)
        told: QuerySet[Model] = rows.annotate(
            reports=Coalesce(Subquery(counted), 0),
            decided_at=Subquery(decided.values("at")[:1]),
            decided_precision=Subquery(decided.values("precision")[:1]),
            is_shared=has_namesakes("claimant__"),
        )
        return told

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ClaimList]:
        return ClaimList

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> _FieldsetSpec:
        fate = [("lifecycle", "merged_into")] if obj is not None else []
        usual: _FieldsetSpec = [
            (_("What was said"), {"fields": ["statement", "short", "seen"]}),
            (
                _("Who said it, about what and when"),
                {"fields": [("claimant", "event"), ("said", "occasion")]},
            ),
            (
                _("Who follows it (never published)"),
                {"fields": [("assignee", "next_check"), "handover"]},
            ),
            (
                _("Address, lifecycle and note"),
                {"fields": ["slug", "utterance", *fate, "private_note"], "classes": ["collapse"]},
            ),
        ]
        if obj is None:
            return usual
        shaken = obj.second_looks.filter(cleared_at=None).exists()
        again = ["to_look_at_again"] if shaken else []
        return [
            (_("Where it stands"), {"fields": [*again, ("status_now", "standing")]}),
            *usual,
            (
                _("Decisions and links from others"),
                {"fields": ["decided_so_far", "links_from_others"], "classes": ["collapse"]},
            ),
        ]

    def use(self, request: HttpRequest, found: Publishable) -> HttpResponse:
        """The citations typed for a new claim are added to the one that is there."""
        if not isinstance(found, Claim) or not self.has_change_permission(request, found):
            raise RuleBroken(_("You may not change that claim."))
        actions.cite(found, self._typed_citations(request, found), by=editor_of(request))
        self.message_user(request, _("Your report was added to “%(found)s”.", found=found))
        return super().use(request, found)

    def _typed_citations(self, request: HttpRequest, found: Claim) -> list[Citation]:
        inlines = self.get_inline_instances(request)
        inline = next(row for row in inlines if row.model is Citation)
        rows = inline.get_formset(request)(
            request.POST, instance=found, prefix="citations", queryset=Citation.objects.none()
        )
        if not rows.is_valid():
            raise RuleBroken(_("The citation cannot be added as it stands: see below."))
        rows.save(commit=False)
        return list(rows.new_objects)

    def get_deleted_objects(
        self, objs: Sequence[Claim] | QuerySet[Claim], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """A draft goes with all it owns, of which some can be reached on its page alone."""
        found, counts, needed, kept = super().get_deleted_objects(objs, request)
        owned = {str(model._meta.verbose_name) for model in (Figure, CommentRequest, SecondLook)}
        return found, counts, needed - owned, kept

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        for row in formset.forms:
            if isinstance(row.instance, Stance) and row.has_changed():
                keep_request(row.instance, request)
            elif isinstance(row.instance, CommentRequest) and row.instance._state.adding:
                row.instance.asked_by = editor_of(request)
        super().save_formset(request, form, formset, change)
        if formset.model is CommentRequest:
            for asked, _ in formset.changed_objects:
                # When and how we asked is told with each stance that rests on it.
                for stance in asked.stances.all():
                    stance.save(by=editor_of(request), at=saving_time(request))

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        """What others rest on may have been withdrawn; what this rested on may be gone."""
        super().save_related(request, form, formsets, change)
        if any(rows.model is Figure and rows.has_changed() for rows in formsets):
            actions.suggest_links(form.instance, by=editor_of(request))
            actions.note_positions(form.instance.event.root().tree(), by=editor_of(request))
        by, at = editor_of(request), saving_time(request)
        if change and "lifecycle" in form.changed_data:
            was = Lifecycle(form.initial["lifecycle"])
            actions.lifecycle_moved(form.instance, was=was, by=by, at=at)
        actions.settle_second_looks(form.instance, by=by, at=at)
        for doubt in dates_in_doubt(form.instance):
            self.message_user(request, doubt, messages.WARNING)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, object],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: DeskModel | None = None,
    ) -> HttpResponse:
        may = request.user.has_perm("claims.change_link")
        context["suggestions"] = suggestions_of(obj) if isinstance(obj, Claim) and may else []
        return super().render_change_form(request, context, add, change, form_url, obj)
