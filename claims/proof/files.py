"""Proofs as files that anybody can keep and check, with ``verify.py`` or their own program."""

from __future__ import annotations

from collections.abc import Sequence

from claims.domain import canonical
from claims.models.record.checkpoint import Checkpoint, covering
from claims.models.record.entry import Entry
from claims.proof import tree


def of_entry(entry: Entry) -> str | None:
    """That an entry, with its words, stands in the first checkpoint that covers it.

    None where nothing was signed since, or where its words were removed.
    """
    checkpoint = covering(entry.seq)
    if checkpoint is None or not hasattr(entry, "words"):
        return None
    return _file(
        {
            "format": "counterclaim-proof/1",
            "entry": entry.leaf(entry.words.nonce, entry.words.body),
            "digest": entry.digest,
            "inclusion": _hex(tree.inclusion(entry.seq, checkpoint.size)),
            "checkpoint": checkpoint.signed(),
            "key": checkpoint.key,
            "witnesses": [one.key for one in checkpoint.cosignatures.order_by("pk")],
        }
    )


def of_growth(old: Checkpoint, new: Checkpoint) -> str:
    """That the record of one checkpoint is the beginning of that of another."""
    return _file(
        {
            "format": "counterclaim-consistency/1",
            "old": old.size,
            "new": new.size,
            "consistency": _hex(tree.consistency(old.size, new.size)),
        }
    )


def _hex(hashes: Sequence[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


def _file(told: object) -> str:
    return canonical.dumps(told) + "\n"
