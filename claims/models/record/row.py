"""What all published rows share: the entries they stand between, and how to ask for a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Func, Q

from claims.domain.search import Term
from claims.domain.vocabulary import PUBLICATION_LABELS, Publication, choices
from claims.models.record import reads
from claims.models.record.search import answering

R = TypeVar("R", bound="Row")
# Spelt out in the query: a condition in a parameter would not find the index made for it.
_WITHHELD = Func(template=f"'{Publication.WITHHELD}'", output_field=models.CharField())


@dataclass(frozen=True)
class AsOf:
    """Either an entry (exactly the facts then shown) or a time (how it stood, as we now have it).

    A time is never turned into an entry number: carried-over history would be lost.
    """

    entry: int = 0
    time: datetime | None = None

    def rows(self) -> Q:
        if self.time is None:
            return Q(since__lte=self.entry) & (Q(until=None) | Q(until__gt=self.entry))
        return Q(effective_from__lte=self.time) & (
            Q(effective_until=None) | Q(effective_until__gt=self.time)
        )

    def entries(self) -> Q:
        """The same moment for the log itself."""
        return Q(seq__lte=self.entry) if self.time is None else Q(effective_at__lte=self.time)


class RowQuerySet(models.QuerySet[R]):
    def current(self) -> Self:
        return self.filter(until=None)

    def as_of(self, moment: AsOf) -> Self:
        return self.filter(moment.rows()).defer(*self.model.UNREAD)

    def called(self, terms: Iterable[Term]) -> Self:
        """Those whose names answer each of the words."""
        return self.filter(search__among=answering(self.model, terms))

    def withheld(self) -> Self:
        """Those whose words were removed."""
        return self.filter(publication=_WITHHELD)

    def newest_first(self) -> Self:
        """The one order lists page by: when it came to hold, then the entry."""
        return self.order_by("-effective_from", "-since")

    def named(self, uids: Iterable[str], moment: AsOf) -> dict[str, R]:
        """Rows to take names from: the one valid then, else the subject's first."""
        wanted = set(uids)
        found = {row.uid: row for row in self.as_of(moment).filter(uid__in=wanted)}
        missing = wanted - found.keys()
        if missing:
            first = self.filter(uid__in=missing).order_by("-since")
            found |= {row.uid: row for row in first}
        return found


class Row(models.Model):
    """A projection of one entry, valid from it until the subject's next. Rebuilt, never edited."""

    uid = models.CharField(max_length=32)
    slug = models.CharField(max_length=120, blank=True)
    publication = models.CharField(
        max_length=12, choices=choices(PUBLICATION_LABELS), default=Publication.PUBLISHED
    )
    until = models.BigIntegerField(null=True)
    effective_from = models.DateTimeField()
    effective_until = models.DateTimeField(null=True)

    # Columns to ask by, too long to be fetched with every row.
    UNREAD: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_one_current", fields=["uid"], condition=Q(until=None)
            ),
            models.CheckConstraint(
                name="%(class)s_until_after_since",
                condition=Q(until=None) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="%(class)s_effective_in_order",
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="%(class)s_both_ends_or_neither",
                condition=Q(until=None, effective_until=None)
                | Q(until__isnull=False, effective_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["uid", "since"], name="%(class)s_uid"),
            models.Index(fields=["slug", "since"], name="%(class)s_slug"),
            # The few that were withheld, told in every list that held them.
            models.Index(
                fields=["uid"],
                name="%(class)s_withheld",
                condition=Q(publication=Publication.WITHHELD),
            ),
        ]

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **more)
        reads.note(row.__dict__.get("uid", ""))
        return row

    @property
    def withheld(self) -> bool:
        return self.publication == Publication.WITHHELD

    @property
    def retracted(self) -> bool:
        return self.publication == Publication.RETRACTED
