"""The desk's own admin site: an index that is a work list, help, and who has what open."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone

from claims.admin import (
    access,
    first_run,
    index_lists,
    pending_proposals,
    running_stories,
    worklist,
)
from claims.admin.access import editor_of
from claims.admin.choice_labels import Lookup
from claims.admin.shortcuts import shortcuts
from claims.admin.signing_in import held_form, prompts, sessions
from claims.admin.signing_in.step_up import first_of_all, is_fresh, lacks_second_factor
from claims.admin.visits import visit
from claims.domain.messages import gettext as _
from claims.domain.roles import Act
from claims.models.desk.roles import may
from claims.presenters.glyph_sprite import StatusSprite
from claims.publishing import clock

# In the order in which an editor works; what is not named comes after, by its name.
ORDER = [
    "Claim",
    "Source",
    "Report",
    "Event",
    "Figure",
    "Link",
    "Position",
    "Question",
    "CommentRequest",
    "SecondLook",
]


class DeskSite(admin.AdminSite):
    site_header = site_title = _("Counterclaim desk")
    index_title = _("The desk")
    index_template = "admin/desk_index.html"
    # The lists need its width on a laptop; the index and the breadcrumbs lead everywhere.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[URLPattern] = []
        # Nothing is ever deleted in bulk: what was published cannot be, and drafts go one by one.
        self.disable_action("delete_selected")

    def add_page(self, route: str, view: Callable[..., HttpResponseBase], *, name: str) -> None:
        """Let a page of our own answer there, for editors who are signed in."""
        self.pages.append(path(route, self.admin_view(view), name=name))

    def add_open_page(
        self, route: str, view: Callable[..., HttpResponseBase], *, name: str
    ) -> None:
        """The same for whoever knows the secret in the address."""
        self.pages.append(path(route, view, name=name))

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        """As Django's, for whom ``access`` lets through.

        A form that is sent after the session ended is held, not thrown away.
        """

        def let_through(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            asked = access.check(request)
            if lacks_second_factor(request) and not asked.before:
                return first_of_all(request)
            if asked.fresh and not is_fresh(request):
                return prompts.again(request, self.each_context(request))
            return view(request, *args, **kwargs)

        usual = super().admin_view(update_wrapper(let_through, view), cacheable)

        def held(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if self.has_permission(request) or not held_form.is_held(request):
                return usual(request, *args, **kwargs)
            if request.path == reverse("admin:logout"):
                return usual(request, *args, **kwargs)
            return held_form.sign_in(request, self.each_context(request))

        return update_wrapper(held, usual)

    def logout(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        if request.method == "POST" and (ended := sessions.sign_in_of(request)):
            ended.delete()
        return super().logout(request, extra_context)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        """A new password ends what was opened by the old one elsewhere."""
        answer = super().password_change(request, extra_context)
        if answer.status_code == HTTPStatus.FOUND:
            sessions.end_others(request)
        return answer

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Our own pages before those of the models, which take every other address."""
        return [*self.pages, *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Two of one name are told apart where one of them is looked for."""
        return Lookup.as_view(admin_site=self)(request)

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        signed_in = self.has_permission(request)
        keys = shortcuts(request.user) if signed_in else []
        return {**super().each_context(request), "shortcuts": keys, "glyphs": StatusSprite()}

    def index(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        desk = waiting(request) if request.user.has_perm("claims.view_claim") else {}
        return super().index(request, {**desk, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[object]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=_place)
        # The desk before users and groups.
        return sorted(apps, key=lambda app: app["app_label"] != "claims")


def _place(model: dict[str, object]) -> int:
    name = model["object_name"]
    return ORDER.index(name) if name in ORDER else len(ORDER)


def waiting(request: HttpRequest) -> dict[str, object]:
    """The work list of an editor; the first steps while the desk has published nothing."""
    now, user = timezone.now(), editor_of(request)
    since = visit(user, now)
    return {
        "doubted": clock.doubt(),
        "may_confirm": may(user, Act.KEYS),
        "steps": first_run.steps(),
        "since": since,
        "sections": worklist.sections(user, now, since),
        "stories": running_stories.stories(user, now, since),
        "yours": index_lists.yours(user),
        "looks": index_lists.to_look_at_again(),
        **(second_eyes(user) if may(user, Act.PUBLISH) else {}),
        "longest": index_lists.longest_unconfirmed(),
        "carried": index_lists.most_carried(),
        "moved": index_lists.moved(user, since),
    }


def second_eyes(user: User) -> dict[str, object]:
    """What waits for a second pair of eyes, for those who may sign it."""
    return {
        "to_sign": pending_proposals.to_sign(),
        "sent_back": pending_proposals.sent_back_to(user),
        "differ": index_lists.opinions_that_differ(),
    }


site = DeskSite()
