"""Where decisions are made: each on a page of its own, under the thing it is about."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from claims.admin.decisions.bulk_publish import Several
from claims.admin.decisions.lifecycle import Fate
from claims.admin.decisions.merge import Merge, UndoMerge
from claims.admin.decisions.move import MoveClaim, PlaceEvent
from claims.admin.decisions.page import Decision
from claims.admin.decisions.publish import Publish
from claims.admin.decisions.publish_with import MOST
from claims.admin.decisions.put_back import PutBack
from claims.admin.decisions.retract import Retract, Suppress
from claims.admin.decisions.status import ChangeStatus
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Source

ALL: list[type[Decision]] = [Publish, PutBack, Retract, Suppress]
OF: dict[type[Model], list[type[Decision]]] = {
    Claim: [ChangeStatus, Fate, MoveClaim, Merge, UndoMerge],
    Source: [Merge, UndoMerge],
    Event: [Several, PlaceEvent],
}


def decision_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """To be put before a model admin's own addresses."""
    opts = model_admin.opts
    return [
        path(
            f"<int:pk>/{decision.name}/",
            model_admin.admin_site.admin_view(_view(decision, model_admin)),
            name=f"{opts.app_label}_{opts.model_name}_{decision.name}",
        )
        for decision in [*OF.get(model_admin.model, []), *ALL]
    ]


def _view(decision: type[Decision], model_admin: ModelAdmin) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        return decision(model_admin, request, pk).respond()

    return view


@admin.action(description="Publish selected …", permissions=["change"])
def publish_selected(
    model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet
) -> HttpResponseRedirect:
    """Lead to the page that shows what publishing them together would do."""
    keys = list(chosen.order_by("pk").values_list("pk", flat=True)[:MOST])
    opts = model_admin.opts
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_publish", args=[keys[0]])
    return HttpResponseRedirect(f"{page}?ids={','.join(map(str, keys))}")
