"""What saving a claim brings with it: its report for a claim that is there, links suggested."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from claims import actions
from claims.admin.duplicates import AskingAdmin
from claims.admin.suggestions import suggestions_of
from claims.domain.errors import RuleBroken
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.figure import Figure


class ClaimAsks(AskingAdmin):
    change_form_template = "admin/claims/claim_form.html"

    def use(self, request: Any, found: Any) -> HttpResponse:
        """The citations typed for a new claim are added to the one that is there."""
        if not self.has_change_permission(request, found):
            raise RuleBroken("You may not change that claim.")
        actions.cite(found, self._typed_citations(request, found), by=request.user)
        self.message_user(request, f"Your report was added to “{found}”.")
        return super().use(request, found)

    def _typed_citations(self, request: HttpRequest, found: Claim) -> list[Citation]:
        inlines: Any = self.get_inline_instances(request)
        inline = next(row for row in inlines if row.model is Citation)
        rows = inline.get_formset(request)(
            request.POST, instance=found, prefix="citations", queryset=Citation.objects.none()
        )
        if not rows.is_valid():
            raise RuleBroken("The citation cannot be added as it stands: see below.")
        rows.save(commit=False)
        return list(rows.new_objects)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(rows.model is Figure and rows.has_changed() for rows in formsets):
            actions.suggest_links(form.instance, by=request.user)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        claim: Any = kwargs.get("obj")
        may = claim is not None and request.user.has_perm("claims.change_link")
        context["suggestions"] = suggestions_of(claim) if may else []
        return super().render_change_form(request, context, *args, **kwargs)
