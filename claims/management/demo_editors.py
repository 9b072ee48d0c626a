"""The two editors of the demonstration: known by their address, which no real person has."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import User
from django.db import connection

from claims.domain.roles import Role
from claims.models.desk.roles import give_role

NAMES = {"mahin": Role.CHIEF, "omar": Role.EDITOR}
DOMAIN = "@demo.invalid"


def others() -> list[str]:
    """Users that the demonstration did not make: their database is none to play with."""
    if User._meta.db_table not in connection.introspection.table_names():
        return []
    found = User.objects.exclude(email__endswith=DOMAIN).order_by("username")
    return list(found.values_list("username", flat=True)[:5])


def ensure() -> dict[str, str]:
    """Make the editors who are missing; returns the passwords of the new ones, kept nowhere."""
    passwords = {}
    for name, role in NAMES.items():
        if not User.objects.filter(username=name).exists():
            passwords[name] = secrets.token_urlsafe(12)
            user = User.objects.create_user(
                name, f"{name}{DOMAIN}", passwords[name], is_staff=True, first_name=name.title()
            )
            give_role(user, role)
    return passwords
