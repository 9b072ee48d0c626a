"""Move a claim to another event; put an event under a parent or split it off."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from claims import actions
from claims.admin.decisions.housekeeping import Housekeeping, NoteForm, chosen
from claims.domain.messages import gettext as _
from claims.domain.slugs import is_slug
from claims.domain.vocabulary import TAKEN_BACK, ChangeType
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event

TAKEN = _("This was taken back: readers see it no more as it was.")


class MoveForm(NoteForm):
    to = chosen(
        Claim,
        "event",
        label=_("Move to"),
        help_text=_("The event, or the part of one, that it is about."),
        error_messages={"required": _("Choose the event it is about.")},
    )
    field_order = ("to", "note", "change")


class MoveClaim(Housekeeping[MoveForm]):
    name = "move"
    title = _("Move to another event")
    confirm = _("Move the claim")
    intro = _(
        "The claim keeps its address. Its figures are counted in the same categories of the"
        " other event; where that has no such category, you are told."
    )

    subject: Claim

    def form(self, typed: QueryDict | None = None) -> MoveForm:
        return MoveForm(typed, initial={"version": self.version()})

    def carry_out(self, form: MoveForm) -> Sequence[Publishable]:
        typed = form.cleaned_data
        return actions.move_claim(
            self.subject,
            to=typed["to"],
            note=typed["note"],
            change=ChangeType(typed["change"]),
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: MoveForm) -> str:
        return _("The claim is about “%(event)s” now.", event=form.cleaned_data["to"])

    def is_done(self, form: MoveForm) -> bool:
        return bool(self.subject.event == form.cleaned_data["to"])

    def refused(self) -> list[str]:
        return [TAKEN] if self.subject.publication in TAKEN_BACK else []


class PlaceForm(NoteForm):
    under = chosen(
        Event,
        "parent",
        label=_("Part of"),
        required=False,
        help_text=_("The event it is a part of. Empty: it stands by itself."),
    )
    grouping = forms.CharField(
        label=_("Grouping"),
        max_length=60,
        required=False,
        help_text=_(
            "Which way of dividing the parent this belongs to: by place, by phase. “main” where"
            " there is but one."
        ),
    )
    field_order = ("under", "grouping", "note", "change")

    def clean_grouping(self) -> str:
        typed = str(self.cleaned_data["grouping"]).strip() or "main"
        if not is_slug(typed):
            raise forms.ValidationError(_("Use small letters a to z, digits and hyphens only."))
        return typed


class PlaceEvent(Housekeeping[PlaceForm]):
    name = "place"
    title = _("Put under an event, or split off")
    confirm = _("Put it there")
    intro = _(
        "An event that becomes a part is counted by the categories of the whole; one that is"
        " split off takes a copy of them along. If a grouping of the parent is marked complete,"
        " check that it still leaves nobody out."
    )

    subject: Event

    def form(self, typed: QueryDict | None = None) -> PlaceForm:
        now = {"under": self.subject.parent_id, "grouping": self.subject.grouping}
        return PlaceForm(typed, initial={"version": self.version(), **now})

    def carry_out(self, form: PlaceForm) -> Sequence[Publishable]:
        typed = form.cleaned_data
        return actions.place_event(
            self.subject,
            under=typed["under"],
            grouping=typed["grouping"],
            note=typed["note"],
            change=ChangeType(typed["change"]),
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: PlaceForm) -> str:
        under = form.cleaned_data["under"]
        return (
            _("It is a part of “%(under)s” now.", under=under)
            if under
            else _("It stands by itself now.")
        )

    def is_done(self, form: PlaceForm) -> bool:
        typed = form.cleaned_data
        return (self.subject.parent, self.subject.grouping) == (typed["under"], typed["grouping"])

    def refused(self) -> list[str]:
        return [TAKEN] if self.subject.publication in TAKEN_BACK else []
