"""Requests for comment of all claims in one list; each is edited on its claim's page."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from claims.admin.base import ListAdmin
from claims.admin.site import site
from claims.admin.worklist_filters import AnswerFilter
from claims.domain.messages import gettext as _
from claims.models.desk.comment_request import CommentRequest
from claims.presenters.moments import when


@admin.register(CommentRequest, site=site)
class CommentRequestAdmin(ListAdmin):
    list_display = ("whom", "channel", "asked", "deadline", "of_claim", "asked_by", "answer")
    list_display_links = None
    list_select_related = ("whom", "claim__event", "asked_by", "reply")
    list_filter = (AnswerFilter, "channel")
    search_fields = ("whom__name", "whom__short_name", "claim__statement", "note")
    ordering = ("deadline_at", "asked_at", "pk")

    @admin.display(description=_("asked"), ordering="asked_at")
    def asked(self, row: CommentRequest) -> str:
        return when(row.asked_at, row.asked_precision, row.claim.event.time_zone).text

    @admin.display(description=_("deadline"), ordering="deadline_at", empty_value="none")
    def deadline(self, row: CommentRequest) -> str:
        if row.deadline_at is None:
            return ""
        return when(row.deadline_at, row.deadline_precision, row.claim.event.time_zone).text

    @admin.display(description=_("about"))
    def of_claim(self, row: CommentRequest) -> str:
        address = reverse("admin:claims_claim_change", args=[row.claim_id])
        return format_html('<a href="{}">{}</a>', address, row.claim)

    @admin.display(description=_("answer"))
    def answer(self, row: CommentRequest) -> str:
        if row.reply is not None:
            address = reverse("admin:claims_report_change", args=[row.reply.pk])
            return format_html('<a href="{}">{}</a>', address, row.reply)
        words = _("No longer awaited; record it") if row.closed else _("Record reply")
        page = reverse("admin:claims_commentrequest_reply", args=[row.pk])
        return format_html('<a href="{}">{}</a>', page, words)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
