"""How far a long look through the record came, and the ranges it is taken in."""

from __future__ import annotations

from collections.abc import Iterator

from claims.models.record.entry import Entry


class Walk:
    """Told of each step on the way; a look may begin where one that was stopped had come."""

    def after(self, part: str) -> int:
        """The entry up to which this part was looked through before; 0 for none."""
        return 0

    def reached(self, part: str, seq: int) -> None:
        """All up to this entry was looked through."""


def ranges(after: int, size: int, *, upto: int | None = None) -> Iterator[tuple[int, int]]:
    """The entries after one, so many at once: after which, and up to which."""
    entries = Entry.objects.order_by("seq").values_list("seq", flat=True)
    if upto is not None:
        entries = entries.filter(seq__lte=upto)
    while some := list(entries.filter(seq__gt=after)[:size]):
        yield after, some[-1]
        after = some[-1]
