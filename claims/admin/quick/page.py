"""Quick add as a page: filled in, asked about what looks alike, recorded in one transaction."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from claims import actions
from claims.actions.cite import citation_in
from claims.actions.dates import dates_in_doubt
from claims.actions.source_names import SourceNames, in_full
from claims.actions.statements import statement_of, told, what_ends
from claims.admin.desk_page import DeskPage
from claims.admin.duplicates import ASK, Question
from claims.admin.fields import is_key
from claims.admin.quick.answers import known_report
from claims.admin.quick.form import MOST_NAMES, NO_PLACE, QuickForm, usual_event
from claims.admin.quick.instances import Things, questions, things_of
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source

KEPT = ("address", "claimant", "said", "event", "title", "publisher")


class QuickAdd(DeskPage[QuickForm]):
    """Nothing is kept but by a button that says so."""

    title = _("Quick add")
    template = "admin/claims/quick.html"

    def find(self, **kwargs: object) -> None:
        self.questions: list[Question] = []
        self.things: Things | None = None
        self.stubs: list[str] = []
        self.begun: Claim | None = None
        self.ended = ""

    def form(self, typed: QueryDict | None = None) -> QuickForm:
        event = usual_event(self.editor)
        if typed is None:
            initial = self.initial(event)
            self.begun = statement_of(initial.get("together", ""))
            return QuickForm(initial=initial, event=event)
        self.begun = statement_of(typed.get("together", ""))
        return QuickForm(self.meant(typed), event=event)

    def initial(self, event: Event | None) -> dict[str, str]:
        """As the last claim was, where another of the same statement follows."""
        asked = {
            name: self.request.GET[name] for name in (*KEPT, "together") if name in self.request.GET
        }
        return {"event": str(event.pk) if event else "", **asked}

    def meant(self, sent: QueryDict) -> QueryDict:
        """What was sent, with what a button says is meant instead."""
        typed = sent.copy()
        for name, model in (("claimant", Source), ("publisher", Source), ("report", Report)):
            key = typed.pop(f"_use_{name}", [""])[-1]
            found = model._default_manager.filter(pk=key).first() if is_key(key) else None
            if found is not None:
                typed[name] = written(found, typed) if isinstance(found, Source) else str(found.pk)
                typed["_check"] = "1"
        if "_accept_number" in typed:
            typed.setlist("accepted", typed.getlist("_accept_number"))
            typed["_check"] = "1"
        return typed

    def act(self, form: QuickForm) -> HttpResponse:
        self.things = things = things_of(form)
        self.stubs = things.names_of_new()
        if form.errors:
            return self.page(form)
        self.questions = questions(form, things)
        self.ended = self.what_ended(form, things)
        if "_add_to" in form.data:
            return self.add_to(form, things)
        if "_check" in form.data:
            return self.page(form)
        if "_publish" in form.data and things.report is None:
            form.add_error("address", NO_PLACE)
            return self.page(form)
        if any(question.is_open for question in self.questions):
            form.add_error(None, ASK)
            return self.page(form)
        return self.recorded(form, self.record(form, things))

    def refuse(self, form: QuickForm, problem: Exception) -> HttpResponse:
        # What was made for it is gone again: it must not stand there as known.
        self.things, self.stubs = None, []
        return super().refuse(form, problem)

    def what_ended(self, form: QuickForm, things: Things) -> str:
        """Why this is not said together with the claim before; empty where it is."""
        if self.begun is None:
            return ""
        said = form.cleaned_data["said"]
        return what_ends(self.begun, claimant=things.claimant, said=said, report=things.report)

    def record(self, form: QuickForm, things: Things) -> Claim:
        typed = form.cleaned_data
        new = {"claimant": things.claimant, "report": things.report}
        new["publisher"] = things.report.publisher if things.report else None
        return actions.record_claim(
            claimant=things.claimant,
            event=things.event,
            statement=typed["statement"],
            report=things.report,
            quote=typed["quote"],
            address=typed["address"],
            count=things.count,
            utterance=typed["together"] if self.begun and not self.ended else "",
            said=typed["said"],
            apart=[a for q in self.questions for a in q.apart(at=self.now, new=new.get(q.key))],
            by=self.editor,
        )

    def add_to(self, form: QuickForm, things: Things) -> HttpResponse:
        """The claim is there already: this report is one more that carries it."""
        key = form.data["_add_to"]
        claim = Claim.objects.filter(pk=key).first() if is_key(key) else None
        if claim is None:
            raise RuleBroken(_("That claim is no longer there."))
        if things.report is None:
            form.add_error("address", NO_PLACE)
            return self.page(form)
        typed = form.cleaned_data
        citation = citation_in(things.report, address=typed["address"], quote=typed["quote"])
        with transaction.atomic():
            actions.cite(claim, [citation], by=self.editor)
        messages.success(self.request, _("Your report was added to “%(claim)s”.", claim=claim))
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[claim.pk]))

    def recorded(self, form: QuickForm, claim: Claim) -> HttpResponse:
        told_so_far = [_("“%(claim)s” is a draft.", claim=claim)]
        if self.things and not self.things.claimant_is_new:
            told_so_far.append(_("Said by %(source)s.", source=in_full(claim.claimant)))
        if self.stubs:
            told_so_far.append(_("To be completed: %(names)s.", names=", ".join(self.stubs)))
        if self.begun and self.ended:
            told_so_far.append(
                _(
                    "It is not said together with %(claim)s: %(ended)s.",
                    claim=told(self.begun),
                    ended=self.ended,
                )
            )
        sentence = joined(told_so_far)
        if "_publish" in form.data:
            return HttpResponseRedirect(reverse("admin:claims_claim_publish", args=[claim.pk]))
        messages.success(self.request, sentence)
        if doubts := dates_in_doubt(claim):
            messages.warning(self.request, " ".join(doubts))
        if "_another" in form.data:
            return HttpResponseRedirect(f"{self.request.path}?{self.another(form, claim)}")
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[claim.pk]))

    def another(self, form: QuickForm, claim: Claim) -> str:
        kept = {name: form.cleaned_data[name] for name in KEPT if form.cleaned_data[name]}
        if "said" in kept:
            kept["said"] = form["said"].value()
        kept |= {"event": str(claim.event.pk), "together": claim.utterance or claim.slug}
        return urlencode(kept)

    def look(self, form: QuickForm) -> dict[str, object]:
        report = self.things.report if self.things else None
        return {
            "questions": self.questions,
            "names": SourceNames().offered(MOST_NAMES),
            "says_address": known_report(report) if report and not report._state.adding else "",
            "says_claimant": in_full(self.things.claimant) if self.things else "",
            "says_publisher": in_full(report.publisher) if report else "",
            "number": form.number,
            "stubs": self.stubs,
            "together": told(self.begun) if self.begun else "",
            "ended": self.ended,
        }


def written(source: Source, typed: QueryDict) -> str:
    """What stands in the box for a source that was chosen among those of its name."""
    key = typed.get("event", "")
    event = Event.objects.filter(pk=key).first() if is_key(key) else None
    return SourceNames(event).written(source)
