"""Seals who decided and who wrote: the desk alone can open it, and nobody can change it unseen.

Each entry holds a salted digest of its author and of the last decision that was kept; decisions are
a chain of their own. So whoever alters a decision, or who made it, breaks what was published.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import Exists, Max, OuterRef

from claims.domain import canonical
from claims.domain.vocabulary import DecisionKind, EntryKind
from claims.models.desk.authorship import Authorship, DecisionDigest
from claims.models.desk.base import Editor
from claims.models.desk.decision import Decision
from claims.models.desk.evidence import StatusChange
from claims.models.record.entry import Entry
from claims.publishing.four_eyes import Signature
from claims.publishing.prefetch import in_chunks

Decided = StatusChange | Decision
CHUNK = 500
OF_A_COUNT = ("option", "measure", "party", "parties", "figure", "figures", "low", "high", "reason")
OF_A_STATUS = ("n", "status", "was", "examined", "reason", "change", "precision")
ALTERED = "Decision {}, kept before entry {}, was altered or removed on the desk."


def keep_decisions(subjects: Iterable[str]) -> DecisionDigest | None:
    """Add the decisions about these subjects, and all about counts, that are not kept yet.

    Returns the last that is kept. The caller holds the head of the record.
    """
    last = DecisionDigest.objects.order_by("-n").first()
    n, digest = (last.n, last.digest) if last else (0, "")
    made = []
    for kind, row in _not_kept(list(subjects)):
        n += 1
        last = DecisionDigest(
            n=n,
            kind=kind,
            decision=row.pk,
            about=row.claim.uid if isinstance(row, StatusChange) else "",
            salt=secrets.token_hex(16),
            previous=digest,
        )
        digest = last.digest = _digest(last, row)
        made.append(last)
    DecisionDigest.objects.bulk_create(made, batch_size=CHUNK)
    return last


def _not_kept(subjects: Sequence[str]) -> Iterator[tuple[DecisionKind, Decided]]:
    kept = DecisionDigest.objects.filter(kind=DecisionKind.STATUS, decision=OuterRef("pk"))
    for uids in in_chunks(subjects):
        rows = StatusChange.objects.filter(~Exists(kept), claim__uid__in=uids)
        for row in rows.select_related("claim").prefetch_related("evidence").order_by("pk"):
            yield DecisionKind.STATUS, row
    counts = DecisionDigest.objects.filter(kind=DecisionKind.COUNT)
    newest = counts.aggregate(newest=Max("decision"))["newest"] or 0
    for count in Decision.objects.filter(pk__gt=newest).order_by("pk"):
        yield DecisionKind.COUNT, count


def seal(
    by: Editor, last: DecisionDigest | None, signature: Signature | None = None
) -> tuple[Authorship, str]:
    """What opens it, and what the entry holds. The entry's number is still to be set."""
    made = Authorship(by=by, decided=last.n if last else 0, salt=secrets.token_hex(16))
    if signature:
        made.second, made.signed = signature.by, signature.digest
    return made, _sealed(made, last.digest if last else "")


def _sealed(row: Authorship, decided: str) -> str:
    by = str(row.by_id) if row.by_id else ""
    second = {"second": str(row.second_id), "signed": row.signed} if row.second_id else {}
    return canonical.leaf_digest({"by": by, "decided": decided, "salt": row.salt, **second})


def _digest(kept: DecisionDigest, row: Decided) -> str:
    return canonical.leaf_digest(
        {
            "n": kept.n,
            "kind": kept.kind,
            "row": kept.decision,
            "about": kept.about,
            "salt": kept.salt,
            "previous": kept.previous,
            "decision": _of_status(row) if isinstance(row, StatusChange) else _of_count(row),
        }
    )


def _of_status(row: StatusChange) -> Mapping[str, object]:
    return {
        **{name: _plain(getattr(row, name)) for name in OF_A_STATUS},
        "at": canonical.moment_text(row.at),
        "by": str(row.by_id or ""),
        "evidence": sorted(piece.pk for piece in row.evidence.all()),
    }


def _of_count(row: Decision) -> Mapping[str, object]:
    return {
        **{name: _plain(getattr(row, name)) for name in OF_A_COUNT},
        "at": canonical.moment_text(row.decided_at) if row.decided_at else "",
        "by": str(row.by_id or ""),
        "undoes": row.undoes_id or 0,
    }


def _plain(value: object) -> object:
    """A choice as its word, before and after it was read back alike."""
    return str(value) if isinstance(value, str) else value


def problems() -> Iterator[str]:
    """One sentence for each decision that is not what was sealed, and each author of no entry."""
    previous = ""
    for n, (kept, row) in enumerate(_kept_with_rows(), start=1):
        if kept.n != n or kept.previous != previous:
            yield f"The decisions kept before entry {_sealed_in(kept.n)} are not in their order."
        if row is None:
            if not _gone_with_its_words(kept):
                yield ALTERED.format(kept.n, _sealed_in(kept.n))
        elif _digest(kept, row) != kept.digest and not _gone_with_its_words(kept):
            yield ALTERED.format(kept.n, _sealed_in(kept.n))
        previous = kept.digest
    there = Entry.objects.filter(seq=OuterRef("entry"))
    for seq in Authorship.objects.filter(~Exists(there)).values_list("entry", flat=True):
        yield f"An author is kept of entry {seq}, which there is not."


def _kept_with_rows() -> Iterator[tuple[DecisionDigest, Decided | None]]:
    kept_all = DecisionDigest.objects.order_by("n").iterator(chunk_size=CHUNK)
    while chunk := list(islice(kept_all, CHUNK)):
        found: dict[tuple[DecisionKind, int], Decided] = {}
        status = StatusChange.objects.filter(pk__in=_rows(chunk, DecisionKind.STATUS))
        for decision in status.prefetch_related("evidence"):
            found[DecisionKind.STATUS, decision.pk] = decision
        for count in Decision.objects.filter(pk__in=_rows(chunk, DecisionKind.COUNT)):
            found[DecisionKind.COUNT, count.pk] = count
        for kept in chunk:
            yield kept, found.get((DecisionKind(kept.kind), kept.decision))


def _rows(chunk: Iterable[DecisionDigest], kind: DecisionKind) -> list[int]:
    return [kept.decision for kept in chunk if kept.kind == kind]


def author_problems(after: int, upto: int) -> Iterator[str]:
    """One sentence for each author, of the entries after one and up to another, who was altered."""
    entries = Entry.objects.filter(seq__gt=after, seq__lte=upto).order_by("seq")
    opened = {row.entry: row for row in Authorship.objects.filter(entry__gt=after, entry__lte=upto)}
    decided = {row.decided for row in opened.values()}
    kept = DecisionDigest.objects.filter(n__in=decided)
    digests = {0: "", **dict(kept.values_list("n", "digest"))}
    for seq, sealed in entries.values_list("seq", "author"):
        row = opened.get(seq)
        if row is None and not sealed:
            continue  # written before entries named their author
        if row is None or _sealed(row, digests.get(row.decided, "?")) != sealed:
            yield f"Who wrote entry {seq}, or what had been decided by then, was altered."


def _sealed_in(n: int) -> str:
    found = Authorship.objects.filter(decided__gte=n).order_by("entry").first()
    return str(found.entry) if found else "(none)"


def _gone_with_its_words(kept: DecisionDigest) -> bool:
    about = Entry.objects.filter(subject=kept.about, kind=EntryKind.SUPPRESSED)
    return bool(kept.about) and about.exists()
