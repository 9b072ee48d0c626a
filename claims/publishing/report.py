"""What readers see of a report."""

from __future__ import annotations

from typing import Any

from claims.models.desk.source import Report
from claims.publishing.encoding import moment
from claims.publishing.history_cut import WHOLE, Cut

PUBLIC = {
    "slug",
    "publisher",
    "title",
    "url",
    "linked",
    "medium",
    "language",
    "published_at",
    "published_precision",
    "accessed_at",
    "accessed_precision",
    "archive_url",
    "reprints",
}


def state(report: Report, cut: Cut = WHOLE) -> dict[str, Any]:
    return {
        "slug": report.slug,
        "publisher": report.publisher.uid,
        "title": report.title,
        "url": report.url,
        "linked": report.linked,
        "medium": report.medium,
        "language": report.language,
        "published": moment(report.published_at, report.published_precision),
        "accessed": moment(report.accessed_at, report.accessed_precision),
        "archive_url": report.archive_url,
        "reprints": report.reprints.uid if report.reprints else "",
    }
