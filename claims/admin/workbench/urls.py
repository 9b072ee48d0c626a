"""Where the workbench stands: under its event."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from claims.admin.workbench.page import Workbench


def workbench_url(model_admin: ModelAdmin) -> URLPattern:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        return Workbench(model_admin, request, pk).respond()

    return path(
        "<int:pk>/reconcile/",
        model_admin.admin_site.admin_view(view),
        name="claims_event_reconcile",
    )
