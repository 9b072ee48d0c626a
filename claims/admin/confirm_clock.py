"""The clock of the machine that serves the desk, and the button by which a chief confirms it."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from claims.admin.desk_page import BlankForm, DeskPage
from claims.domain.messages import gettext as _
from claims.publishing import clock


class ConfirmClock(DeskPage[BlankForm]):
    name = "clock"
    title = _("Clock")
    template = "admin/claims/clock.html"

    def form(self, typed: QueryDict | None = None) -> BlankForm:
        return BlankForm(typed)

    def look(self, form: BlankForm) -> dict[str, object]:
        return {"now": f"{self.now:%Y-%m-%d %H:%M:%S}", "doubt": clock.doubt()}

    def act(self, form: BlankForm) -> HttpResponse:
        clock.confirm(by=self.editor, at=self.now)
        return self.done(form)

    def success_message(self, form: BlankForm) -> str:
        return _("The clock was confirmed: what is published now is dated by it.")

    def success_url(self, form: BlankForm) -> str:
        return reverse("admin:index")
