"""Signs the record, and takes what witnesses signed of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from claims.domain.errors import RuleBroken
from claims.models.record.checkpoint import Checkpoint, Cosignature, newest
from claims.models.record.entry import head_seq
from claims.models.record.public_time import public_time
from claims.proof import checkpoint_check, note, tree
from claims.proof.note import NotGenuine, PrivateKey, PublicKey
from claims.publishing import verify

MOST_TOLD = 10


def sign(key: PrivateKey, memory: Path, *, at: datetime) -> Checkpoint | None:
    """The next checkpoint, or nothing where nothing came since the last.

    ``memory`` is the signer's own note of what it signed last, beside its key and out of reach of
    whoever has the database. Raises ``RuleBroken`` where the record is not sound, or does not
    continue what was signed.
    """
    if key.kind != note.LOG:
        raise RuleBroken("This key is a witness's: the record is signed with a key of its own.")
    # No lock is held: what comes meanwhile is left to the next, and nothing before it changes.
    size, last = head_seq(), newest()
    _refuse(_why_not(key, memory, upto=size))
    if size == 0 or (last and last.size == size and last.key == key.public.text()):
        return None
    if last and last.size == size:
        raise RuleBroken("The record was signed with another key, and nothing came since.")
    made = note.Checkpoint(key.name, size, tree.root(size))
    text = made.text()
    signed = f"{text}\n{key.line(text)}"
    # Remembered first: of two that were signed for one size, only one could be true.
    write_whole(memory, signed)
    return Checkpoint.objects.create(
        size=size,
        root=made.root.hex(),
        key=key.public.text(),
        signed_at=public_time(at),
        note=signed,
    )


def _why_not(key: PrivateKey, memory: Path, *, upto: int) -> Iterator[str]:
    yield from verify.log_problems(upto=upto)
    yield from checkpoint_check.kept_problems()
    if memory.exists():
        yield from checkpoint_check.differences(memory.read_text(), key.public)


def _refuse(problems: Iterator[str]) -> None:
    try:
        found = [problem for _, problem in zip(range(MOST_TOLD), problems, strict=False)]
    except NotGenuine as problem:
        raise RuleBroken(str(problem)) from problem
    if found:
        raise RuleBroken("Nothing was signed.", *found)


def cosign(signed: str, witness: PublicKey) -> Cosignature:
    """Keep a witness's signature on a checkpoint of ours; ``RuleBroken`` where it does not fit."""
    try:
        text, lines = note.taken_apart(signed)
        told = note.Checkpoint.read(text)
        kept = Checkpoint.objects.filter(size=told.size).first()
        if kept is None or note.taken_apart(kept.note)[0] != text:
            raise RuleBroken("This is not a checkpoint of ours.")
        if witness.kind != note.WITNESS:
            raise RuleBroken("This is not the key of a witness.")
        (line,) = [one for one in lines if one.key_id == witness.id and one.name == witness.name]
        when = witness.check(text, line.signature)
    except NotGenuine as problem:
        raise RuleBroken(str(problem)) from problem
    except ValueError:
        raise RuleBroken(f"{witness.name} did not sign this checkpoint once.") from None
    found, _ = Cosignature.objects.get_or_create(
        checkpoint=kept,
        key=witness.text(),
        defaults={
            "name": witness.name,
            "line": line.text,
            "witnessed_at": datetime.fromtimestamp(when or 0, tz=UTC),
        },
    )
    return found


def write_out(checkpoint: Checkpoint, folder: Path) -> None:
    """As a web server would give it: the newest under one name, each under its own."""
    (folder / "checkpoints").mkdir(parents=True, exist_ok=True)
    write_whole(folder / "checkpoints" / str(checkpoint.size), checkpoint.signed())
    write_whole(folder / "checkpoint", checkpoint.signed())


def write_whole(path: Path, content: str | bytes, *, mode: int = 0o644) -> None:
    """All of a file or nothing of it, also where the machine stops in between."""
    with _beside(path, mode) as (beside, descriptor):
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)


@contextmanager
def _beside(path: Path, mode: int) -> Iterator[tuple[Path, int]]:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield beside, os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    finally:
        beside.unlink(missing_ok=True)
