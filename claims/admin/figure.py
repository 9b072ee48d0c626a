"""Figures of all claims in one list, to look up; each is edited on its claim's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from claims.admin.base import ListAdmin
from claims.admin.choice_labels import MEASURES_OF, Shared, apart, has_namesakes, measure_name
from claims.admin.filters import ClaimAboutFilter, MeasureFilter
from claims.admin.site import site
from claims.domain.figures import describe
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Qualifier
from claims.models.desk.figure import Figure

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@admin.register(Figure, site=site)
class FigureAdmin(ListAdmin):
    list_display = ("key", "said_number", "counts", "category", "claimant", "of_claim", "treatment")
    list_display_links = None
    list_select_related = ("claim__claimant", "category")
    list_filter = (ClaimAboutFilter, MeasureFilter, "treatment", "qualifier")
    search_fields = (
        "key",
        "words",
        "claim__statement",
        "claim__claimant__name",
        "claim__event__title",
    )
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        is_shared = has_namesakes("claim__claimant__")
        rows: QuerySet[Model] = super().get_queryset(request).annotate(is_shared=is_shared)
        return rows.prefetch_related(MEASURES_OF)

    @admin.display(description=_("figure"))
    def said_number(self, figure: Figure) -> str:
        number = describe(Qualifier(figure.qualifier), figure.value, figure.low, figure.high)
        return f"“{figure.words}” ({number})" if figure.words else number

    @admin.display(description=_("measure"), ordering="measure")
    def counts(self, figure: Figure) -> str:
        return measure_name(figure)

    @admin.display(description=_("claimant"))
    def claimant(self, figure: WithAnnotations[Figure, Shared]) -> str:
        source = figure.claim.claimant
        return apart(source.name, source.slug, is_shared=figure.is_shared)

    @admin.display(description=_("claim"))
    def of_claim(self, figure: Figure) -> str:
        address = reverse("admin:claims_claim_change", args=[figure.claim_id])
        return format_html('<a href="{}">{}</a>', address, figure.claim)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
