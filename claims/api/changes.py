"""What changed, newest first."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict

from claims.api.fields import Values, every
from claims.api.paging import By
from claims.api.parameters import TEXT, Parameter
from claims.api.serializers.change import ChangeSerializer, change
from claims.api.views import ListFace
from claims.filters import CHANGES_ASKED, ChangeFilter
from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry

SAYS = {
    "kind": "What was done.",
    "change": "Only updates, clarifications or corrections.",
    "subject_kind": "What kind of thing changed.",
}
SUBJECT = Parameter("subject", "Uid of one thing.", {**TEXT, "maxLength": 32})


class Changes(ListFace[Entry]):
    """What the page of changes shows, newest first by the time it came to hold.

    Minor edits, and first publications of sources, reports and links, stand in the record alone.
    """

    title = "Changes"
    shape = ChangeSerializer
    lean = ("entry", "url", "kind", "subject", "effective_at", "change", "minor")
    parameters = (
        *(
            Parameter(name, SAYS[name], {"type": "string", "enum": [str(word) for word in words]})
            for name, words in CHANGES_ASKED.items()
        ),
        SUBJECT,
    )
    order = By("effective_at", "seq")

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[Entry]:
        rows = Entry.objects.news().filter(shown.rows.entries())
        found: QuerySet[Entry] = ChangeFilter(query, queryset=rows).qs
        subject = query.get("subject", "")
        return (found.filter(subject=subject) if subject else found).select_related("words")

    def told(self, rows: list[Entry], shown: Shown) -> list[Values]:
        return every(ChangeSerializer, [change(entry) for entry in rows])
