"""How far a long look through the record came."""

from __future__ import annotations


class Walk:
    """Told of each step on the way; a look may begin where one that was stopped had come."""

    def after(self, part: str) -> int:
        """The entry up to which this part was looked through before; 0 for none."""
        return 0

    def reached(self, part: str, seq: int) -> None:
        """All up to this entry was looked through."""
