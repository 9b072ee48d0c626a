"""The audit log as whoever may see it reads it: narrowed and searched, never changed."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Field, Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from claims.admin.base import ListAdmin
from claims.admin.fields import called
from claims.admin.named_things import name_things
from claims.admin.site import site
from claims.domain.messages import gettext as _
from claims.models.desk.audit import AuditEvent


class AuditList(ChangeList):
    """With the things that its lines are about, found in one go."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = name_things(self.result_list, kind="about_kind", uid="about")


class WhoFilter(admin.RelatedOnlyFieldListFilter):
    def __init__(
        self,
        field: Field[object, object],
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Model],
        model_admin: ModelAdmin,
        field_path: str,
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        self.title = _("who")


@admin.register(AuditEvent, site=site)
class AuditLog(ListAdmin):
    list_display = ("when", "kind", "what", "who", "thing", "detail", "address")
    list_display_links = None
    list_select_related = ("by",)
    list_filter = ("kind", ("by", WhoFilter), "what")
    search_fields = ("about", "detail", "what", "by__username", "address")
    date_hierarchy = "at"
    ordering = ("-n",)
    list_per_page = 100

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return AuditList

    @admin.display(description=_("when (UTC)"), ordering="n")
    def when(self, line: AuditEvent) -> str:
        return f"{line.at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description=_("who"), ordering="by__username")
    def who(self, line: AuditEvent) -> str:
        return called(line.by) if line.by else str(_("nobody who was signed in"))

    @admin.display(description=_("about"))
    def thing(self, line: AuditEvent) -> str:
        """As it is called today: the line itself holds no word of it."""
        named = line.thing or f"{line.about_kind} {line.about}"
        try:
            where = reverse(f"admin:{self._page(line.about_kind)}_change", args=[_key(line)])
        except NoReverseMatch:
            return line.about
        return format_html('<a href="{}">{}</a>', where, named)

    def _page(self, kind: str) -> str:
        return f"auth_{kind}" if kind in ("user", "group") else f"claims_{kind}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _key(line: AuditEvent) -> object:
    """By which a page names it; things that are gone have no page."""
    return line.thing.pk if line.thing else line.about if line.about.isdigit() else None
