"""Writes the record: gapless, in order, one writer at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from claims.domain import canonical
from claims.domain.audit import AuditKind
from claims.domain.vocabulary import EntryKind
from claims.models.desk.base import Editor
from claims.models.record.entry import Entry, EntryBody, head
from claims.models.record.insert import insert
from claims.models.record.public_time import public_time
from claims.publishing import audit, clock, desk_log, four_eyes, front_caches, projection
from claims.publishing.head_lock import writing as writing
from claims.publishing.new_entry import End, Step, Written
from claims.publishing.prefetch import in_chunks


def append(steps: Sequence[Step], *, by: Editor, at: datetime) -> list[Entry]:
    """Number, date, seal, hash and insert steps, and bring the published rows after them.

    They are dated by the public clock, and say sealed who wrote them. The caller holds the head
    (``writing``) and has checked everything: what fails here is a bug or a broken database, and
    undoes the whole transaction. So do ``NeedsSecond``, where nobody else has signed yet, and
    ``ClockJumped``.
    """
    if not steps:
        return []
    clock.check()
    signature = four_eyes.check(steps, by=by)
    last, now = head(), public_time(at)
    recorded_at = max(now, last.recorded_at) if last else now
    begun = _begun({step.subject for step in steps})
    _check_carried_over(steps, recorded_at, begun)
    decided = desk_log.keep_decisions({step.subject for step in steps})
    ended = list(zip(steps, ends(steps, last.seq if last else 0, recorded_at), strict=True))
    entries: list[Entry] = []
    for some in in_chunks(ended):
        sealed = [desk_log.seal(by, decided, signature) for _ in some]
        authors = [author for _, author in sealed]
        written = list(numbered(some, last.seq if last else 0, recorded_at, authors))
        _chain(written, last)
        insert([w.entry for w in written])
        insert([w.words for w in written])
        for (authorship, _), w in zip(sealed, written, strict=True):
            authorship.entry = w.entry.seq
        insert([authorship for authorship, _ in sealed])
        projection.follow(written, standing=begun)
        entries += [w.entry for w in written]
        last = entries[-1]
    _note(entries, by=by, at=at)
    transaction.on_commit(front_caches.committed)
    return entries


def _note(entries: Sequence[Entry], *, by: Editor, at: datetime) -> None:
    """One line of the audit log for all of it: the last of them is what was asked for."""
    first, last = entries[0], entries[-1]
    audit.write(
        AuditKind.DECIDED,
        str(last.kind),
        by=by,
        at=at,
        about=(str(last.subject_kind), last.subject),
        detail=f"entries {first.seq} to {last.seq}"
        if first.seq < last.seq
        else f"entry {last.seq}",
    )


def ends(steps: Sequence[Step], after: int, recorded_at: datetime) -> Sequence[End | None]:
    """For each step the number and the time of the next about its subject, where there is one."""
    ends: list[End | None] = []
    following: dict[str, End] = {}
    seq = after + len(steps)
    for step in reversed(steps):
        ends.append(following.get(step.subject))
        following[step.subject] = End(seq, step.effective_at or recorded_at)
        seq -= 1
    return ends[::-1]


def numbered(
    steps: Sequence[tuple[Step, End | None]],
    after: int,
    recorded_at: datetime,
    authors: Sequence[str],
) -> Iterator[Written]:
    """The entries of steps and their words; they do not yet hold a digest."""
    for seq, ((step, end), author) in enumerate(zip(steps, authors, strict=True), start=after + 1):
        entry = Entry.holding(
            {
                "seq": seq,
                "recorded_at": recorded_at,
                "effective_at": step.effective_at or recorded_at,
                "kind": step.kind,
                "subject_kind": step.subject_kind,
                "subject": step.subject,
                "change": step.change or "",
                "minor": step.minor,
                "author": author,
                "previous": "",
                "digest": "",
            }
        )
        nonce, body = secrets.token_hex(16), step.body().text()
        words = EntryBody.holding({"entry_id": seq, "nonce": nonce, "body": body})
        yield Written(entry, words, step.state, end)


def _chain(written: Sequence[Written], last: Entry | None) -> None:
    """Each holds the digest of the one before."""
    digest = last.digest if last else ""
    for entry, words in ((one.entry, one.words) for one in written):
        entry.previous = digest
        digest = entry.digest = canonical.leaf_digest(entry.leaf(words.nonce, words.body))


def _check_carried_over(steps: Sequence[Step], recorded_at: datetime, begun: set[str]) -> None:
    """Carried-over steps stand only where their subject begins, and never fall."""
    latest: dict[str, datetime] = {}
    for step in steps:
        effective = step.effective_at or recorded_at
        if step.effective_at is not None and (
            step.subject in begun or step.kind != EntryKind.IMPORTED
        ):
            raise ValueError("Only the first publication of a subject may carry history over.")
        if effective < latest.get(step.subject, effective) or effective > recorded_at:
            raise ValueError("The history of a subject must be in order and in the past.")
        latest[step.subject] = effective


def _begun(subjects: set[str]) -> set[str]:
    """Which of these already stand on record."""
    found: set[str] = set()
    for uids in in_chunks(list(subjects)):
        entries = Entry.objects.filter(subject__in=uids)
        found.update(entries.values_list("subject", flat=True).distinct())
    return found
