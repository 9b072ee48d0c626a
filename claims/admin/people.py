"""Editors and what they may do. People are deactivated, never deleted: history names them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from claims.admin.base import ListAdmin
from claims.admin.site import site


@admin.register(User, site=site)
class EditorAdmin(ListAdmin, UserAdmin):
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Group, site=site)
class EditorGroupAdmin(ListAdmin, GroupAdmin):
    pass
