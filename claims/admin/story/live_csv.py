"""The sheet as a table at a secret address, for those who stay with their spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.actions.live_table import opened_by
from claims.admin.story.rows import Row, Story, story_of
from claims.domain.audit import AuditKind
from claims.domain.messages import gettext as _
from claims.lookup import csv_cells
from claims.models.desk.event import Event
from claims.models.desk.live_table import LiveTable
from claims.publishing import audit

LONGEST_SECRET = 100


@require_safe
def live_csv(request: HttpRequest, secret: str) -> HttpResponse:
    """Read anew each time; nobody signs in, for no spreadsheet can."""
    table = opened_by(secret) if len(secret) <= LONGEST_SECRET else None
    if table is None:
        raise Http404
    at, number = timezone.now(), f"address {table.pk}"
    audit.write(AuditKind.EXPORTED, "live table", by=None, at=at, about=table.event, detail=number)
    story = story_of(table.event)
    body = csv_cells.table(_columns(), (_cells(row) for row in _in_order(story)))
    answer = HttpResponse(body, content_type=csv_cells.MEDIA_TYPE)
    answer["Cache-Control"] = _("private, no-store")
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Disposition"] = _('inline; filename="%(event)s.csv"', event=table.event.slug)
    return answer


def addresses(event: Event) -> Sequence[LiveTable]:
    """Those that answer now."""
    rows = LiveTable.objects.filter(event=event, withdrawn_at=None, made_by__is_active=True)
    return list(rows.select_related("made_by").order_by("pk"))


def address_of(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("admin:live_csv", args=[secret]))


def _columns() -> list[str]:
    return [
        *(_("Said"), _("Who"), _("Words"), _("At least"), _("At most"), _("Who is counted")),
        *(_("Where"), _("Report"), _("Status"), _("Treatment"), _("Claim"), _("Publication")),
        _("Figure"),
    ]


def _in_order(story: Story) -> Iterator[Row]:
    """Figures first, in the order in which they were recorded."""
    yield from sorted(story.rows, key=lambda row: (row.figure is None, row.claim.pk))


def _cells(row: Row) -> list[str | int | None]:
    figure, claim = row.figure, row.claim
    return [
        row.value("said"),
        row.value("who"),
        row.value("words"),
        figure.low if figure else None,
        figure.high if figure else None,
        row.value("counted"),
        row.value("where"),
        row.cells["report"].text,
        str(row.status.label),
        row.value("use"),
        claim.statement,
        str(claim.get_publication_display()),
        figure.key if figure else None,
    ]
