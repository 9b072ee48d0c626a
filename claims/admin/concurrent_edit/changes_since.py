"""What others did meanwhile, said in the order in which they did it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.admin.history import Change, Saving, savings
from claims.models.desk.base import DeskModel

STATUS, PUBLICATION, CHANGED = "status", "publication", "changed since publication"
DID = {"Published": "published this", "Retracted": "retracted this", "Withheld": "suppressed this"}


@dataclass(frozen=True)
class Heard:
    """``decided`` is what no form can touch: a status, a publication."""

    who: str
    when: str
    decided: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def sentences(self) -> list[str]:
        head = [f"{self.who} changed this at {self.when}:"] if self.changes else []
        return [*self.decided, *head, *(str(change) for change in self.changes)]


def heard(row: DeskModel, *, since: int) -> list[Heard]:
    found = [_heard(saving) for saving in reversed(savings(row, since=min(since, row.version)))]
    return [one for one in found if one.decided or one.changes]


def _heard(saving: Saving) -> Heard:
    when = f"{saving.at:%H:%M on %d %B %Y} (UTC)"
    typed = tuple(c for c in saving.changes if _column(c) not in (STATUS, PUBLICATION, CHANGED))
    decided = tuple(_decided(saving.by, when, saving.changes, quiet=not typed))
    return Heard(saving.by, when, decided, typed)


def _decided(who: str, when: str, changes: Sequence[Change], *, quiet: bool) -> Iterator[str]:
    columns = {_column(change): change for change in changes}
    if status := columns.get(STATUS):
        yield f"{who} changed the status from “{status.was}” to “{status.now}” at {when}."
    if publication := columns.get(PUBLICATION):
        yield f"{who} {DID.get(publication.now, 'took this back')} at {when}."
    elif quiet and (changed := columns.get(CHANGED)) and changed.now == "no":
        yield f"{who} published what stood here at {when}."


def _column(change: Change) -> str:
    return change.what.rpartition(", ")[2]
