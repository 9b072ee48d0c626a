"""A decision as the first left it, before somebody else: sign just this, or send it back."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse

from claims.actions import four_eyes
from claims.admin.access import may_do
from claims.admin.decisions.page import Decision, DecisionForm, amend
from claims.admin.desk_page import DeskPage
from claims.admin.error_messages import sentences
from claims.admin.fields import CleanTextField, called, long_text
from claims.domain.errors import RuleBroken, Stale
from claims.domain.four_eyes import ProposalState
from claims.domain.messages import gettext as _
from claims.models.desk.proposal import Proposal
from claims.publishing import log
from claims.publishing.built_before_lock import built_before


class SignForm(forms.Form):
    """``digest`` is of what is shown: nothing else can be signed."""

    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    note = CleanTextField(
        label=_("Why you send it back"),
        required=False,
        max_length=2000,
        widget=long_text(2),
        help_text=_("For whoever proposed it; never published."),
    )


class Countersign(DeskPage[SignForm]):
    """The first one's own page, which nobody can type into, with a button to sign it."""

    name = "sign"

    def find(self, **kwargs: object) -> None:
        proposals = Proposal.objects.select_related("by", "settled_by")
        self.proposal = get_object_or_404(proposals, pk=kwargs["pk"])
        self.mine = self.proposal.by_id == self.request.user.pk
        self.decision = _page_of(self.proposal, self.request)
        self.subject = self.decision.subject
        self.digest = ""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        if self.proposal.is_waiting:
            return self.page(self.form())
        if self.proposal.state == ProposalState.SENT_BACK and self.mine:
            return self._to_change()
        state = self.proposal.get_state_display()
        messages.info(request, _("Nothing waits here: this is “%(state)s”.", state=state))
        return HttpResponseRedirect(reverse("admin:claims_proposal_changelist"))

    def form(self, typed: QueryDict | None = None) -> SignForm:
        return SignForm(typed)

    def act(self, form: SignForm) -> HttpResponse:
        pressed = self.request.POST
        if "_sign" in pressed:
            return self._sign(form.cleaned_data["digest"])
        if "_again" in pressed:
            return self._propose_again()
        if "_back" in pressed:
            note = form.cleaned_data["note"]
            four_eyes.send_back(self.proposal, note=note, by=self.editor, at=self.now)
            return self._left(_("Sent back, with your note. Nothing was published."))
        four_eyes.withdraw(self.proposal, by=self.editor, at=self.now)
        return self._left(_("Withdrawn. Nothing was published."))

    def refuse(self, form: SignForm, problem: Exception) -> HttpResponse:
        self.proposal.refresh_from_db()
        for sentence in sentences(problem):
            messages.error(self.request, sentence)
        return self.page(form)

    def _sign(self, shown: str) -> HttpResponse:
        """Carry it out in the first one's name, if it still is what the second was shown."""
        page, typed = self.decision, self._typed()
        if not typed.is_valid():
            raise Stale(_("This is no longer what was proposed: it must be proposed again."))
        with built_before(lambda: page.prepare(typed), log.writing):
            page.compare(typed)
            digest = page.digest(typed)
            if digest != shown:
                raise Stale(_("Something has changed since you were shown this: look again."))
            by, at = self.editor, self.now
            with four_eyes.signing(self.proposal, digest=digest, by=by, at=at):
                page.first = self.proposal.by
                page.carry_out(page.read_anew(typed))
        return page.done(typed)

    def _propose_again(self) -> HttpResponse:
        """As it stands now, in the name of whoever does."""
        proposal, typed = self.proposal, self._typed()
        if not may_do(self.editor, f"claims_{proposal.kind}_{proposal.page}"):
            raise RuleBroken(_("Your role does not let you decide this: send it back instead."))
        if not typed.is_valid():
            raise RuleBroken(_("It cannot be proposed as it is: send it back."))
        self.decision.prepare(typed)
        four_eyes.propose_again(
            proposal,
            typed=typed.as_typed(),
            digest=self.decision.digest(typed),
            by=self.editor,
            at=self.now,
        )
        return self._left(_("Proposed as it stands now. Somebody else must sign it."))

    def page(self, form: SignForm) -> HttpResponse:
        typed, seen = self._typed(), None
        try:
            if typed.is_valid():
                self.decision.prepare(typed)
                seen = self.decision.preview(typed)
                self.digest = self.decision.digest(typed)
        except RuleBroken as broken:
            typed.add_error(None, sentences(broken))
        self.decision.beside = {
            "proposal": self.proposal,
            "proposed_by": called(self.proposal.by),
            "mine": self.mine,
            "moved": self.digest != self.proposal.digest,
            "sign": form,
            "digest": self.digest,
        }
        return self.decision.page(typed, seen)

    def _typed(self) -> DecisionForm:
        """The first one's form with the thing as it stands now: the digest tells them apart."""
        form: DecisionForm = self.decision.form(_as_sent(self.proposal))
        amend(form, version=self.decision.version())
        return form

    def _to_change(self) -> HttpResponse:
        """What was sent back, open again to whoever proposed it, on the page of the decision."""
        proposal = self.proposal
        plain = reverse(f"admin:claims_{proposal.kind}_{proposal.page}", args=[proposal.key])
        self.decision.beside = {
            "sent_back": proposal,
            "sent_back_by": called(proposal.settled_by),
            "action": f"{plain}?{proposal.query}" if proposal.query else plain,
        }
        return self.decision.page(self._typed())

    def _left(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        return HttpResponseRedirect(reverse("admin:index"))


def _page_of(proposal: Proposal, request: HttpRequest) -> Decision:
    """The page on which it was proposed, as it would answer the first one's address."""
    address = reverse(f"admin:claims_{proposal.kind}_{proposal.page}", args=[proposal.key])
    view: Any = resolve(address).func
    asked = copy(request)
    asked.GET = QueryDict(proposal.query)
    page: Decision = view.view_class(**view.view_initkwargs)
    page.setup(asked, pk=proposal.key)
    return page


def _as_sent(proposal: Proposal) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in proposal.typed.items():
        sent.setlist(name, values)
    return sent
