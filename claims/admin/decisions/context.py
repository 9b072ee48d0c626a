"""Turn a claim that nobody disputes into background of its event."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from claims import actions
from claims.admin.decisions.housekeeping import Housekeeping, NoteForm
from claims.admin.fields import QuotedField, long_text
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import TAKEN_BACK, ChangeType, Lifecycle
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Citation, Claim


class ContextForm(NoteForm):
    text = QuotedField(
        label=_("As background"),
        max_length=2000,
        widget=long_text(3),
        help_text=_("What readers need to know, in our words. It stands on the page of the event."),
        error_messages={"required": _("Write what readers need to know, as background.")},
    )
    citation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Where it stands"),
        queryset=Citation.objects.none(),
        required=False,
        help_text=_("The report, with the words quoted from it."),
    )
    field_order = ("text", "citation", "note", "change")

    def __init__(self, typed: QueryDict | None, *, claim: Claim) -> None:
        cited = claim.citations.select_related("report").order_by("-first", "pk")
        now = {"version": claim.version, "text": claim.statement, "citation": cited.first()}
        super().__init__(typed, initial={**now, "change": ChangeType.CLARIFICATION})
        self.fields["citation"].queryset = cited  # type: ignore[attr-defined]


class TurnIntoContext(Housekeeping[ContextForm]):
    name = "context"
    title = _("Turn into context")
    confirm = _("Keep it as context")
    intro = _(
        "For what nobody disputes: a place, a date, what went before. It then stands on the page"
        " of the event, without a status. The claim keeps its address and its history, and says"
        " where it is kept. “Withdrawn, misattributed …” makes it a current claim again."
    )

    subject: Claim

    def form(self, typed: QueryDict | None = None) -> ContextForm:
        return ContextForm(typed, claim=self.subject)

    def carry_out(self, form: ContextForm) -> Sequence[Publishable]:
        typed = form.cleaned_data
        return actions.keep_as_context(
            self.subject,
            text=typed["text"],
            citation=typed["citation"],
            note=typed["note"],
            change=ChangeType(typed["change"]),
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: ContextForm) -> str:
        return _("It is kept as context of “%(event)s” now.", event=self.subject.event)

    def is_done(self, form: ContextForm) -> bool:
        return self.subject.lifecycle == Lifecycle.CONTEXT

    def refused(self) -> list[str]:
        if self.subject.publication in TAKEN_BACK:
            return [_("This claim was taken back: readers see nothing of what became of it.")]
        kept = self.subject.lifecycle == Lifecycle.CONTEXT
        return [_("It is kept as context already.")] if kept else []
