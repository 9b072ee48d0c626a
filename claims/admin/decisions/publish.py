"""Publish: what goes along, what changes for readers, and how it will look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.html import format_html

from claims import actions
from claims.actions.independence_changes import no_longer_held, of_events
from claims.actions.parties import are_news
from claims.actions.publish import Plan, claims_behind
from claims.admin.decisions import number_changes
from claims.admin.decisions.other_side import offer
from claims.admin.decisions.page import Decision, DecisionForm, amend
from claims.admin.decisions.preview import seal
from claims.admin.decisions.publish_plan import has_news, looked_at, shown, states_of
from claims.admin.decisions.publish_selection import along, change_page
from claims.admin.decisions.unfinished import Unfinished, keep, sent, unfinished
from claims.admin.fields import CleanTextField, long_text
from claims.admin.forms import collision
from claims.domain.errors import RuleBroken, Stale
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import CHANGE_TYPE_LABELS, ChangeType, choices
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.position import Position
from claims.models.record.entry import EntryBody
from claims.publishing.registry import kind_of


class PublishForm(DecisionForm):
    """``versions`` are those of all that is to be published, in the order of the page."""

    version = forms.RegexField(r"\A[0-9]{1,19}(,[0-9]{1,19})*\Z", widget=forms.HiddenInput)
    note = CleanTextField(
        label=_("Note to readers"),
        required=False,
        max_length=2000,
        widget=long_text(3),
        help_text=_("What changed, in a sentence. Readers see it in the history."),
    )
    change = forms.ChoiceField(
        label=_("Kind of change"),
        choices=choices(CHANGE_TYPE_LABELS),
        initial=ChangeType.UPDATE,
        widget=forms.RadioSelect,
    )
    minor = forms.BooleanField(
        required=False,
        help_text=_(
            "Kept out of feeds, shown in the history. Never where a figure, a quote, who said"
            " it, a time or the status is touched."
        ),
    )

    def __init__(
        self, typed: QueryDict | None, *, of: Sequence[Publishable], initial: dict[str, object]
    ) -> None:
        """Where several are published, each may have a note of its own."""
        super().__init__(typed, initial=initial)
        self.moving = number_changes.moving(of)
        for position in self.moving:
            self.fields[number_changes.field_of(position)] = number_changes.choice()
        self.of = [s for s in of if s.on_record] if len(of) > 1 else []
        for subject in self.of:
            self.fields[own_note(subject)] = CleanTextField(
                label=str(subject),
                required=False,
                max_length=2000,
                widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
            )

    def own_notes(self) -> dict[str, str]:
        return {subject.uid: self.cleaned_data[own_note(subject)] for subject in self.of}


def next_claim(claim: Claim) -> str:
    """Quick add, about the same event and found at the same address."""
    found = claim.citations.select_related("report").order_by("-pk").first()
    kept = {"event": claim.event_id, "address": found.report.url if found else ""}
    return f"{reverse('admin:quick')}?{urlencode({k: v for k, v in kept.items() if v})}"


def own_note(subject: Publishable) -> str:
    return f"note-{subject.uid}"


def own_notes(form: PublishForm) -> list[BoundField]:
    """The boxes for them, as fields of the page."""
    return [form[own_note(subject)] for subject in form.of]


class Publish(Decision[PublishForm]):
    name = "publish"
    title = _("Publish")
    confirm = _("Publish this")
    template = "admin/claims/decisions/publish.html"

    def find(self, **kwargs: object) -> None:
        super().find(**kwargs)
        self.refused: list[str] = []
        self.planned = Plan((), ())
        self.filled: dict[Publishable, Unfinished] = {}
        self.subjects: list[Publishable] = [self.subject, *self._others()]
        if len(self.subjects) > 1:
            self.title, self.confirm = _("Publish together"), _("Publish all of it")
        elif self.subject.on_record:
            self.title, self.confirm = _("Publish changes"), _("Publish these changes")

    def _others(self) -> list[Publishable]:
        """Several published together: as asked for, or all that a merge touched."""
        found = along(self.request.GET, kind_of(self.subject))
        others = [subject for subject in found if subject.uid != self.subject.uid]
        return [*others, *self._behind([self.subject, *others])]

    def _behind(self, asked: list[Publishable]) -> list[Publishable]:
        """The changed claims that positions rest on: published in one go, with one preview."""
        stated = [p for p in asked if isinstance(p, Position)]
        known = {subject.uid for subject in asked}
        claims = {c.pk: c for p in stated for c in claims_behind(p) if c.changed}
        return [claims[pk] for pk in sorted(claims) if claims[pk].uid not in known]

    def form(self, typed: QueryDict | None = None) -> PublishForm:
        return PublishForm(typed, initial={"version": self.version()}, of=self.subjects)

    def version(self) -> str:
        return ",".join(str(subject.version) for subject in self.subjects)

    def act(self, form: PublishForm) -> HttpResponse:
        """What is filled in to finish things is kept first: then all of it is looked at again."""
        filled = sent(self.request)
        if not any(one.is_typed for one in filled if one.boxes):
            return super().act(form)
        if not keep(filled, by=self.editor, at=self.now):
            self.filled = {one.subject: one for one in filled}
            form.add_error(None, _("Nothing is kept yet: mend what is marked below."))
            return self.page(form)
        messages.success(self.request, _("Kept. Look at it again, then publish."))
        # With fresh copies: what is published is what stands now.
        self.find(**self.kwargs)
        amend(form, version=self.version())
        return self.page(form)

    def preview(self, form: PublishForm) -> dict[str, object]:
        self.planned = plan = actions.plan(self.subjects)
        return {"sealed": seal(*looked_at(plan)), **shown(plan, asked=self.subjects)}

    def prepare(self, form: PublishForm) -> None:
        self.compare(form)
        self.built = actions.build(self.subjects)

    def sealed(self, form: PublishForm) -> str:
        return seal(*states_of(self.built.plan, self.built.states))

    def carry_out(self, form: PublishForm) -> None:
        typed = form.cleaned_data
        actions.publish_built(
            self.built,
            note=typed["note"],
            notes=form.own_notes(),
            change=ChangeType(typed["change"]),
            minor=typed["minor"],
            numbers=number_changes.chosen(form.moving, typed),
            by=self.editor,
            at=self.now,
        )
        self.subject.refresh_from_db()  # another copy of it was published

    def success_message(self, form: PublishForm) -> str:
        return (
            _("Readers now see this.")
            if len(self.subjects) == 1
            else _("Readers now see all of it.")
        )

    def tell(self, sentence: str) -> None:
        """With what is usually done next: another claim about the event, from the same page."""
        super().tell(sentence)
        if isinstance(self.subject, Claim):
            words = str(_('Next: <a href="{href}">add another claim about this event</a>.'))
            messages.info(self.request, format_html(words, href=next_claim(self.subject)))
        offer(self.request, self.subjects)

    def success_url(self, form: PublishForm) -> str:
        """To the event where several of it were published, else to the thing itself."""
        about = getattr(self.subject, "event", self.subject)
        if "with" in self.request.GET and isinstance(about, Event):
            return change_page(about.root())
        return super().success_url(form)

    def compare(self, form: PublishForm) -> None:
        for subject in self.subjects:
            subject.refresh_from_db()
        if form.cleaned_data["version"] != self.version():
            raise Stale(_("Somebody else has changed what you are publishing."))

    def collisions(self, form: PublishForm) -> list[str]:
        seen = form.cleaned_data["version"].split(",")
        pairs = [(s, v) for s, v in zip(self.subjects, seen, strict=False) if v != str(s.version)]
        return [told for subject, version in pairs for told in collision(subject, version)]

    def is_done(self, form: PublishForm) -> bool:
        """All stands as it would, and this editor said so last, in the same words."""
        last = type(self.subject).history.filter(id=self.subject.pk).latest("history_id")
        if last.history_user_id != self.editor.pk or any(map(has_news, self.subjects)):
            return False
        entry = EntryBody.objects.filter(entry__subject=self.subject.uid).latest("entry")
        said = entry.read.change.note
        own = form.own_notes().get(self.subject.uid)
        return bool(said in ("", own or form.cleaned_data["note"]))

    def page(self, form: PublishForm, seen: Mapping[str, object] | None = None) -> HttpResponse:
        """Unlike for other decisions, all is shown before anything is typed."""
        if seen is None and not form.errors.get("version"):
            try:
                seen = self.preview(form)
            except RuleBroken as broken:
                self.refused = broken.messages
        return super().page(form, seen)

    def look(self, form: PublishForm) -> dict[str, object]:
        several = [(str(s), change_page(s)) for s in self.subjects[1:]]
        found = unfinished(self.planned.subjects, self.request)
        return {
            "refused": self.refused,
            "several": several,
            "own_notes": own_notes(form),
            "moving": list(number_changes.told(form.moving, form)),
            "unfinished": [self._filled(one) for one in found],
            "shaken": self._shaken(),
        }

    def _filled(self, one: Unfinished) -> Unfinished:
        """The boxes with what was typed and refused, where there is such."""
        typed = self.filled.get(one.subject)
        return replace(one, boxes=typed.boxes, done=typed.done) if typed else one

    def _shaken(self) -> list[tuple[str, str, list[str]]]:
        """What other parties do to statuses: those that would no longer have what they need."""
        events = [s for s in self.subjects if isinstance(s, Event) and s.parent_id is None]
        return [
            (str(claim), change_page(claim), lacking)
            for event in events
            if are_news(event)
            for claim, lacking in no_longer_held(of_events(event))
        ]
