"""Merkle trees as RFC 6962 (2.1) defines them, over hashes of leaves that are given.

A tree is told by its size and a function ``range_root(begin, end)``, the root over the leaves from
``begin`` up to but not including ``end``; ``of`` makes one from a list. Hashes are 32 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

RangeRoot = Callable[[int, int], bytes]
EMPTY = hashlib.sha256().digest()


def leaf(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        return EMPTY
    level = list(hashes)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        # What stands alone at the end of a level goes up as it is.
        level = [node(*pair) for pair in pairs] + level[len(level) & ~1 :]
    return level[0]


def of(hashes: Sequence[bytes]) -> RangeRoot:
    return lambda begin, end: root(hashes[begin:end])


def inclusion(tree: RangeRoot, place: int, size: int) -> list[bytes]:
    """The audit path of the leaf at ``place``, counted from 0 (2.1.1)."""
    path: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if place < middle:
            path.append(tree(middle, end))
            end = middle
        else:
            path.append(tree(begin, middle))
            begin = middle
    return path[::-1]


def consistency(tree: RangeRoot, old: int, new: int) -> list[bytes]:
    """What shows that the tree of size ``old`` is the beginning of that of size ``new`` (2.1.2)."""
    path: list[bytes] = []
    begin, end, known = 0, new, True
    while begin < old < end:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(tree(middle, end))
            end = middle
        else:
            path.append(tree(begin, middle))
            begin, known = middle, False
    if not known:
        path.append(tree(begin, end))
    return path[::-1]


def root_by_inclusion(hashed: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a path leads to; ``ValueError`` where it is not as long as such a tree asks."""
    found, last, left = hashed, size - 1, list(path)
    if not 0 <= place < size:
        raise ValueError("The leaf does not stand in this tree.")
    while last > 0:
        if place % 2 or place < last:
            if not left:
                raise ValueError("The path is too short.")
            beside = left.pop(0)
            found = node(beside, found) if place % 2 else node(found, beside)
        place, last = place // 2, last // 2
    if left:
        raise ValueError("The path is too long.")
    return found


def continues(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the new tree begins with the old one."""
    if old in (0, new):
        return not path and (old == 0 or old_root == new_root) and old <= new
    place, last = old - 1, new - 1
    while place % 2:
        place, last = place // 2, last // 2
    left = list(path)
    if place and not left:
        return False
    # A whole subtree at the beginning is the old root itself, and is not repeated.
    first = second = left.pop(0) if place else old_root
    while last > 0:
        if place % 2 or place < last:
            if not left:
                return False
            beside = left.pop(0)
            if place % 2:
                first, second = node(beside, first), node(beside, second)
            else:
                second = node(second, beside)
        place, last = place // 2, last // 2
    return not left and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1
