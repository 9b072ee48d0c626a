"""Count attackers apart in an event, or no longer, with what it does to figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict

from claims import actions
from claims.admin.decisions.housekeeping import Housekeeping
from claims.admin.decisions.page import DecisionForm
from claims.domain.messages import gettext as _
from claims.models.desk.base import Publishable
from claims.models.desk.event import Event


class CountAttackers(Housekeeping[DecisionForm]):
    name = "attackers"
    title = _("Was anybody attacking?")
    confirm = _("Change who is counted")
    intro = _(
        "With attackers, they are counted apart from everybody else. Without them, figures of"
        " everybody except attackers count everybody, and nothing is asked or said of attackers."
        " The preview shows what becomes of the figures; readers see it once it is published."
    )

    subject: Event

    def look(self, form: DecisionForm) -> dict[str, object]:
        """What holds now stands first: the page turns it round."""
        counted = actions.is_counting_attackers(self.subject)
        now = (
            _("Now attackers are counted apart from everybody else; to confirm ends that.")
            if counted
            else _("Now nobody is counted as an attacker; to confirm counts attackers apart.")
        )
        return {**super().look(form), "intro": f"{now} {self.intro}"}

    def form(self, typed: QueryDict | None = None) -> DecisionForm:
        return DecisionForm(typed, initial={"version": self.version()})

    def carry_out(self, form: DecisionForm) -> Sequence[Publishable]:
        return actions.count_attackers(
            self.subject,
            attackers=not actions.is_counting_attackers(self.subject),
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: DecisionForm) -> str:
        if actions.is_counting_attackers(self.subject):
            return _("Attackers are counted apart now.")
        return _("Nobody is counted as an attacker now.")

    def refused(self) -> list[str]:
        whole = self.subject.root()
        if whole != self.subject:
            return [_("Who is counted is settled for the whole: “%(whole)s”.", whole=whole)]
        return []
