"""Holds the record against what was signed of it, and that against the record."""

from __future__ import annotations

from collections.abc import Iterator

from claims.models.record.checkpoint import Checkpoint
from claims.models.record.entry import head_seq
from claims.proof import tree
from claims.proof.note import NotGenuine, PublicKey, opened

CUT = (
    "A checkpoint was signed up to entry {}, and the record ends at {}: its end was cut off, or an"
    " older copy was put in its place."
)
REWRITTEN = (
    "The first {} entries are not those that were signed in the checkpoint up to entry {}: the"
    " record was rewritten."
)


def differences(note: str, key: PublicKey) -> Iterator[str]:
    """What a signed checkpoint says that the record does not; ``NotGenuine`` where it is none."""
    signed, newest = opened(note, key), head_seq()
    if signed.size > newest:
        yield CUT.format(signed.size, newest)
    elif tree.root(signed.size) != signed.root:
        yield REWRITTEN.format(signed.size, signed.size)


def kept_problems() -> Iterator[str]:
    """The same for the checkpoints that the database itself keeps, each with the key it names."""
    for kept in Checkpoint.objects.order_by("size").iterator():
        try:
            yield from differences(kept.note, PublicKey.read(kept.key))
        except NotGenuine as problem:
            yield f"The checkpoint up to entry {kept.size} was altered. {problem}"
