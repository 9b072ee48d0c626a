"""What the sheet offers to choose from, and the sentences of its script."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.admin.story.layout import NO_FIGURE
from claims.admin.story.rows import Story
from claims.admin.story.treatment import offered_treatments
from claims.domain.table_columns import COLUMNS, Column


def script_words(story: Story) -> dict[str, object]:
    """Lists for the boxes, and what the script says."""
    used = [(r.figure.measure, r.figure.category.slug) for r in story.rows if r.figure]
    places = [row.value("where") for row in story.rows]
    return {
        "lists": {
            "counted": story.counting.offered(used),
            "use": offered_treatments(),
            "where": list(dict.fromkeys([*places, *(e.title for e in story.places)])),
            "who": sorted({row.value("who") for row in story.rows}),
            "report": sorted({row.value("report") for row in story.rows} - {""}),
        },
        "headings": sorted({name for one in COLUMNS.values() for name in _headings(one)}),
        "event": str(story.event.pk),
        "pairs": story.counting.pairs(),
        "number": reverse("admin:quick_number"),
        "says": _sayings(),
    }


def _headings(column: Column) -> list[str]:
    return [column.label, *filter(None, column.headings.split(", "))]


def _sayings() -> dict[str, str]:
    """Sentences of the script; it puts numbers in the named places."""
    return {
        "unsaved": _("unsaved"),
        "pasted": _("%(n)s cells pasted. Nothing is saved yet."),
        "over": _("%(n)s cells were pasted; %(over)s stand where nothing is typed and were left."),
        "headings": _("These cells have headings: look at them below, then put them in."),
        "undone": _("Undone."),
        "nothing": _("There is nothing to undo."),
        "filled": _("%(n)s cells filled down. Nothing is saved yet."),
        "shown": _("%(n)s of %(all)s rows shown."),
        "sum": _("%(n)s figures: lowest %(low)s, highest %(high)s, sum %(sum)s"),
        "count": _("Unsaved rows: %(n)s"),
        "draft": _("Cells typed here until %(when)s and not saved: %(n)s."),
        "put_back": _("Put them back"),
        "throw_away": _("Throw them away"),
    }


def counts(story: Story) -> list[tuple[str, str, int]]:
    """What the list can be narrowed to: who is counted, the commonest first."""
    found: dict[str, int] = {}
    for row in story.rows:
        key = row.value("counted") if row.figure else NO_FIGURE
        found[key] = found.get(key, 0) + 1
    without = found.pop(NO_FIGURE, 0)
    counts = [(key, key, n) for key, n in sorted(found.items(), key=lambda pair: -pair[1])]
    return [*counts, *([(NO_FIGURE, _("Without a number"), without)] if without else [])]
