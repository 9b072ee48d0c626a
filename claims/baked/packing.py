"""Bodies packed as browsers ask for them: of answers in memory, and of those kept as files."""

from __future__ import annotations

import gzip
import zlib

import brotli

FAST, SMALL = 5, 11
"""Brotli at once, and where there is time: ten times slower for an eighth less."""

UNPACK = {"": bytes, ".br": brotli.decompress, ".gz": gzip.decompress}
"""By the ending of a file."""
CANNOT_BE_UNPACKED = (OSError, EOFError, brotli.error, zlib.error)


def br(body: bytes, quality: int = FAST) -> bytes:
    return bytes(brotli.compress(body, quality=quality))


def gz(body: bytes) -> bytes:
    """The same bytes whenever it is made."""
    return gzip.compress(body, compresslevel=6, mtime=0)
