"""Put the desk back: to what readers see, or to what they saw from an earlier entry on."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.urls import reverse

from claims import actions
from claims.admin.decisions.housekeeping import Housekeeping
from claims.admin.decisions.page import DecisionForm
from claims.admin.decisions.publish_plan import zone_for
from claims.admin.fields import offer_choices
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import EntryKind
from claims.models.desk.base import Publishable
from claims.models.record.entry import Entry
from claims.presenters.change import HEADLINES
from claims.presenters.moments import minute
from claims.publishing.registry import kind_of

MOST = 50
NOW = "now"


class PutBackForm(DecisionForm):
    to = forms.ChoiceField(
        label=_("Back to"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to go back to.")},
    )

    def __init__(
        self, typed: QueryDict | None, *, offers: list[tuple[str, str]], initial: dict[str, object]
    ) -> None:
        super().__init__(typed, initial=initial)
        offer_choices(self, "to", offers)


class PutBack(Housekeeping[PutBackForm]):
    name = "back"
    title = _("Put back")
    confirm = _("Put it back")
    intro = _(
        "The desk is put back to what readers see or once saw; what they never see, such as"
        " private notes, stays, and so does the status. To give readers a former state again,"
        " put it back and publish it: the history keeps both."
    )

    def form(self, typed: QueryDict | None = None) -> PutBackForm:
        offers = self._offers()
        initial: dict[str, object] = {
            "version": self.version(),
            "to": offers[0][0] if offers else "",
        }
        return PutBackForm(typed, offers=offers, initial=initial)

    def _offers(self) -> list[tuple[str, str]]:
        """What readers see now, then each state they saw before, the newest first."""
        told = Entry.objects.about(self.subject.uid).filter(words__isnull=False)
        entries = list(told.exclude(kind=EntryKind.SUPPRESSED).reverse()[:MOST])
        zone = zone_for(self.subject)
        offers = [
            (str(e.seq), f"{HEADLINES[EntryKind(e.kind)]}, {minute(e.recorded_at, zone).text}")
            for e in entries
        ]
        return [(NOW, _("What readers see now")), *offers[1:]] if offers else []

    def carry_out(self, form: PutBackForm) -> Sequence[Publishable]:
        to = form.cleaned_data["to"]
        return actions.put_back(
            self.subject,
            entry=None if to == NOW else int(to),
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: PutBackForm) -> str:
        if form.cleaned_data["to"] == NOW:
            return _("The desk is back to what readers see.")
        return _("The desk is back to that state. Readers see it once you publish it.")

    def success_url(self, form: PutBackForm) -> str:
        """A former state is put back to be published again: that page comes next."""
        if not self.subject.changed:
            return super().success_url(form)
        return reverse(f"admin:claims_{kind_of(self.subject)}_publish", args=[self.subject.pk])

    def refused(self) -> list[str]:
        if getattr(self.subject, "merged_into_id", None) is not None:
            return [_("This was merged: undo the merge instead.")]
        return (
            []
            if self._offers()
            else [_("Readers see nothing of this: there is nothing to go back to.")]
        )
