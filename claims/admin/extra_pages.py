"""Pages of the desk that belong to no one model: where each answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from claims.admin.paste.example import example
from claims.admin.paste.page import Paste
from claims.admin.quick import answers
from claims.admin.quick.page import QuickAdd
from claims.admin.suggestions import Settle, Suggestions


def extra_urls(site: Any) -> list[URLPattern]:
    """To be put before the site's own addresses."""
    pages: list[tuple[str, str, Any]] = [
        ("claims/quick/", "quick", _page(site, QuickAdd)),
        ("claims/quick/number/", "quick_number", require_safe(answers.number)),
        ("claims/quick/address/", "quick_address", require_safe(answers.address)),
        ("claims/quick/counted/", "quick_counted", require_safe(answers.counted)),
        ("claims/paste/", "paste", _page(site, Paste)),
        ("claims/paste/example.csv", "paste_example", require_safe(example)),
        ("claims/suggestions/", "suggestions", _page(site, Suggestions)),
        ("claims/suggestions/<int:pk>/", "suggestion", _page(site, Settle)),
    ]
    return [path(where, site.admin_view(view), name=name) for where, name, view in pages]


def _page(site: Any, page: Any) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, **of: Any) -> HttpResponse:
        answer: HttpResponse = page(site, request, **of).respond()
        return answer

    return view
