"""What became of a claim: withdrawn, misattributed, superseded, or current again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.http import QueryDict

from claims import actions
from claims.admin.decisions.housekeeping import Housekeeping, NoteForm, chosen
from claims.admin.fields import MomentField, QuotedField, ReadsMoments, long_text
from claims.domain.housekeeping import SETTLED
from claims.domain.messages import gettext as _
from claims.domain.messages import lowered
from claims.domain.moments import Moment
from claims.domain.vocabulary import LIFECYCLE_LABELS, TAKEN_BACK, ChangeType, Lifecycle
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Stance
from claims.models.desk.source import Report

NEEDS = _(
    "Withdrawn: the claimant took it back, in a report you name. Current again after that: it"
    " said it again, in a report you name; readers see both. Misattributed: we found that they"
    " never said it. Superseded: link the newer claim with “updates” or “corrects”. The page of"
    " the claim says it above everything else; the status stays what it is."
)


Said = tuple[Report, str, datetime | None, str]
"""The report in which they said so, their words, and when that was."""


class LifecycleForm(ReadsMoments, NoteForm):
    to = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(word.value, LIFECYCLE_LABELS[word]) for word in SETTLED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    report = chosen(
        Stance,
        "report",
        label=_("Report in which they said so"),
        required=False,
        help_text=_("Where the claimant took it back; or said again what it had taken back."),
    )
    quote = QuotedField(
        label=_("Their words"),
        required=False,
        max_length=2000,
        widget=long_text(2),
        help_text=_("Word for word, where you have them."),
    )
    stated = MomentField(label=_("When they said so"), help_text=_("In the zone of the event."))
    field_order = ("to", "report", "quote", "stated", "note", "change")

    def __init__(self, typed: QueryDict | None, *, claim: Claim) -> None:
        super().__init__(typed, initial={"version": claim.version})
        self.claim = claim

    def zone(self) -> str:
        return self.claim.event.time_zone


class SettleLifecycle(Housekeeping[LifecycleForm]):
    name = "fate"
    title = _("Withdrawn, misattributed, superseded")
    confirm = _("Confirm this")
    intro = NEEDS

    subject: Claim

    def form(self, typed: QueryDict | None = None) -> LifecycleForm:
        return LifecycleForm(typed, claim=self.subject)

    def carry_out(self, form: LifecycleForm) -> Sequence[Publishable]:
        typed = form.cleaned_data
        report = typed["report"]
        said = _said(report, typed["quote"], typed["stated"]) if report else None
        return actions.settle_lifecycle(
            self.subject,
            to=Lifecycle(typed["to"]),
            note=typed["note"],
            withdrawal=actions.Withdrawal(*said) if said else None,
            again=actions.Return(*said) if said else None,
            change=ChangeType(typed["change"]),
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: LifecycleForm) -> str:
        became = lowered(LIFECYCLE_LABELS[Lifecycle(form.cleaned_data["to"])]).partition(":")[0]
        if self.subject.on_record:
            return _("Readers now see this as %(became)s.", became=became)
        return _("The desk now has this as %(became)s.", became=became)

    def is_done(self, form: LifecycleForm) -> bool:
        return bool(self.subject.lifecycle == form.cleaned_data["to"])

    def refused(self) -> list[str]:
        if self.subject.publication in TAKEN_BACK:
            return [_("This claim was taken back: readers see nothing of what became of it.")]
        merged = self.subject.lifecycle == Lifecycle.MERGED
        return [_("This claim was merged: undo the merge first.")] if merged else []


def _said(report: Report, quote: str, stated: Moment | None) -> Said:
    if stated is None:
        return report, quote, None, ""
    return report, quote, stated.at, str(stated.precision)
