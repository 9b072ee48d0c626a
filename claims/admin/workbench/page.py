"""One request to the workbench: try, save, answer, accept a link, state a position."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from claims import actions
from claims.actions.reconcile.answer import standing
from claims.actions.reconcile.sheet import sheet_of
from claims.admin.desk_page import BlankForm, SubjectPage
from claims.admin.error_messages import sentences
from claims.admin.forms import TWICE
from claims.admin.workbench import link_suggestions, opened, selection, submitted
from claims.admin.workbench.show import Shown, position_of, show
from claims.domain.errors import RuleBroken, Stale
from claims.domain.vocabulary import Answer
from claims.models.desk.event import Event
from claims.models.desk.position import FindingAnswer, Position
from claims.publishing import log

FRAGMENT = "admin/claims/workbench/_results.html"
HALF_ANSWERED = "A reason is typed below, and no answer chosen: press one, or empty the box."


class Workbench(SubjectPage):
    name = "reconcile"
    title = "Reconcile figures"
    template = "admin/claims/workbench/page.html"

    subject: Event

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.event = self.subject
        self.sent = self.request.POST.dict()
        self.opened = opened.read(self.sent)
        self.told_of_others = self.saved = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Figures that make no sense to the engine leave nothing to work on."""
        try:
            self.sheet = sheet_of(self.event)
            self.count = selection.count_asked(self.event, self.sheet, request.GET.dict())
            self.sheet.case()
        except RuleBroken as broken:
            return self.render({"refused": broken.messages})
        return super().dispatch(request, *args, **kwargs)

    def form(self, typed: Any = None) -> BlankForm:
        return BlankForm(typed)

    def act(self, form: BlankForm) -> HttpResponse:
        """Do it; whatever was typed stays where it is not."""
        pressed = next((name for name in PRESSED if name in self.sent), "")
        answer = PRESSED[pressed](self) if pressed else None
        return answer or self.page(form)

    def refuse(self, form: BlankForm, problem: Exception) -> HttpResponse:
        stale = isinstance(problem, Stale)
        form.add_error(
            None, [*self.others(), *sentences(problem), TWICE] if stale else sentences(problem)
        )
        self.told_of_others = stale
        self.sheet = sheet_of(self.event)
        return self.page(form)

    # What can be pressed.

    def save(self) -> HttpResponse | None:
        self.save_figures()
        return self.conclude("Saved.")

    def state(self) -> HttpResponse | None:
        return None if self.keep_position() is None else self.conclude("The position is saved.")

    def publish(self) -> HttpResponse | None:
        position = self.keep_position()
        if position is None:
            return None
        if submitted.reasons(self.sent):
            return self.conclude("The position is saved.")
        return HttpResponseRedirect(reverse("admin:claims_position_publish", args=[position.pk]))

    def answer(self) -> HttpResponse | None:
        word, _, fingerprint = self.sent["answer"].partition(":")
        if word not in list(Answer):
            raise RuleBroken("Choose one of the answers.")
        reason = self.sent.get(f"{submitted.REASON}{fingerprint}", "")
        try:
            actions.answer_finding(
                self.event,
                fingerprint=fingerprint,
                answer=Answer(word),
                reason=reason,
                seen=_number(self.sent.get(f"seen-{fingerprint}", "")),
                by=self.editor,
                at=self.now,
            )
        except Stale as stale:
            # The box it was typed in may be gone with the finding.
            raise Stale(*stale.messages, f"Your reason was: “{reason}”") from stale
        self.sent.pop(f"{submitted.REASON}{fingerprint}", None)
        return self.conclude_if_all_is_saved(f"Answered: {Answer(word).label.lower()}.")

    def reopen(self) -> HttpResponse | None:
        key, _, version = self.sent["reopen"].partition(":")
        row = FindingAnswer.objects.filter(
            pk=_number(key), event=self.event.root(), version=_number(version)
        ).first()
        if row is None:
            raise Stale("Somebody else has changed this answer since you opened it.")
        actions.reopen(row, by=self.editor)
        return self.conclude_if_all_is_saved("The finding waits again.")

    def tie(self) -> HttpResponse | None:
        said = link_suggestions.decide(
            self.sheet, self.sent["tie"], reason=self.sent.get(f"why-{self.sent['tie']}", ""),
            seen=self.opened.claims, by=self.editor, at=self.now,
        )  # fmt: skip
        return self.conclude_if_all_is_saved(said)

    # How it is done.

    def save_figures(self) -> None:
        told = submitted.read(self.sheet, self.sent)
        if told.wrong:
            raise RuleBroken(*told.wrong)
        actions.treat_figures(
            self.event, told.treated, seen=self.opened.claims, by=self.editor, at=self.now
        )

    def keep_position(self) -> Position | None:
        """Figures and position together, or neither; None where the form itself is wrong."""
        # What it rests on is worked out before anything is held; it is compared once it is.
        shown = self.shown(again=True)
        if not shown.form.is_valid():
            return None
        with log.writing():
            self.save_figures()
            return actions.state_position(
                self.count,
                shown.form.draft(),
                shown.ground,
                as_of=shown.form.cleaned_data["as_of"],
                seen=self.opened.position,
                by=self.editor,
                at=self.now,
            )

    def others(self) -> list[str]:
        """Who changed what of this page since it was opened."""
        return opened.collisions(self.opened, position_of(self.count))

    def conclude(self, sentence: str) -> HttpResponse | None:
        """Say so; stay where a reason is typed that answers nothing yet."""
        self.saved = True
        messages.success(self.request, sentence)
        if submitted.reasons(self.sent):
            messages.warning(self.request, HALF_ANSWERED)
            self.sheet = sheet_of(self.event)
            return None
        return HttpResponseRedirect(selection.address(self.event, self.count))

    def conclude_if_all_is_saved(self, sentence: str) -> HttpResponse | None:
        """Say so; stay on the page where something typed is not saved yet."""
        self.saved = True
        self.sheet = sheet_of(self.event)
        stored = submitted.stored(self.sheet, frozenset(), {}).treated
        clean = not (submitted.reasons(self.sent) or self.shown(again=True).form.has_changed())
        if clean and submitted.read(self.sheet, self.sent).treated == stored:
            return self.conclude(sentence)
        messages.success(self.request, sentence)
        return None

    # The page.

    def shown(self, *, again: bool = False) -> Shown:
        return show(self.sheet, self.count, self.sent if again else None, now=self.now)

    def versions(self, shown: Shown, *, again: bool) -> opened.Opened:
        """Those that the next press is compared with: never newer than what the editor knows."""
        now = opened.Opened({c.pk: c.version for c in self.sheet.claims}, shown.seen)
        if not again or self.told_of_others:
            return now
        by = self.editor if self.saved else None
        return opened.still(self.opened, now, shown.position, saved_by=by)

    def page(self, form: BlankForm) -> HttpResponse:
        shown = self.shown(again=form.is_bound)
        wrong = list(form.non_field_errors())
        context = {
            "shown": shown,
            "opened": self.versions(shown, again=form.is_bound),
            "answers": standing(self.event),
            "wrong": [*wrong, *(sentence for sentence in shown.wrong if sentence not in wrong)],
        }
        return self.render(context, template=FRAGMENT if "_fragment" in self.sent else "")


PRESSED: dict[str, Callable[[Workbench], HttpResponse | None]] = {
    "_save": Workbench.save,
    "_state": Workbench.state,
    "_publish": Workbench.publish,
    "answer": Workbench.answer,
    "reopen": Workbench.reopen,
    "tie": Workbench.tie,
}


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else 0
