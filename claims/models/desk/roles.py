"""Who holds which role: a group each, made by ``migrate``. What a role may do is in no table."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, User
from django.db.models import Q, QuerySet

from claims.domain import roles
from claims.domain.roles import LOWEST, Act, Role


def make_groups(using: str) -> None:
    for role in Role:
        Group.objects.using(using).get_or_create(name=role.value)


def role_of(user: Any) -> Role | None:
    """None for whoever is not, or no longer, at the desk. Who runs the machine counts as chief."""
    if not (user.is_active and getattr(user, "is_staff", False)):
        return None
    if user.is_superuser:
        return Role.CHIEF
    if not hasattr(user, "_role"):
        # Asked dozens of times for one page; a request meets a user of its own.
        user._role = roles.highest(set(user.groups.values_list("name", flat=True)))
    role: Role | None = user._role
    return role


def may(user: User | AnonymousUser, act: Act) -> bool:
    """Whether somebody who is signed in may do such a thing."""
    at_desk = user.is_active and getattr(user, "is_staff", False)
    return at_desk and roles.may(role_of(user), act)


def give_role(user: User, role: Role | None) -> None:
    """In the place of whichever it was."""
    user.groups.set(Group.objects.filter(name=role.value) if role else [])
    user.__dict__.pop("_role", None)


def who_may(act: Act) -> QuerySet[User]:
    """Those at the desk who may do such a thing."""
    at_desk = User.objects.filter(is_active=True, is_staff=True)
    if LOWEST[act] is None:
        return at_desk
    names = [role.value for role in Role if roles.may(role, act)]
    return at_desk.filter(Q(is_superuser=True) | Q(groups__name__in=names)).distinct()
