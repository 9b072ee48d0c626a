"""Checked, no change: an editor looked again, and what was decided stands."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from claims import actions
from claims.actions.checked import what_lacks
from claims.admin.decisions.housekeeping import Housekeeping
from claims.admin.decisions.page import DecisionForm
from claims.admin.decisions.preview import seal
from claims.admin.fields import CleanTextField, long_text
from claims.domain.messages import gettext as _
from claims.models.desk.base import Checkable, Publishable


class CheckedForm(DecisionForm):
    look_again_on = forms.DateField(
        label=gettext_lazy("We look again by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Readers see the day, and see when it has passed. May be empty."),
    )
    looked_at = CleanTextField(
        label=gettext_lazy("What you looked at"),
        required=False,
        max_length=2000,
        widget=long_text(2),
        help_text=gettext_lazy("In a sentence. Readers see it in the history. May be empty."),
    )


class CheckedNoChange(Housekeeping[CheckedForm]):
    name = "checked"
    title = _("Checked, no change")
    confirm = _("Checked, no change")
    intro = _(
        "You have looked at it again, with all that has come in since, and what we say of it"
        " stands. Readers see the day beside it."
    )

    subject: Checkable

    def form(self, typed: QueryDict | None = None) -> CheckedForm:
        now = {"version": self.version()}
        return CheckedForm(typed, initial=now)

    def carry_out(self, form: CheckedForm) -> Sequence[Publishable]:
        typed = form.cleaned_data
        actions.checked_no_change(
            self.subject,
            note=typed["looked_at"],
            look_again_on=typed["look_again_on"],
            by=self.editor,
            at=self.now,
        )
        return [self.subject]

    def preview(self, form: CheckedForm) -> dict[str, object]:
        """When it is confirmed it is of that moment: what is sealed is all else."""
        typed = form.cleaned_data
        sealed = seal(str(typed["look_again_on"]), typed["looked_at"])
        return {**super().preview(form), "sealed": sealed}

    def success_message(self, form: CheckedForm) -> str:
        return _("Readers now see that this was checked, and that nothing changed.")

    def refused(self) -> list[str]:
        return what_lacks(self.subject)
