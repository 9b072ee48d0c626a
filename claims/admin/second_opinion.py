"""A second opinion: asked for on a claim, and given on what is on file alone."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from claims.actions import second_opinion
from claims.admin.audit_middleware import SOURCES, note_reading
from claims.admin.decisions.evidence_summary import weigh
from claims.admin.desk_page import SubjectPage
from claims.admin.fields import CleanTextField, called, long_text
from claims.admin.index_lists import Opinion
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.domain.status import LABELS, NEEDS, Status
from claims.domain.vocabulary import TAKEN_BACK, choices
from claims.models.desk.claim import Claim
from claims.models.desk.second_look import SecondLook
from claims.presenters.moments import when
from claims.presenters.status import mark_of


class AskForm(forms.Form):
    note = CleanTextField(
        label=_("What to look at"),
        required=False,
        max_length=1000,
        widget=long_text(3),
        help_text=_("Whoever gives the opinion reads it: say nothing here of where you stand."),
    )


class AskOpinion(SubjectPage[AskForm]):
    name = "opinion"
    title = _("Ask for a second opinion")
    template = "admin/claims/opinion_ask.html"

    subject: Claim

    def form(self, typed: QueryDict | None = None) -> AskForm:
        return AskForm(typed)

    def look(self, form: AskForm) -> dict[str, object]:
        waits = second_opinion.open_opinion(self.subject)
        refused = [_("A second opinion on this has been asked for already.")] if waits else []
        if self.subject.publication in TAKEN_BACK:
            refused = [_("This claim was taken back: there is nothing to have an opinion on.")]
        return {"refused": refused, "opinions": opinions_on(self.subject)}

    def act(self, form: AskForm) -> HttpResponse:
        note = form.cleaned_data["note"]
        second_opinion.ask_opinion(self.subject, note=note, by=self.editor, at=self.now)
        return self.done(form)

    def success_message(self, form: AskForm) -> str:
        return _(
            "Asked. It stands on the desk’s first page; who takes it is not shown your verdict."
        )


class OpinionForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Where you would stand"),
        choices=choices(LABELS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say where you would stand.")},
    )
    note = CleanTextField(
        label=_("Why"),
        max_length=5000,
        widget=long_text(5),
        help_text=_("What you looked at, and what decides it. For the desk."),
        error_messages={"required": _("Say what you looked at and why you come to this.")},
    )


class GiveOpinion(SubjectPage[OpinionForm]):
    """The claim with its words and evidence: no status, no reason, no decision, no history."""

    name = "opinion"
    title = _("Second opinion")
    template = "admin/claims/opinion.html"

    subject: SecondLook

    def form(self, typed: QueryDict | None = None) -> OpinionForm:
        return OpinionForm(typed)

    def look(self, form: OpinionForm) -> dict[str, object]:
        claim = self.subject.claim
        if claim is None or not self.subject.is_opinion:
            return {"refused": [_("No opinion is asked for here.")]}
        if self.subject.cleared_at:
            return {"refused": [_("The opinion has been given: see the claim.")], "claim": claim}
        if known := second_opinion.why_not_blind(self.subject, self.editor):
            return {"refused": [known], "claim": claim}
        note_reading(self.request, "opinion", claim, shows=[SOURCES])
        zone = claim.event.time_zone
        return {
            "claim": claim,
            "asked_by": called(self.subject.raised_by),
            "said": when(claim.said_at, claim.said_precision, zone) if claim.said_at else None,
            "citations": claim.citations.select_related("report__publisher").order_by("pk"),
            "figures": claim.figures.order_by("pk"),
            "stances": claim.stances.select_related("source", "report").order_by("pk"),
            "weighing": weigh(claim, ()),
            "statuses": [(mark_of(s, examined=True), NEEDS[s]) for s in Status],
        }

    def act(self, form: OpinionForm) -> HttpResponse:
        to, note = Status(form.cleaned_data["to"]), form.cleaned_data["note"]
        second_opinion.give_opinion(self.subject, to=to, note=note, by=self.editor, at=self.now)
        return self.done(form)

    def success_message(self, form: OpinionForm) -> str:
        if self.subject.agrees:
            return _("Kept. The desk stands there, too.")
        return _("Kept. The desk stands elsewhere: see what was decided, and talk about it.")

    def success_url(self, form: OpinionForm) -> str:
        return reverse("admin:claims_claim_status", args=[self.subject.claim_id])


def opinions_on(claim: Claim) -> list[Opinion]:
    """Those that were given, the newest first."""
    given = claim.second_looks.filter(cause=Cause.OPINION).exclude(cleared_at=None)
    found = given.select_related("cleared_by").order_by("-cleared_at", "-pk")
    return [Opinion(look, called(look.cleared_by)) for look in found]
