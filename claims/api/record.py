"""The record itself, entry by entry: enough to follow it, to check it and to keep a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import QueryDict

from claims.api import parameters
from claims.api.addresses import following
from claims.api.as_of import moment_of
from claims.api.parameters import AS_OF, Parameter
from claims.api.problems import Refused
from claims.api.serializers.entry import EntrySerializer, entry
from claims.api.views import Answer, Face, about
from claims.domain.as_of import HIGHEST_ENTRY
from claims.lookup.errors import NotOnRecord
from claims.models.record.entry import Entry
from claims.models.record.mentions import entries_naming

UID = "^[0-9a-f]{32}$"
AFTER = Parameter(
    "after",
    "Number of the last entry you have; 0 to begin at the beginning.",
    {"type": "integer", "minimum": 0, "default": 0},
)
NAMES = Parameter(
    "names",
    "Only entries about other things in whose words the thing with this uid is named: citations,"
    " evidence, links, our own figures, answers to questions.",
    {"type": "string", "pattern": UID, "maxLength": 32},
)
NO_UID = "Write the uid of a thing: 32 digits and letters from a to f."
NOT_A_NUMBER = "Write the number of an entry, such as 0 or 128."


class Record(Face):
    """Entries in their order, oldest first, with their bodies as text and their digests.

    ``names`` leads from a thing, one that was withheld too, to whatever else speaks of it.
    """

    title = "Record"
    shape = EntrySerializer
    usual, most = 100, 500

    def known(self) -> Iterable[Parameter]:
        return (AFTER, AS_OF, NAMES, self.limit())

    def limit(self) -> Parameter:
        return parameters.limit(self.usual, self.most)

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        shown, after = moment_of(query, newest), number(query.get("after", "0"), "after")
        size = parameters.size(query, self.usual, self.most)
        upto = newest.seq if newest else 0
        rows = Entry.objects.filter(shown.rows.entries(), seq__gt=after, seq__lte=upto)
        if "names" in query:
            rows = rows.filter(entries_naming(_uid(query.get("names", ""))))
        found = list(rows.select_related("words").order_by("seq")[: size + 1])
        page = found[:size]
        more = len(found) > size
        path = self.request.path
        return {
            **about(shown),
            "next": following(path, query, after=str(page[-1].seq)) if more else None,
            "results": EntrySerializer([entry(row) for row in page], many=True).data,
        }


class RecordEntry(Face):
    """One entry by its number."""

    title = "Record"
    shape = EntrySerializer
    place = Parameter("seq", "Its number.", {"type": "integer", "minimum": 1})

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        asked = place["seq"]
        rows = Entry.objects.up_to(newest.seq if newest else 0)
        rows = rows.filter(seq=int(asked) if is_number(asked) else 0)
        found = rows.select_related("words").first()
        if found is None:
            raise NotOnRecord("There is no such entry yet.")
        return EntrySerializer(entry(found)).data


def _uid(asked: str) -> str:
    if not re.fullmatch(UID, asked):
        raise Refused({"names": [NO_UID]})
    return asked


def number(asked: str, name: str) -> int:
    """The number of an entry, or 0."""
    if not is_number(asked):
        raise Refused({name: [NOT_A_NUMBER]})
    return int(asked)


def is_number(asked: str) -> bool:
    """Whether it is written as a number that an entry can have."""
    return asked.isascii() and asked.isdigit() and len(asked) < len(str(HIGHEST_ENTRY))
