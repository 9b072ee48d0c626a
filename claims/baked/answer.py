"""What is kept of an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from claims.baked.packing import br, gz
from claims.baked.touched import EVERYTHING

PACKED = ("text/", "application/", "image/svg+xml")


@dataclass(frozen=True)
class Answer:
    """``subject`` is what its page is about, ``asked`` by a reader."""

    address: str
    body: bytes
    media: str
    made_from: Collection[str]
    subject: str = ""
    asked: bool = False

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def can_be_packed(self) -> bool:
        return self.media.startswith(PACKED)

    @property
    def is_small(self) -> bool:
        """Cannot be packed better, or is another with the next entry."""
        return not self.can_be_packed or EVERYTHING in self.made_from

    def packed(self) -> dict[str, bytes]:
        """By the endings of its files."""
        if not self.can_be_packed:
            return {"": self.body}
        return {"": self.body, ".br": br(self.body), ".gz": gz(self.body)}
