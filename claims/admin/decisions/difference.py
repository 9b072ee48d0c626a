"""Field by field, item by item: what readers see now and what they will see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.admin.decisions.labels import Spelling, label
from claims.admin.decisions.text_diff import Pieces, marked

State = Mapping[str, Any]
Items = dict[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
    """One field; a side without lines has nothing there."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def was(self) -> tuple[Pieces, ...]:
        """The lines of before, in pieces: which words went."""
        return marked(self.before, self.after)[0]

    @property
    def now(self) -> tuple[Pieces, ...]:
        return marked(self.before, self.after)[1]


def difference(before: State, after: State, spelling: Spelling) -> list[Difference]:
    """Every field in which two states differ, in the order of the later one."""
    keys = [*after, *(key for key in before if key not in after)]
    return [
        row
        for key in keys
        if before.get(key) != after.get(key)
        for row in _rows(key, before.get(key), after.get(key), spelling)
    ]


def _rows(key: str, before: Any, after: Any, spelling: Spelling) -> Iterator[Difference]:
    if _has_items(before) or _has_items(after):
        yield from _items(key, before or [], after or [], spelling)
    else:
        yield Difference(label(key), _line(key, before, spelling), _line(key, after, spelling))


def _has_items(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _line(key: str, value: Any, spelling: Spelling) -> tuple[str, ...]:
    told = spelling.spell(key, value)
    return (told,) if told else ()


def _items(
    key: str, before: Sequence[Any], after: Sequence[Any], spelling: Spelling
) -> Iterator[Difference]:
    old, new = _by_name(before, spelling), _by_name(after, spelling)
    rows = list(_of_items(key, old, new, spelling))
    yield from rows
    if not rows:
        yield Difference(f"{label(key)}: order", tuple(old), tuple(new))


def _of_items(key: str, old: Items, new: Items, spelling: Spelling) -> Iterator[Difference]:
    for name in [*new, *(name for name in old if name not in new)]:
        what = f"{label(key)} {name}"
        if name not in old:
            yield Difference(what, (), spelling.item(new[name]))
        elif name not in new:
            yield Difference(what, spelling.item(old[name]), ())
        else:
            yield from _within(what, old[name], new[name], spelling)


def _within(what: str, old: State, new: State, spelling: Spelling) -> Iterator[Difference]:
    for key in new:
        if old.get(key) != new[key]:
            then, now = _line(key, old.get(key), spelling), _line(key, new[key], spelling)
            yield Difference(f"{what}: {label(key).lower()}", then, now)


def _by_name(items: Sequence[Mapping[str, Any]], spelling: Spelling) -> Items:
    """Items under the name that tells them apart; the second of one name is numbered."""
    counted: Counter[str] = Counter()
    found: Items = {}
    for item in items:
        name = _name(item, spelling)
        counted[name] += 1
        found[name if counted[name] == 1 else f"{name} ({counted[name]})"] = item
    return found


def _name(item: Mapping[str, Any], spelling: Spelling) -> str:
    for key in ("key", "name", "source", "report", "other"):
        if item.get(key):
            return f"“{spelling.spell(key, item[key])}”"
    return ""
