"""One request to the workbench: try, save, answer, accept a link, state a position."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from claims import actions
from claims.actions.reconcile.answer import standing
from claims.actions.reconcile.sheet import sheet_of
from claims.admin.error_messages import sentences
from claims.admin.forms import TWICE, collision
from claims.admin.workbench import link_suggestions, selection, submitted
from claims.admin.workbench.show import Shown, show
from claims.domain.errors import RuleBroken, Stale
from claims.domain.vocabulary import Answer
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.position import FindingAnswer, Position
from claims.presenters.glyph_sprite import with_sprite
from claims.publishing import log

PAGE = "admin/claims/workbench/page.html"
FRAGMENT = "admin/claims/workbench/_results.html"
HALF_ANSWERED = "A reason is typed below, and no answer chosen: press one, or empty the box."
_VERSIONS = re.compile(r"([0-9]{1,18}):([0-9]{1,18})")


class Workbench:
    def __init__(self, model_admin: ModelAdmin, request: HttpRequest, pk: int) -> None:
        self.model_admin, self.request = model_admin, request
        self.now = timezone.now()
        self.event: Event = get_object_or_404(Event, pk=pk)
        if not model_admin.has_change_permission(request, self.event):
            raise PermissionDenied
        self.sent = request.POST.dict()
        self.wrong: list[str] = []

    def respond(self) -> HttpResponse:
        try:
            self.sheet = sheet_of(self.event)
            self.count = selection.count_asked(self.event, self.sheet, self.request.GET.dict())
            self.sheet.case()
        except RuleBroken as broken:
            return self.refused(broken.messages)
        if self.request.method != "POST":
            return self.page()
        pressed = next((name for name in PRESSED if name in self.sent), "")
        if not pressed:
            return self.page()
        return self.attempt(PRESSED[pressed])

    def attempt(self, action: Callable[[Workbench], HttpResponse | None]) -> HttpResponse:
        """Do it; whatever was typed stays where it is not."""
        try:
            answer = action(self)
        except Stale as stale:
            self.wrong += [*self.collisions(), *stale.messages, TWICE]
            answer = None
        except (RuleBroken, DatabaseError) as problem:
            self.wrong += sentences(problem)
            answer = None
        return answer or self.page(again=True)

    # What can be pressed.

    def save(self) -> HttpResponse | None:
        self.save_figures()
        return self.done("Saved.")

    def state(self) -> HttpResponse | None:
        return None if self.keep_position() is None else self.done("The position is saved.")

    def publish(self) -> HttpResponse | None:
        position = self.keep_position()
        if position is None:
            return None
        if submitted.reasons(self.sent):
            return self.done("The position is saved.")
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
                measure=self.count.measure,
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
        return self.told(f"Answered: {Answer(word).label.lower()}.")

    def reopen(self) -> HttpResponse | None:
        key, _, version = self.sent["reopen"].partition(":")
        row = FindingAnswer.objects.filter(
            pk=_number(key), event=self.event.root(), version=_number(version)
        ).first()
        if row is None:
            raise Stale("Somebody else has changed this answer since you opened it.")
        actions.reopen(row, by=self.editor)
        return self.told("The finding waits again.")

    def tie(self) -> HttpResponse | None:
        said = link_suggestions.decide(
            self.sheet, self.count.measure, self.sent["tie"],
            seen=self.versions(), by=self.editor, at=self.now,
        )  # fmt: skip
        return self.told(said)

    # How it is done.

    @property
    def editor(self) -> Any:
        return self.request.user

    def save_figures(self) -> None:
        told = submitted.read(self.sheet, self.sent)
        if told.wrong:
            raise RuleBroken(*told.wrong)
        actions.treat_figures(
            self.event, told.treated, seen=self.versions(), by=self.editor, at=self.now
        )

    def keep_position(self) -> Position | None:
        """Figures and position together, or neither; None where the form itself is wrong."""
        with log.writing():
            self.save_figures()
            self.sheet = sheet_of(self.event)
            shown = self.shown(again=True)
            if not shown.form.is_valid():
                return None
            return actions.state_position(
                self.count,
                shown.form.draft(),
                shown.ground,
                as_of=shown.form.cleaned_data["as_of"],
                seen=_number(self.sent.get("position-seen", "")),
                by=self.editor,
                at=self.now,
            )

    def versions(self) -> dict[int, int]:
        """Of every claim on the page, the version at which it was opened."""
        return {int(pk): int(v) for pk, v in _VERSIONS.findall(self.sent.get("seen", ""))}

    def collisions(self) -> list[str]:
        """Who changed what in the claims of this page since it was opened."""
        seen = self.versions()
        moved = Claim.objects.filter(pk__in=list(seen)[:1000]).order_by("pk")
        return [
            told
            for claim in moved
            if claim.version != seen[claim.pk]
            for told in [f"“{claim}”", *collision(claim, str(seen[claim.pk]))]
            if told != TWICE
        ]

    def done(self, sentence: str) -> HttpResponse | None:
        """Say so; stay where a reason is typed that answers nothing yet."""
        messages.success(self.request, sentence)
        if submitted.reasons(self.sent):
            messages.warning(self.request, HALF_ANSWERED)
            self.sheet = sheet_of(self.event)
            return None
        return HttpResponseRedirect(selection.address(self.event, self.count))

    def told(self, sentence: str) -> HttpResponse | None:
        """Say so; stay on the page where something typed is not saved yet."""
        self.sheet = sheet_of(self.event)
        stored = submitted.stored(self.sheet, frozenset(), {}).treated
        clean = not (submitted.reasons(self.sent) or self.shown(again=True).form.has_changed())
        if clean and submitted.read(self.sheet, self.sent).treated == stored:
            return self.done(sentence)
        messages.success(self.request, sentence)
        return None

    # The page.

    def shown(self, *, again: bool = False) -> Shown:
        return show(self.sheet, self.count, self.sent if again else None, now=self.now)

    def page(self, *, again: bool = False) -> HttpResponse:
        if self.wrong:
            self.sheet = sheet_of(self.event)
        shown = self.shown(again=again or self.request.method == "POST")
        context = {**self.around(), "shown": shown, "answers": standing(self.event)}
        context["wrong"] = [*self.wrong, *(w for w in shown.wrong if w not in self.wrong)]
        template = FRAGMENT if "_fragment" in self.sent else PAGE
        return HttpResponse(with_sprite(render_to_string(template, context, self.request)))

    def refused(self, told: list[str]) -> HttpResponse:
        context = {**self.around(), "refused": told}
        return HttpResponse(with_sprite(render_to_string(PAGE, context, self.request)))

    def around(self) -> dict[str, Any]:
        return {
            **self.model_admin.admin_site.each_context(self.request),
            "title": "Reconcile figures",
            "subtitle": str(self.event),
            "opts": self.model_admin.opts,
            "subject": self.event,
        }


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
