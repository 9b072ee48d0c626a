"""Links: how claims bear on each other."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.base import SubjectAdmin
from claims.admin.filters import PublicationFilter
from claims.admin.forms import VersionedForm
from claims.admin.site import site
from claims.domain.messages import gettext as _
from claims.models.desk.link import Link


class LinkForm(VersionedForm):
    class Meta:
        model = Link
        fields = "__all__"


@admin.register(Link, site=site)
class LinkAdmin(SubjectAdmin):
    form = LinkForm
    autocomplete_fields = ("from_claim", "to_claim")
    list_display = ("from_claim", "relation", "to_claim", "state", "standing")
    list_select_related = ("from_claim", "to_claim")
    list_filter = ("relation", "state", PublicationFilter)
    search_fields = ("from_claim__statement", "to_claim__statement", "note")
    ordering = ("-pk",)
    fieldsets = [
        (
            _("Which claim bears on which"),
            {"fields": ["from_claim", "relation", "to_claim", "seen"]},
        ),
        (_("Settled or not"), {"fields": ["state", "note", "standing"]}),
    ]
