"""The log: numbered entries, each a leaf that is never changed, and their erasable bodies."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, cached_property
from typing import Any, Self

from django.db import connection, models
from django.db.models import F, Q, Subquery, Value
from django.db.models.functions import Coalesce

from claims.domain import canonical
from claims.domain.vocabulary import (
    CHANGE_TYPE_LABELS,
    ENTRY_KIND_LABELS,
    SUBJECT_KIND_LABELS,
    EntryKind,
    SubjectKind,
    choices,
)
from claims.models.record import read_tracking
from claims.models.record.base import Recorded
from claims.models.record.checkpoint import Checkpoint, Cosignature
from claims.models.record.prepared_queries import prepared
from claims.states import kept_bodies
from claims.states.body import Body

QUIET = (SubjectKind.SOURCE, SubjectKind.REPORT, SubjectKind.LINK)
LOUD = (EntryKind.RETRACTED, EntryKind.SUPPRESSED)


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, uid: str) -> EntryQuerySet:
        """Every entry of one subject, oldest first."""
        return self.filter(subject=uid).order_by("seq")

    def newest_first(self) -> EntryQuerySet:
        """By the time things held, not by the time we wrote them; a later entry wins a tie."""
        return self.order_by("-effective_at", "-seq")

    def up_to(self, seq: int) -> EntryQuerySet:
        return self.filter(seq__lte=seq)

    def news(self) -> EntryQuerySet:
        """What a list of changes shows.

        Not minor edits, not the closing state of an import (it holds what had no date), and of
        sources, reports and links only what was changed after they were first published.
        """
        closing = Q(kind=EntryKind.IMPORTED, effective_at=F("recorded_at"))
        quiet = Q(subject_kind__in=QUIET, change="") & ~Q(kind__in=LOUD)
        return self.exclude(Q(minor=True) | closing | quiet)

    def imports(self) -> EntryQuerySet:
        """Those that close what was brought in at once."""
        return self.filter(kind=EntryKind.IMPORT)

    def recorded_then(self) -> EntryQuerySet:
        """Without what was carried over: what a feed of the site tells as it happens."""
        return self.filter(effective_at=F("recorded_at"))


class Entry(Recorded):
    """One step of the record. Triggers refuse every change; see ``triggers``."""

    seq = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=choices(ENTRY_KIND_LABELS))
    subject_kind = models.CharField(max_length=12, choices=choices(SUBJECT_KIND_LABELS))
    subject = models.CharField(max_length=32)
    change = models.CharField(max_length=16, choices=choices(CHANGE_TYPE_LABELS), blank=True)
    minor = models.BooleanField(default=False)
    # Who wrote it, sealed: a salted digest that the desk alone can open. Empty in the first format.
    author = models.CharField(max_length=64, blank=True, default="", db_default="")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    # Of the newest entry, as ``head`` reads it: up to where the record is signed, the root that is,
    # and the last signature of a witness.
    signed = 0
    signed_root = ""
    witnessed = 0

    class Meta:
        indexes = [
            # A subject's history, and where its rows come from.
            models.Index(fields=["subject", "seq"], name="entry_subject"),
            # Lists of changes, home page and feeds.
            models.Index(fields=["-effective_at", "-seq"], name="entry_effective"),
            # The same of one sort, which may be a few among a million.
            models.Index(fields=["kind", "-effective_at", "-seq"], name="entry_kind"),
            models.Index(fields=["change", "-effective_at", "-seq"], name="entry_change"),
            models.Index(fields=["subject_kind", "-effective_at", "-seq"], name="entry_of_kind"),
            # Which entry was the last by a time of the clock: what changed since.
            models.Index(fields=["recorded_at", "seq"], name="entry_recorded"),
        ]
        constraints = [
            models.CheckConstraint(name="entry_numbered_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="entry_effective_not_after_recorded",
                condition=Q(effective_at__lte=F("recorded_at")),
            ),
            models.CheckConstraint(
                name="entry_only_imports_are_carried_over",
                condition=Q(effective_at=F("recorded_at")) | Q(kind=EntryKind.IMPORTED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.subject_kind}"

    @classmethod
    def from_db(
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[object],
        **more: object,
    ) -> Self:
        entry = super().from_db(db, field_names, values, **more)
        read_tracking.note(entry.__dict__.get("subject", ""))
        return entry

    @property
    def carried_over(self) -> bool:
        return self.effective_at < self.recorded_at

    def leaf(self, nonce: str, body: str) -> dict[str, object]:
        """What is hashed: every column but the digest itself, with the nonce and the body.

        Entries of the first format named no author; theirs are hashed as they were.
        """
        return {
            **({"author": self.author} if self.author else {}),
            "seq": self.seq,
            "recorded_at": canonical.moment_text(self.recorded_at),
            "effective_at": canonical.moment_text(self.effective_at),
            "kind": self.kind,
            "subject_kind": self.subject_kind,
            "subject": self.subject,
            "change": self.change,
            "minor": self.minor,
            "previous": self.previous,
            "nonce": nonce,
            "body": body,
        }


class BodyManager(models.Manager["EntryBody"]):
    """With their entries: what a body is about tells how it is read."""

    def get_queryset(self) -> models.QuerySet[EntryBody]:
        return super().get_queryset().select_related("entry")


class EntryBody(Recorded):
    """The words of an entry. Deleted only when a later ``suppressed`` entry names the subject."""

    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, primary_key=True, related_name="words"
    )
    nonce = models.CharField(max_length=32)
    body = models.TextField()

    objects = BodyManager()

    def __str__(self) -> str:
        return f"body of {self.entry_id}"

    @cached_property
    def read(self) -> Body:
        """The one way in: ``ValueError`` where this release cannot read it."""
        return kept_bodies.read(SubjectKind(self.entry.subject_kind), self.body)


def head() -> Entry | None:
    """The newest entry: what a request reads once, and asks everything as of.

    With it comes what of the record is signed, and the last signature of a witness.
    """
    with read_tracking.unnoticed():
        return next(iter(_newest()), None)


def newest() -> tuple[str, int, int] | None:
    """Its digest, up to where it is signed and the last signature of a witness; put together once.

    The digest, not the number: a restored or another database has another.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_how_newest())
        found: tuple[str, int, int] | None = cursor.fetchone()
        return found


@cache
def _how_newest() -> tuple[str, tuple[str | int, ...]]:
    asked = _newest_first().values_list("digest", "signed", "witnessed")[:1]
    return asked.query.sql_with_params()


@prepared
def _newest() -> models.QuerySet[Entry]:
    return _newest_first()[:1]


def _newest_first() -> models.QuerySet[Any]:
    signed = Checkpoint.objects.order_by("-size")
    witnessed = Cosignature.objects.order_by("-pk").values("pk")
    beside: dict[str, object] = {
        "signed": Coalesce(Subquery(signed.values("size")[:1]), 0),
        "signed_root": Coalesce(Subquery(signed.values("root")[:1]), Value("")),
        "witnessed": Coalesce(Subquery(witnessed[:1]), 0),
    }
    return Entry.objects.annotate(**beside).order_by("-seq")


def entry_at(seq: int) -> Entry:
    """The entry of this number, which is there."""
    return _numbered(seq)[0]


@prepared
def _numbered(seq: int) -> models.QuerySet[Entry]:
    return Entry.objects.filter(seq=seq)


def is_on_record(seq: int, digest: str) -> bool:
    """Whether the record has this very entry: not where it is another, or an older one."""
    return Entry.objects.filter(seq=seq, digest=digest).exists()


def head_seq() -> int:
    return Entry.objects.aggregate(n=models.Max("seq"))["n"] or 0
