"""One request to the workbench: decide, undo, treat figures, answer, state a position."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse

from claims import actions
from claims.actions import Answered
from claims.actions.reconcile.decide import Decided
from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.actions.reconcile.state import Count, Ground, room
from claims.admin.concurrent_edit.compare import number
from claims.admin.desk_page import BlankForm, SubjectPage
from claims.admin.error_messages import sentences
from claims.admin.fields import called
from claims.admin.forms import TWICE
from claims.admin.presence import presence_of
from claims.admin.typed_text import TAKEN_OUT
from claims.admin.workbench import (
    folded_sections,
    link_suggestions,
    seen_versions,
    selection,
    submitted,
)
from claims.admin.workbench.cards import Typed, token
from claims.admin.workbench.count_screen import Screen, touched_by
from claims.admin.workbench.our_figure import binding_here, position_of
from claims.domain.errors import RuleBroken, Stale
from claims.domain.figures import HIGHEST
from claims.domain.messages import gettext as _
from claims.domain.roles import Act
from claims.domain.text import clean
from claims.domain.vocabulary import Answer, Option
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.roles import may

PARTS = "admin/claims/workbench/_bench.html"
PROPOSED = _(
    "That reason was offered for what was proposed. Say why it is what you chose: readers see it."
)


class Workbench(SubjectPage[BlankForm]):
    name = "reconcile"
    title = _("Decisions")
    template = "admin/claims/workbench/page.html"

    subject: Event

    def find(self, **kwargs: object) -> None:
        super().find(**kwargs)
        self.event = self.subject
        # A box may be ticked several times, so what was sent stays as Django reads it.
        self.sent = cast("dict[str, str]", self.request.POST.copy())
        self.asked = self.request.GET.dict()
        self.opened = seen_versions.read(self.sent)
        self.shown_anew = False
        self.wrong: list[str] = []
        self.noted: frozenset[int] = frozenset()

    @cached_property
    def sheet(self) -> Sheet:
        """Read when it is first asked for: a decision reads the event for itself, and holds it."""
        return sheet_of(self.event)

    @cached_property
    def count(self) -> Count:
        return selection.count_asked(self.event, self.sheet, self.asked)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Figures that make no sense to the engine leave nothing to work on."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except RuleBroken as broken:
            return self.render({"refused": broken.messages})

    def form(self, typed: QueryDict | None = None) -> BlankForm:
        return BlankForm(typed)

    def act(self, form: BlankForm) -> HttpResponse:
        """Do it; whatever was typed stays where it is not."""
        pressed = next((name for name in PRESSED if name in self.sent), "")
        if pressed and (said := submitted.take_out_unseen(self.sent)):
            raise RuleBroken(said, TAKEN_OUT, *self._written())
        answer = PRESSED[pressed](self) if pressed else None
        return answer or self.page(form)

    def refuse(self, form: BlankForm, problem: Exception) -> HttpResponse:
        stale = isinstance(problem, Stale)
        told = sentences(problem)
        self.wrong = [*self.others(), *told, TWICE] if stale else told
        self.shown_anew = stale
        self.forget()
        return self.page(form)

    def forget(self) -> None:
        """What was read of the event is no longer so: it is read again where it is shown."""
        self.__dict__.pop("sheet", None)
        self.__dict__.pop("count", None)

    # What can be pressed.

    def decide(self) -> HttpResponse | None:
        option = self.sent["do"]
        if option not in list(Option):
            raise RuleBroken(_("Choose one of the answers."))
        answered = self._answered(Option(option))
        reason = self._reason(answered)
        try:
            decided = actions.decide(
                self.event,
                self.sent.get("card", ""),
                answered,
                seen=self.sent.get("card-seen", ""),
                reason=reason,
                by=self.editor,
                at=self.now,
            )
        except Stale as stale:
            # The card it was typed on may be gone.
            raise Stale(*self._meanwhile(), *stale.messages, *_yours(reason)) from stale
        return self.conclude(self._decided(answered.option), decided)

    def _meanwhile(self) -> Iterator[str]:
        """What others decided since the card was shown."""
        rows = self.event.root().decisions.filter(pk__gt=number(self.sent.get("last", "")))
        for row in rows.exclude(by=self.editor).select_related("by", "part", "category"):
            names = {"who": called(row.by) if row.by else _("Somebody"), "what": row}
            told = (
                _("%(who)s undid: %(what)s.") if row.undoes_id else _("%(who)s decided: %(what)s.")
            )
            yield told % names

    def _reason(self, answered: Answered) -> str:
        """What was offered as the reason for one answer is no reason for another."""
        reason = clean(self.sent.get("why", ""))
        chosen = token(answered.option, answered.figure, answered.give_way)
        given = answered.low is not None
        if reason != self.sent.get("offered", "") or not reason:
            return reason
        if answered.option is Option.LATER:
            return ""
        if given or chosen != self.sent.get("proposed", ""):
            raise RuleBroken(_(PROPOSED))
        return reason

    def _answered(self, option: Option) -> Answered:
        figure = self.sent.get("stands", "") if option is Option.STANDS else ""
        low, high = self._bound("range-low"), self._bound("range-high")
        given = option in (Option.RANGE, Option.EACH) and low is not None
        return Answered(
            option,
            figure=figure,
            low=low if given else None,
            high=high if given else None,
            give_way=self._ways(),
        )

    def _ways(self) -> tuple[str, ...]:
        """The figures that were ticked to give way."""
        return tuple(key.removeprefix("way-") for key in self.sent if key.startswith("way-"))

    def _bound(self, name: str) -> int | None:
        typed = self.sent.get(name, "").strip().replace(",", "")
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,18}", typed) or int(typed) > HIGHEST:
            raise RuleBroken(_("A count lies between 0 and %(most)s.") % {"most": f"{HIGHEST:,}"})
        return int(typed)

    def _decided(self, option: Option) -> str:
        if option is Option.LATER:
            return _("Put off: it comes at the end.")
        return _("Decided: %(answer)s.") % {"answer": option.label.lower()}

    def undo(self) -> HttpResponse | None:
        row = Decision.objects.filter(pk=number(self.sent["undo"]), event=self.event.root()).first()
        if row is None:
            raise Stale(_("This decision is no longer there."))
        undone = actions.undo(row, by=self.editor, at=self.now)
        return self.conclude(_("Undone: it is to be decided again."), undone)

    def save(self) -> HttpResponse | None:
        told = submitted.read(self.sheet, self.sent)
        if told.wrong:
            raise RuleBroken(*told.wrong)
        actions.treat_figures(
            self.event, told.treated, seen=self.opened.claims, by=self.editor, at=self.now
        )
        return self.conclude(_("Saved."))

    def take(self) -> HttpResponse | None:
        """Fill our figure in with what the figures of this very count allow; nothing is saved."""
        words = self.screen().words
        bound = frozenset(figure.id for figure in words.case.live)
        uses = frozenset(binding_here(words, bound))
        for pk in uses:
            self.sent[f"use-{pk}"] = "1"
        found = room(self.sheet, self.count, Ground(uses))
        if uses and not found.none:
            self.sent["our-low"] = str(found.low)
            self.sent["our-high"] = "" if found.high is None else str(found.high)
        return None

    def state(self) -> HttpResponse | None:
        return self.conclude(_("The position is saved.")) if self.keep_position() else None

    def publish(self) -> HttpResponse | None:
        position = self.keep_position()
        if position is None:
            return None
        return HttpResponseRedirect(reverse("admin:claims_position_publish", args=[position.pk]))

    def checked(self) -> HttpResponse | None:
        """We looked again, and what readers see stands: an act with its own date."""
        if not may(self.editor, Act.PUBLISH):
            raise PermissionDenied
        position = position_of(self.count)
        if position is None:
            raise RuleBroken(_("There is no figure of ours to check."))
        if position.version != self.opened.position:
            raise Stale(_("Somebody else has changed our figure since you opened it."))
        actions.checked_no_change(position, by=self.editor, at=self.now)
        return self.conclude(_("Readers now see that this was checked, and that nothing changed."))

    def answer(self) -> HttpResponse | None:
        word, _colon, fingerprint = self.sent["answer"].partition(":")
        if word not in list(Answer):
            raise RuleBroken(_("Choose one of the answers."))
        reason = self.sent.get(f"{submitted.REASON}{fingerprint}", "")
        try:
            actions.answer_finding(
                self.event,
                fingerprint=fingerprint,
                answer=Answer(word),
                reason=reason,
                seen=number(self.sent.get(f"seen-{fingerprint}", "")),
                by=self.editor,
                at=self.now,
            )
        except Stale as stale:
            # The box it was typed in may be gone with the finding.
            raise Stale(*stale.messages, *_yours(reason)) from stale
        self.sent.pop(f"{submitted.REASON}{fingerprint}", None)
        told = _(
            "Answered: %(answer)s. Its figures are used as before: “All figures” leaves one out."
        )
        return self.conclude(told % {"answer": Answer(word).label.lower()})

    def reopen(self) -> HttpResponse | None:
        key, _colon, version = self.sent["reopen"].partition(":")
        row = FindingAnswer.objects.filter(
            pk=number(key), event=self.event.root(), version=number(version)
        ).first()
        if row is None:
            raise Stale(_("Somebody else has changed this answer since you opened it."))
        actions.reopen(row, by=self.editor)
        return self.conclude(_("The finding waits again."))

    def tie(self) -> HttpResponse | None:
        pressed = self.sent["tie"]
        try:
            said = link_suggestions.decide(
                self.sheet, pressed, reason=self.sent.get(f"why-{pressed}", ""),
                note=self.sent.get(f"note-{pressed}", ""),
                seen=self.opened.claims, by=self.editor, at=self.now,
            )  # fmt: skip
        except RuleBroken as broken:
            # The suggestion it was typed at may be gone.
            raise type(broken)(*broken.messages, *self._written()) from broken
        return self.conclude(said)

    def _written(self) -> list[str]:
        """What was typed at a suggestion, whose boxes are not filled again."""
        pressed = self.sent.get("tie", "")
        return _yours(self.sent.get(f"why-{pressed}", "") or self.sent.get(f"note-{pressed}", ""))

    # How it is done.

    def keep_position(self) -> Position | None:
        """None where the form itself is wrong."""
        # What it rests on is worked out before anything is held; it is compared once it is.
        ours = self.screen().ours
        if not ours.form.is_valid():
            return None
        return actions.state_position(
            self.count,
            ours.form.draft(),
            ours.ground,
            as_of=ours.form.cleaned_data["as_of"],
            seen=self.opened.position,
            by=self.editor,
            at=self.now,
        )

    def others(self) -> list[str]:
        """Who changed what, of that which was sent, since it was opened."""
        ours = position_of(self.count) if "position-seen" in self.sent else None
        return seen_versions.collisions(self.opened, ours)

    def conclude(self, sentence: str, decided: Decided | None = None) -> HttpResponse | None:
        """Say so, on a page that holds nothing of what was sent."""
        self.shown_anew = True
        messages.success(self.request, sentence)
        if "_fragment" in self.sent:
            self.forget()
            if decided:
                self.sheet, self.noted = decided.sheet(), decided.noted
            self.sent = {"_fragment": "1"}
            return None
        again = {name: self.asked[name] for name in ("open", "sort") if name in self.asked}
        where = f"#fold-{again['open']}" if "open" in again else ""
        return HttpResponseRedirect(f"{selection.address(self.event, self.count, **again)}{where}")

    # The page.

    def screen(self) -> Screen:
        stated = self.sent if "uses-seen" in self.sent else None
        return Screen(
            self.sheet,
            self.count,
            sent=stated,
            asked=self.sent.get("card", "") or self.asked.get("card", ""),
            typed=self._typed(),
            now=self.now,
        )

    def _typed(self) -> Typed | None:
        """What stood in the card when it was refused."""
        if "do" not in self.sent:
            return None
        low, high = self.sent.get("range-low", ""), self.sent.get("range-high", "")
        return Typed(self.sent.get("stands", ""), self._ways(), self.sent.get("why", ""), low, high)

    def versions(self, screen: Screen, *, again: bool) -> seen_versions.Opened:
        """Those that the next press is compared with: never newer than what the editor knows."""
        now = seen_versions.Opened({c.pk: c.version for c in self.sheet.claims}, screen.ours.seen)
        return (
            now
            if self.shown_anew or not again
            else seen_versions.still(self.opened, now, self.sent)
        )

    def follows(self, screen: Screen) -> int:
        """The version of our figure before what was just decided: who typed on that may go on."""
        position = screen.ours.position
        return screen.ours.seen - (position is not None and position.pk in self.noted)

    def page(self, form: BlankForm) -> HttpResponse:
        if "_fold" in self.asked:
            return self.fold(self.asked["_fold"])
        screen = self.screen()
        here = selection.address(self.event, self.count)
        context = {
            "screen": screen,
            "opened": self.versions(screen, again=form.is_bound),
            "follows": self.follows(screen),
            "folds": folded_sections.all_of(self, screen, open_one=self.asked.get("open", "")),
            "touched": touched_by(screen.plan),
            "wrong": self.wrong,
            "fragment": "_fragment" in self.sent,
            "here": here,
            "presence": presence_of(self.request, self.event),
        }
        return self.render(context, template=PARTS if "_fragment" in self.sent else "")

    def fold(self, key: str) -> HttpResponse:
        """What one fold holds, for the script that opens it."""
        screen = self.screen()
        opened_now = self.versions(screen, again=False)
        one = folded_sections.one_of(self, screen, key)
        context = {
            "fold": one,
            "opened": opened_now,
            "here": selection.address(self.event, self.count),
        }
        return self.render(context, template="admin/claims/workbench/_fold.html")


PRESSED: dict[str, Callable[[Workbench], HttpResponse | None]] = {
    "do": Workbench.decide,
    "undo": Workbench.undo,
    "_save": Workbench.save,
    "_take": Workbench.take,
    "_state": Workbench.state,
    "_publish": Workbench.publish,
    "_checked": Workbench.checked,
    "answer": Workbench.answer,
    "reopen": Workbench.reopen,
    "tie": Workbench.tie,
}


def _yours(reason: str) -> list[str]:
    return [_("Your reason was: “%(reason)s”") % {"reason": reason}] if reason else []
