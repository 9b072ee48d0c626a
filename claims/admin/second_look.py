"""What must be looked at again, and the page on which an editor says that it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from claims import actions
from claims.actions.dependents import Dependent
from claims.admin.access import editor_of
from claims.admin.base import AggregateAdmin, SubjectAdmin
from claims.admin.forms import VersionedForm
from claims.admin.site import site
from claims.admin.submission import saving_time
from claims.admin.worklist_filters import LookFilter
from claims.domain.messages import gettext as _
from claims.models.desk.base import DeskModel
from claims.models.desk.second_look import SecondLook
from claims.publishing.registry import KINDS

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec


class SecondLookForm(VersionedForm):
    class Meta:
        model = SecondLook
        fields = ("note",)

    def prepare(self) -> None:
        super().prepare()
        if "note" in self.fields:
            self.fields["note"].required = True


@admin.register(SecondLook, site=site)
class SecondLookAdmin(AggregateAdmin):
    form = SecondLookForm
    save_on_top = False
    list_display = ("what", "because", "how", "raised", "cleared_by", "agreement")
    list_select_related = (
        "claim",
        "position__event",
        "position__category",
        "question",
        "cleared_by",
    )
    list_filter = (LookFilter, "cause")
    search_fields = ("about_name", "why", "claim__statement", "claim__short", "question__text")
    ordering = ("-raised_at", "-pk")
    readonly_fields = ("what_to_open", "because", "how", "raised", "cleared")
    fieldsets = [
        (None, {"fields": ["what_to_open", "because", "how", "raised"]}),
        (_("You looked at it again, and it stands"), {"fields": ["note", "cleared", "seen"]}),
    ]

    @admin.display(description=_("look again at"), ordering="claim__statement")
    def what(self, look: SecondLook) -> str:
        return str(look.subject)

    @admin.display(description=_("look again at"))
    def what_to_open(self, look: SecondLook) -> str:
        """Change it, decide on its status or, if it stands, say so below."""
        subject = look.subject
        kind = subject._meta.model_name
        page = reverse(f"admin:claims_{kind}_change", args=[subject.pk])
        told = format_html('<a href="{}">{}</a>', page, subject)
        if look.claim is None:
            return told
        status = reverse("admin:claims_claim_status", args=[look.claim.pk])
        return format_html('{} (<a href="{}">{}</a>)', told, status, _("Change status"))

    @admin.display(description=_("because"))
    def because(self, look: SecondLook) -> str:
        model = next(model for model, kind in KINDS.items() if kind == look.about_kind)
        name = model._meta.model_name
        page = reverse(f"admin:claims_{name}_changelist")
        return format_html(
            '<a href="{}?uid__exact={}">“{}”</a> {}',
            page,
            look.about_uid,
            look.about_name,
            look.get_cause_display(),
        )

    @admin.display(description=_("how it rests on it"))
    def how(self, look: SecondLook) -> str:
        return format_html_join(" ", "{}", [(line,) for line in look.why.splitlines()])

    @admin.display(description=_("second opinion"))
    def agreement(self, look: SecondLook) -> str:
        """Only once it is given: until then nobody who may give it is told the verdict."""
        if not look.opinion:
            return ""
        return _("agrees") if look.agrees else _("differs")

    @admin.display(description=_("since"), ordering="raised_at")
    def raised(self, look: SecondLook) -> str:
        return f"{look.raised_at:%Y-%m-%d %H:%M} (UTC)"

    @admin.display(description=_("looked at again"))
    def cleared(self, look: SecondLook) -> str:
        if look.cleared_at is None:
            return _("Not yet.")
        return f"{look.cleared_by or _('Somebody')}, {look.cleared_at:%Y-%m-%d %H:%M} (UTC)"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """An opinion is given, and read, on pages of its own."""
        look = self.get_object(request, unquote(object_id)) if request.method == "GET" else None
        if isinstance(look, SecondLook) and look.is_opinion:
            return HttpResponseRedirect(look_page(look))
        return super().change_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, object],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: DeskModel | None = None,
    ) -> HttpResponse:
        context |= {"title": _("Look again"), "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(
        self, request: HttpRequest, obj: DeskModel, form: ModelForm, change: bool
    ) -> None:
        """Decided below, once the form as a whole is good."""
        self.hold(request, obj)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        note, at = form.cleaned_data["note"], saving_time(request)
        look = form.instance.locked()
        actions.stands(look, note=note, by=editor_of(request), at=at)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SecondLook | None = None) -> bool:
        """What was looked at again is kept as it was found."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and not (obj is not None and obj.cleared_at is not None)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def look_page(look: SecondLook) -> str:
    """Where an editor answers it; of an opinion that was given, where it stands."""
    if look.is_opinion and look.cleared_at and look.claim:
        return reverse("admin:claims_claim_status", args=[look.claim.pk])
    name = "opinion" if look.is_opinion else "change"
    return reverse(f"admin:claims_secondlook_{name}", args=[look.pk])


def open_looks(subject: Dependent) -> str:
    """On the page of a thing: why it must be looked at again, with where to say that it stands."""
    looks = subject.second_looks.filter(cleared_at=None).order_by("pk")
    told = [(look, look.why, look_page(look), _answer(look)) for look in looks]
    return format_html_join("", '<p class="again">{}. {} <a href="{}">{}</a></p>', told)


def _answer(look: SecondLook) -> str:
    return _("Give it") if look.is_opinion else _("Looked at again: it stands")


class LookedAtAgainAdmin(SubjectAdmin):
    """What must be looked at again stands above everything else."""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "to_look_at_again"]

    def get_fieldsets(self, request: HttpRequest, obj: Dependent | None = None) -> _FieldsetSpec:
        usual = super().get_fieldsets(request, obj)
        if obj is None or not obj.second_looks.filter(cleared_at=None).exists():
            return usual
        return [(_("Where it stands"), {"fields": ["to_look_at_again"]}), *usual]

    @admin.display(description=_("look again"))
    def to_look_at_again(self, subject: Dependent) -> str:
        return open_looks(subject)
