"""Merge: two records of one claim or one source become one; and take that back."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse

from claims import actions
from claims.actions.housekeeping.merge import is_told, standing_merge
from claims.admin.choice_labels import choice_label
from claims.admin.decisions.housekeeping import Housekeeping, chosen
from claims.admin.decisions.page import DecisionForm
from claims.admin.fields import CleanTextField, long_text
from claims.domain.messages import gettext as _
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.merge import Merge as Done
from claims.models.desk.source import Source
from claims.publishing.registry import kind_of

OF_CLAIMS = _(
    "Use this where one claim was recorded twice: the same source, event and assertion. Its"
    " citations, figures, evidence, stances and links go to the one you choose; its status does"
    " not. This one stays, and says above everything else where it is kept now."
)
OF_SOURCES = _(
    "Use this where one source was recorded twice. What it claimed, published, said and holds,"
    " and its names, go to the one you choose. This one stays, and says above everything else"
    " where it is kept now."
)
REASON = _("Why the two are one. It stays on the desk; readers read your note when you publish.")


class MergeForm(DecisionForm):
    reason = CleanTextField(
        label=_("Why they are one"),
        max_length=2000,
        widget=long_text(3),
        help_text=REASON,
        error_messages={"required": _("Say why the two are one.")},
    )


class MergeClaimForm(MergeForm):
    into = chosen(
        Claim,
        "merged_into",
        label=_("Merge into"),
        help_text=_("The claim that stays."),
        error_messages={"required": _("Choose the claim that stays.")},
    )
    field_order = ("into", "reason")


class MergeSourceForm(MergeForm):
    into = chosen(
        Source,
        "merged_into",
        label=_("Merge into"),
        help_text=_("The source that stays."),
        error_messages={"required": _("Choose the source that stays.")},
    )
    field_order = ("into", "reason")


class Merge(Housekeeping[DecisionForm]):
    subject: Claim | Source

    name = "merge"
    title = _("Merge")
    confirm = _("Merge the two")

    def form(self, typed: QueryDict | None = None) -> DecisionForm:
        form = MergeClaimForm if isinstance(self.subject, Claim) else MergeSourceForm
        return form(typed, initial={"version": self.version()})

    def carry_out(self, form: DecisionForm) -> Sequence[Publishable]:
        typed = form.cleaned_data
        return actions.merge(
            self.subject,
            into=typed["into"],
            reason=typed["reason"],
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: DecisionForm) -> str:
        return _(
            "The two are one on the desk. Readers see it once you publish; undo it until then."
        )

    def is_done(self, form: DecisionForm) -> bool:
        done = standing_merge(self.subject)
        return done is not None and done.into == form.cleaned_data["into"].uid

    def success_url(self, form: DecisionForm) -> str:
        """On to the page that publishes it, where there is anything to publish."""
        done = standing_merge(self.subject)
        if done is None or not self.subject.on_record:
            return super().success_url(form)
        address = reverse(f"admin:claims_{kind_of(self.subject)}_publish", args=[self.subject.pk])
        return f"{address}?merge={done.pk}"

    def look(self, form: DecisionForm) -> dict[str, object]:
        intro = OF_CLAIMS if isinstance(self.subject, Claim) else OF_SOURCES
        return {**super().look(form), "intro": intro, "subtitle": choice_label(self.subject)}

    def refused(self) -> list[str]:
        merged = self.subject.merged_into
        told = choice_label(merged) if merged else ""
        return [_("This was merged into “%(told)s” already.", told=told)] if merged else []


class UndoMerge(Housekeeping[DecisionForm]):
    name = "unmerge"
    title = _("Undo the merge")
    confirm = _("Undo the merge")
    intro = _(
        "Everything that was carried over goes back. What was edited since stays as it was edited."
    )

    def form(self, typed: QueryDict | None = None) -> DecisionForm:
        return DecisionForm(typed, initial={"version": self.version()})

    def carry_out(self, form: DecisionForm) -> Sequence[Publishable]:
        return actions.undo_merge(self.subject, by=self.editor, at=self.now)

    def success_message(self, form: DecisionForm) -> str:
        return _("The merge is undone: both stand as they did.")

    def is_done(self, form: DecisionForm) -> bool:
        merged = Done.objects.filter(merged=self.subject.uid)
        return standing_merge(self.subject) is None and merged.exists()

    def refused(self) -> list[str]:
        done = standing_merge(self.subject)
        if done is None:
            return [_("This was not merged: there is nothing to undo.")]
        told = _("Some of it was published since: readers have seen it, so it stays on record.")
        return [told] if is_told(done) else []
