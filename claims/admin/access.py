"""What each address of the desk is for, and the gate that asks ``domain/roles`` at every one.

An address without a row lets nobody through.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from claims.domain.roles import Act
from claims.models.desk.base import DeskModel
from claims.models.desk.roles import may

log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Access:
    """``see``: what a request does that only reads; ``do``: one that writes.

    ``own``: what writing is instead, where a thing was recorded by whoever asks.
    ``anybody``: not for people who sign in alone. ``fresh``: only to whoever has just proved who
    they are. ``before``: open before a second factor is proved, where one is needed.
    """

    see: Act
    do: Act
    own: Act | None = None
    anybody: bool = False
    fresh: bool = False
    before: bool = False


def editor_of(request: HttpRequest) -> User:
    """Who is signed in; the desk lets in nobody else."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


ENTER = Access(Act.ENTER, Act.ENTER)
READ = Access(Act.LOOK, Act.LOOK)
WRITE = Access(Act.LOOK, Act.DRAFT)
DRAFT = Access(Act.DRAFT, Act.DRAFT)
DELETE = Access(Act.DRAFT, Act.DELETE, own=Act.DRAFT)
PUBLISH = Access(Act.PUBLISH, Act.PUBLISH)
RETRACT = Access(Act.RETRACT, Act.RETRACT, fresh=True)
SUPPRESS = Access(Act.SUPPRESS, Act.SUPPRESS, fresh=True)
PEOPLE = Access(Act.PEOPLE, Act.PEOPLE, fresh=True)
CLOCK = Access(Act.KEYS, Act.KEYS, fresh=True)
AUDIT = Access(Act.AUDIT, Act.AUDIT, fresh=True)
OWN = Access(Act.ENTER, Act.ENTER, fresh=True, before=True)
ANYBODY = Access(Act.ENTER, Act.ENTER, anybody=True)


def _of_model(name: str, *, change: Access = WRITE, lists: Access = WRITE) -> dict[str, Access]:
    return {
        f"{name}_changelist": lists,
        f"{name}_add": DRAFT,
        f"{name}_change": change,
        f"{name}_history": Access(change.see, change.see),
        f"{name}_delete": DELETE,
    }


def _pages(kinds: str, **pages: Access) -> dict[str, Access]:
    return {
        f"claims_{kind}_{name}": access for kind in kinds.split() for name, access in pages.items()
    }


SUBJECTS = "claim source report event position question link"
ADDRESSES: dict[str, Access] = {
    # Of Django's own: a longer address for a shorter one, and what is at no address.
    "": ENTER,
    "index": ENTER,
    "login": ANYBODY,
    "logout": Access(Act.ENTER, Act.ENTER, before=True),
    "passkey_question": ANYBODY,
    "forgotten": ANYBODY,
    "set_password": ANYBODY,
    "prove_again": Access(Act.ENTER, Act.ENTER, before=True),
    "account": Access(Act.ENTER, Act.ENTER, before=True),
    "add_passkey": OWN,
    "add_app": OWN,
    "app_picture": OWN,
    "recovery_codes": OWN,
    "remove_factor": OWN,
    "end_sign_in": ENTER,
    "password_change": OWN,
    "password_change_done": ENTER,
    "help": ENTER,
    "jsi18n": ENTER,
    "app_list": READ,
    "autocomplete": READ,
    "view_on_site": READ,
    # Who knows the secret in the address reads there.
    "live_csv": ANYBODY,
    "presence": DRAFT,
    "quick": DRAFT,
    "quick_number": DRAFT,
    "quick_address": DRAFT,
    "quick_claimant": DRAFT,
    "quick_publisher": DRAFT,
    "quick_counted": DRAFT,
    "paste": DRAFT,
    "paste_example": DRAFT,
    "suggestions": DRAFT,
    "suggestion": DRAFT,
    "open_decisions": READ,
    **_of_model("claims_claim"),
    **_of_model("claims_source"),
    **_of_model("claims_report"),
    **_of_model("claims_event"),
    **_of_model("claims_category"),
    **_of_model("claims_figure"),
    **_of_model("claims_link"),
    **_of_model("claims_position"),
    **_of_model("claims_question"),
    **_of_model("claims_commentrequest"),
    # What stands is decided by whoever may publish it.
    **_of_model("claims_secondlook", change=Access(Act.LOOK, Act.PUBLISH)),
    # Readers gave these to those who work on them, not to everybody who looks in.
    **_of_model(
        "claims_errorreport",
        lists=Access(Act.DRAFT, Act.DRAFT),
        change=Access(Act.DRAFT, Act.PUBLISH),
    ),
    **_pages(SUBJECTS, publish=PUBLISH, back=PUBLISH, retract=RETRACT, suppress=SUPPRESS),
    **_pages("claim source", merge=PUBLISH, unmerge=PUBLISH),
    **_pages("source", identity=DRAFT),
    **_pages("claim position question", checked=PUBLISH),
    **_pages("claim", status=PUBLISH, fate=PUBLISH, context=PUBLISH, move=PUBLISH),
    **_pages("event", several=PUBLISH, place=PUBLISH, attackers=PUBLISH),
    **_pages("event", sheet=DRAFT, reconcile=DRAFT, questions=DRAFT),
    **_pages("commentrequest", reply=DRAFT),
    **_of_model("claims_proposal"),
    # What a second pair of eyes is asked for may be signed by whoever may publish.
    "claims_proposal_sign": Access(Act.PUBLISH, Act.PUBLISH, fresh=True),
    **_pages("claim secondlook", opinion=PUBLISH),
    # Nobody adds, changes or removes a line, whatever their role.
    **_of_model("claims_auditevent", lists=AUDIT, change=AUDIT),
    **dict.fromkeys(_of_model("auth_user"), PEOPLE),
    "auth_user_signs_in": PEOPLE,
    "clock": CLOCK,
}


def check(request: HttpRequest) -> Access:
    """Raise ``PermissionDenied`` unless whoever asks may be at this address in this way."""
    found = request.resolver_match
    name = (found.url_name if found else None) or ""
    access = ADDRESSES.get(name)
    if access is None:
        log.error("There is no row for the address %s in claims/admin/access.py.", name)
        raise PermissionDenied
    if not _through(request, access):
        raise PermissionDenied
    return access


def _through(request: HttpRequest, access: Access) -> bool:
    if request.method in SAFE:
        return may(request.user, access.see)
    # Whose it is, the page itself finds out.
    return may(request.user, access.own or access.do)


def may_do(user: User, name: str) -> bool:
    """Whether a button that leads to this address is of use to somebody."""
    return may(user, ADDRESSES[name].do)


class Roles(ModelBackend):
    """Answers Django's questions for permissions by role alone; rows of permissions say nothing."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Model | None = None) -> bool:
        return user_obj.is_active and may(user_obj, act_of(perm))

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        wanted = Act.PEOPLE if app_label == "auth" else Act.LOOK
        return user_obj.is_active and may(user_obj, wanted)

    def get_all_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        return set()

    get_user_permissions = get_group_permissions = get_all_permissions


def act_of(perm: str) -> Act:
    """What a permission in Django's words, as ``claims.change_claim``, comes to."""
    app, _dot, codename = perm.partition(".")
    verb, _line, model = codename.partition("_")
    if app != "claims":
        return Act.PEOPLE
    page = {"view": "changelist"}.get(verb, verb)
    access = ADDRESSES.get(f"claims_{model}_{page}", WRITE)
    if verb == "view":
        return access.see
    return access.own or access.do


def is_own(user: User | AnonymousUser, subject: DeskModel) -> bool:
    """Whether somebody recorded a thing of the desk."""
    first = subject.history.order_by("history_date", "history_id").first()
    return first is not None and first.history_user_id == user.pk
