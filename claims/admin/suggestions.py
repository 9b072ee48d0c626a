"""Suggested links: accepted or rejected with one press, on a list and on the claim's own page."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from claims import actions
from claims.admin.choice_labels import MEASURES_OF, measure_name
from claims.admin.desk_page import BlankForm, DeskPage
from claims.admin.duplicates import about, address_of
from claims.admin.fields import CleanTextField, is_key
from claims.domain.errors import Stale
from claims.domain.figures import as_said
from claims.domain.messages import gettext as _
from claims.domain.relations import Relation
from claims.domain.vocabulary import LinkState, Qualifier
from claims.models.desk.claim import Claim
from claims.models.desk.link import Link

A_PAGE = 50
# What is wrong with a suggestion nearly every time: offered, and never filled in for the editor.
USUAL_REASONS = {
    Relation.REPEATS: (_("The same number by chance: counted separately."),),
    Relation.UPDATES: (_("Another count, not a newer one of the same."),),
}


class RejectForm(forms.Form):
    reason = CleanTextField(required=False, max_length=500)
    version = forms.CharField(required=False)


def suggested() -> QuerySet[Link]:
    ends = ("from_claim__claimant", "from_claim__event", "to_claim__claimant", "to_claim__event")
    rows: QuerySet[Link] = Link.objects.filter(state=LinkState.SUGGESTED).select_related(*ends)
    return rows.prefetch_related(
        f"from_claim__figures__{MEASURES_OF}", f"to_claim__figures__{MEASURES_OF}"
    )


def suggestions_of(claim: Claim) -> list[dict[str, object]]:
    """Those with this claim at either end."""
    rows = suggested().filter(from_claim=claim) | suggested().filter(to_claim=claim)
    return [as_row(link) for link in rows.order_by("pk")[:A_PAGE]]


def as_row(link: Link) -> dict[str, object]:
    relation = Relation(link.relation)
    return {
        "pk": link.pk,
        "version": link.version,
        "relation": relation.label,
        "from": _end(link.from_claim),
        "to": _end(link.to_claim),
        "reasons": USUAL_REASONS.get(relation, ()),
    }


def _end(claim: Claim) -> dict[str, object]:
    figures = [
        f"{as_said(f.words, Qualifier(f.qualifier), f.value, f.low, f.high)} {measure_name(f)}"
        for f in claim.figures.all()
    ]
    return {
        "name": str(claim),
        "about": about(claim),
        "figures": "; ".join(figures),
        "url": address_of(claim),
    }


class Suggestions(DeskPage[BlankForm]):
    """All that wait, the oldest first, in pages by key."""

    http_method_names = ["get", "head"]
    title = _("Suggested links")
    template = "admin/claims/suggestions.html"

    def form(self, typed: QueryDict | None = None) -> BlankForm:
        return BlankForm(typed)

    def look(self, form: BlankForm) -> dict[str, object]:
        after = self.request.GET.get("after", "")
        rows = suggested().filter(pk__gt=int(after) if is_key(after) else 0).order_by("pk")
        page = list(rows[: A_PAGE + 1])
        return {
            "suggestions": [as_row(link) for link in page[:A_PAGE]],
            "next": page[A_PAGE - 1].pk if len(page) > A_PAGE else None,
        }


class Settle(DeskPage[RejectForm]):
    """One press on one suggestion; it leads back to the page the button stood on."""

    def find(self, **kwargs: object) -> None:
        self.link = get_object_or_404(Link, pk=kwargs["pk"])

    def form(self, typed: QueryDict | None = None) -> RejectForm:
        return RejectForm(typed)

    def act(self, form: RejectForm) -> HttpResponse:
        if form.cleaned_data["version"] != str(self.link.version):
            raise Stale(
                _("Somebody else has settled or changed this link since: look at it again.")
            )
        if "_accept" in self.request.POST:
            actions.accept_link(self.link, by=self.editor)
        else:
            actions.reject_link(self.link, reason=form.cleaned_data["reason"], by=self.editor)
        return self.done(form)

    def page(self, form: RejectForm) -> HttpResponse:
        for sentences in form.errors.values():
            for sentence in sentences:
                messages.error(self.request, str(sentence))
        return HttpResponseRedirect(self.success_url(form))

    def success_message(self, form: RejectForm) -> str:
        if "_accept" in self.request.POST:
            return _("Linked: %(link)s.", link=self.link)
        return _("Rejected, and not suggested again: %(link)s.", link=self.link)

    def success_url(self, form: RejectForm) -> str:
        where = self.request.POST.get("back", "")
        ours = url_has_allowed_host_and_scheme(where, {self.request.get_host()})
        return where if ours and where.startswith("/") else reverse("admin:suggestions")
