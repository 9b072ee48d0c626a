"""What all published rows share: the entries they stand between, and how to ask for a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery

from claims.domain.search import Term
from claims.domain.vocabulary import PUBLICATION_LABELS, Publication, choices
from claims.models.record import read_tracking
from claims.models.record.base import Recorded
from claims.models.record.entry import EntryBody
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.search import answering

R = TypeVar("R", bound="Row")
# Spelt out in the query: a condition in a parameter would not find the index made for it.
_WITHHELD = Func(template=f"'{Publication.WITHHELD}'", output_field=models.CharField())


class RowQuerySet(models.QuerySet[R]):
    def current(self) -> Self:
        return self.filter(until=None)

    def as_of(self, moment: AsOf) -> Self:
        return self.filter(moment.rows()).defer(*self.model.UNREAD)

    def with_body(self) -> Self:
        """With the words of the entries they came from, as ``body``."""
        words = EntryBody.objects.filter(entry=OuterRef("since")).values("body")
        return self.annotate(body=Subquery(words))

    def called(self, terms: Iterable[Term]) -> Self:
        """Those whose names answer each of the words."""
        return self.filter(search__among=answering(self.model, terms))

    def withheld(self) -> Self:
        """Those whose words were removed: by the index of these few, whatever else is asked."""
        rows = self.model._default_manager.filter(publication=_WITHHELD)
        return self.filter(since__in=rows.order_by().values("since"))

    def newest_first(self) -> Self:
        """The one order lists page by: when it came to hold, then the entry."""
        return self.order_by("-effective_from", "-since")

    def named(self, uids: Iterable[str], moment: AsOf, *, body: bool = False) -> dict[str, R]:
        """Rows to take names from: the one valid then, else the subject's first."""
        wanted = set(uids)
        if not wanted:
            return {}
        found = {row.uid: row for row in _valid(self.model, wanted, moment, body)}
        return found | self.first_rows(wanted - found.keys(), body=body)

    def first_rows(self, uids: Collection[str], *, body: bool = False) -> dict[str, R]:
        """Of what was not there yet at a moment: with what each began."""
        if not uids:
            return {}
        rows = self.filter(uid__in=uids).order_by("-since")
        return {row.uid: row for row in (rows.with_body() if body else rows)}

    def listed(self, uids: Collection[str], moment: AsOf) -> Self:
        """The rows of some subjects that were valid then; see ``prepared``."""
        return self.as_of(moment).filter(uid__listed=uids)


def rows_of(model: type[R]) -> RowQuerySet[R]:
    """All rows of a kind, whichever it is."""
    every: RowQuerySet[R] = model._default_manager.all()  # type: ignore[assignment]  # of each kind
    return every


@prepared
def _valid(model: type[R], uids: Collection[str], moment: AsOf, body: bool) -> models.QuerySet[R]:
    rows = rows_of(model).listed(uids, moment)
    return rows.with_body() if body else rows


class Row(Recorded):
    """A projection of one entry, valid from it until the subject's next. Rebuilt, never edited."""

    # The entry: of most kinds the primary key, so each declares it.
    since: models.BigIntegerField[int, int]
    uid = models.CharField(max_length=32)
    slug = models.CharField(max_length=120, blank=True)
    publication = models.CharField(
        max_length=12, choices=choices(PUBLICATION_LABELS), default=Publication.PUBLISHED
    )
    until = models.BigIntegerField(null=True)
    effective_from = models.DateTimeField()
    effective_until = models.DateTimeField(null=True)

    # The words of its entry, where they were asked for with it.
    body: str | None = None

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
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[object],
        **more: object,
    ) -> Self:
        row = super().from_db(db, field_names, values, **more)
        read_tracking.note(row.__dict__.get("uid", ""))
        return row

    @property
    def withheld(self) -> bool:
        return self.publication == Publication.WITHHELD

    @property
    def retracted(self) -> bool:
        return self.publication == Publication.RETRACTED
