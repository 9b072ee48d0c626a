"""How lists are narrowed to what waits: for whom, until when, since when."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from claims.admin import querysets
from claims.admin.access import editor_of
from claims.admin.fields import called, is_key
from claims.admin.visits import visited_before
from claims.domain.messages import gettext as _


class Waiting(admin.SimpleListFilter):
    """Each choice is a condition on the rows of ``model``; an unknown one narrows nothing."""

    choices_offered: list[tuple[str, str]] = []

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Model],
        page: ModelAdmin,
    ) -> None:
        self.model = model
        super().__init__(request, params, model, page)

    def lookups(self, request: HttpRequest, page: ModelAdmin) -> list[tuple[str, str]]:
        return self.choices_offered

    def queryset(self, request: HttpRequest, rows: QuerySet[Model]) -> QuerySet[Model]:
        asked = self.value()
        return rows.filter(self.which(asked, request)) if asked else rows

    def which(self, asked: str, request: HttpRequest) -> Q:
        raise NotImplementedError


class AssigneeFilter(Waiting):
    title = _("who follows it")
    parameter_name = "assignee"

    def lookups(self, request: HttpRequest, page: ModelAdmin) -> list[tuple[str, str]]:
        editors = User.objects.filter(is_staff=True, is_active=True).order_by("username")
        named = [(str(user.pk), called(user)) for user in editors if user != request.user]
        return [("me", _("Me")), ("nobody", _("Nobody")), *named]

    def which(self, asked: str, request: HttpRequest) -> Q:
        if asked == "nobody":
            return Q(assignee=None)
        if asked == "me":
            return Q(assignee=request.user.pk)
        return Q(assignee=asked) if is_key(asked) else Q()


class CheckFilter(Waiting):
    title = _("next check")
    parameter_name = "check"
    choices_offered = [("due", _("Due")), ("later", _("Later")), ("none", _("None set"))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        due = querysets.check_due(timezone.now())
        none = Q(next_check_at=None)
        return {"due": due, "later": ~due & ~none, "none": none}.get(asked, Q())


class NewsFilter(Waiting):
    """What came after we looked last: for lists of claims and of positions."""

    title = _("what came since")
    parameter_name = "since"
    choices_offered = [("newer", _("Something newer, not yet weighed"))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        return querysets.NEWER[self.model]() if asked == "newer" else Q()


class PromiseFilter(Waiting):
    title = _("what we said to readers")
    parameter_name = "again"
    choices_offered = [("overdue", _("To be looked at again, and overdue"))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        overdue = asked == "overdue"
        return querysets.promised(self.model, timezone.localdate()) if overdue else Q()


class AgeFilter(Waiting):
    title = _("age")
    parameter_name = "age"
    choices_offered = [("day", _("Said over a day ago")), ("week", _("Said over a week ago"))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        return querysets.older(asked, timezone.now()) if asked in querysets.AGES else Q()


class CarriedFilter(Waiting):
    title = _("how widely carried")
    parameter_name = "carried"
    choices_offered = [("widely", _("By %(number)s publishers or more", number=querysets.WIDELY))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        return querysets.widely_carried() if asked == "widely" else Q()


class MovedFilter(Waiting):
    title = _("what others changed")
    parameter_name = "moved"
    choices_offered = [("visit", _("Since my last visit"))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        since = visited_before(editor_of(request))
        return querysets.moved_by_others(editor_of(request), since) if asked == "visit" else Q()


class AnswerFilter(Waiting):
    title = _("answer")
    parameter_name = "answer"
    choices_offered = [
        ("awaited", _("Awaited")),
        ("overdue", _("Overdue")),
        ("received", _("Received")),
        ("closed", _("No longer awaited")),
    ]

    def which(self, asked: str, request: HttpRequest) -> Q:
        return {
            "awaited": querysets.AWAITED,
            "overdue": querysets.overdue(timezone.now()),
            "received": Q(reply__isnull=False),
            "closed": Q(reply=None, closed=True),
        }.get(asked, Q())


class LookFilter(Waiting):
    title = _("looked at again")
    parameter_name = "look"
    choices_offered = [("open", _("Not yet")), ("cleared", _("Yes"))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        return {"open": querysets.OPEN, "cleared": ~querysets.OPEN}.get(asked, Q())


class InUseFilter(Waiting):
    """What we took back and others still name: for lists of claims, reports and sources."""

    title = _("what became of it")
    parameter_name = "use"
    choices_offered = [("retracted", _("Retracted, and still in use"))]

    def which(self, asked: str, request: HttpRequest) -> Q:
        return querysets.retracted_in_use(self.model) if asked == "retracted" else Q()
