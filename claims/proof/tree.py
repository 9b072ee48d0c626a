"""The tree over the digests of the record's entries, each of which is a leaf hash already.

Roots over whole blocks of entries are kept in the process. The digest of a block's last entry names
them: each entry holds the digest of the one before, so that it stands for all of them.
"""

from __future__ import annotations

from functools import lru_cache

from django.db.models import F

from claims.models.record.entry import Entry
from claims.proof import merkle

BLOCK = 256


def root(size: int) -> bytes:
    """The root over the first entries; ``ValueError`` where there are not so many."""
    return merkle.EMPTY if size == 0 else range_root(size)(0, size)


def inclusion(seq: int, size: int) -> list[bytes]:
    """That an entry stands in the record of this size."""
    return merkle.inclusion(range_root(size), seq - 1, size)


def consistency(old: int, new: int) -> list[bytes]:
    """That the record of one size is the beginning of that of another."""
    return merkle.consistency(range_root(new), old, new)


def range_root(size: int) -> merkle.RangeRoot:
    """Of the first ``size`` entries, as ``merkle`` asks for it.

    Wherever a range is longer than one block, it begins with one.
    """
    entries = Entry.objects.filter(seq__lte=size)
    ends = entries.annotate(place=F("seq") % BLOCK).filter(place=0)
    blocks = list(ends.order_by("seq").values_list("digest", flat=True))

    def tree(begin: int, end: int) -> bytes:
        if end - begin < BLOCK:
            return merkle.root(_digests(begin, end))
        first, last = begin // BLOCK, end // BLOCK
        hashes = [_block(number, blocks[number]) for number in range(first, last)]
        rest = _digests(last * BLOCK, end)
        return merkle.root([*hashes, merkle.root(rest)] if rest else hashes)

    return tree


@lru_cache(maxsize=65536)
def _block(number: int, last: str) -> bytes:
    return merkle.root(_digests(number * BLOCK, (number + 1) * BLOCK))


def _digests(begin: int, end: int) -> list[bytes]:
    """Of the entries after ``begin`` up to ``end``; digests that are none count as empty hashes."""
    if begin == end:
        return []
    rows = Entry.objects.filter(seq__gt=begin, seq__lte=end).order_by("seq")
    found = [_raw(digest) for digest in rows.values_list("digest", flat=True)]
    if len(found) != end - begin:
        raise ValueError(f"The record has no entries {begin + 1} to {end}.")
    return found


def _raw(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""
