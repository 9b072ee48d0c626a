"""Field by field, item by item: what readers see now and what they will see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from claims.admin.decisions.spelling import Spelling
from claims.domain.messages import gettext as _
from claims.states.base import State, differing, fields_of
from claims.states.claim import CitationState, EvidenceState, StanceState
from claims.states.encoding import part_of
from claims.states.event import CategoryState, ContextState, MeasureState, MemberState, PartyState
from claims.states.figure import FigureState, FigureThen
from claims.states.position import DecidedState, FindingState, HeldState, LeftOutState, ReadAsState
from claims.states.question import RivalAnswerState
from claims.states.source import SeparationState, VoiceState
from claims.states.subject import SubjectState

TOLD_APART_BY: dict[type[State], str] = {
    CategoryState: "name",
    CitationState: "report",
    ContextState: "text",
    DecidedState: "reason",
    EvidenceState: "key",
    FigureState: "key",
    FigureThen: "key",
    FindingState: "sentence",
    HeldState: "until",
    LeftOutState: "key",
    MeasureState: "name",
    MemberState: "source",
    PartyState: "name",
    ReadAsState: "key",
    RivalAnswerState: "text",
    SeparationState: "other",
    StanceState: "source",
    VoiceState: "whom",
}
"""The field by which an editor knows which part of a list is meant."""

Items = dict[str, State]


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


def difference(
    before: SubjectState | None, after: SubjectState, spelling: Spelling
) -> list[Difference]:
    """Every field in which two states differ, in the order of their class."""
    names = differing(before, after) if before else _said(after)
    return [row for name in names for row in _rows(name, before, after, spelling)]


def _said(state: SubjectState) -> list[str]:
    """What a first publication tells: all but what is unknown, or as good as not there."""
    return [
        name
        for name, about in fields_of(type(state)).items()
        if (value := getattr(state, name)) is not None
        and (about.always_written or value != about.absent)
    ]


def _rows(
    name: str, before: SubjectState | None, after: SubjectState, spelling: Spelling
) -> Iterator[Difference]:
    label = fields_of(type(after))[name].label
    then, now = getattr(before, name, None), getattr(after, name)
    if (then or now) and part_of(type(after), name) and isinstance(then or now, tuple):
        yield from _items(label, then or (), now or (), spelling)
    else:
        yield Difference(label, _line(before, name, spelling), _line(after, name, spelling))


def _line(state: State | None, name: str, spelling: Spelling) -> tuple[str, ...]:
    said = spelling.field(state, name) if state else ""
    return (said,) if said else ()


def _items(
    label: str, before: Sequence[State], after: Sequence[State], spelling: Spelling
) -> Iterator[Difference]:
    old, new = _by_name(before, spelling), _by_name(after, spelling)
    rows = list(_of_items(label, old, new, spelling))
    yield from rows
    if not rows:
        yield Difference(_("%(what)s: order", what=label), tuple(old), tuple(new))


def _of_items(label: str, old: Items, new: Items, spelling: Spelling) -> Iterator[Difference]:
    for name in [*new, *(name for name in old if name not in new)]:
        what = f"{label} {name}"
        if name not in old:
            yield Difference(what, (), spelling.lines(new[name]))
        elif name not in new:
            yield Difference(what, spelling.lines(old[name]), ())
        else:
            yield from _within(what, old[name], new[name], spelling)


def _within(what: str, old: State, new: State, spelling: Spelling) -> Iterator[Difference]:
    for name in differing(old, new):
        label = fields_of(type(new))[name].label.lower()
        then, now = _line(old, name, spelling), _line(new, name, spelling)
        yield Difference(f"{what}: {label}", then, now)


def _by_name(items: Sequence[State], spelling: Spelling) -> Items:
    """Items under the name that tells them apart; the second of one name is numbered."""
    counted: Counter[str] = Counter()
    found: Items = {}
    for item in items:
        name = _name(item, spelling)
        counted[name] += 1
        found[name if counted[name] == 1 else f"{name} ({counted[name]})"] = item
    return found


def _name(item: State, spelling: Spelling) -> str:
    field = TOLD_APART_BY.get(type(item))
    return f"“{spelling.field(item, field)}”" if field else ""


# Words with the space after them, so that the pieces put together are the text.
WORD = re.compile(r"\s*\S+\s*")
MOST_WORDS = 2000
# Below this likeness two texts share only little words: then each is shown whole.
LIKE = 0.4


@dataclass(frozen=True)
class Piece:
    text: str
    moved: bool

    def __str__(self) -> str:
        return self.text


Pieces = tuple[Piece, ...]


def marked(
    before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[Pieces, ...], tuple[Pieces, ...]]:
    """The lines of both sides in pieces; line by line where they are of one text."""
    pairs = [_pair(then, now) for then, now in zip_longest(before, after)]
    return (
        tuple(then for then, _ in pairs if then),
        tuple(now for _, now in pairs if now),
    )


def _pair(then: str | None, now: str | None) -> tuple[Pieces, Pieces]:
    if not then or not now:
        return _whole(then), _whole(now)
    old, new = WORD.findall(then)[:MOST_WORDS], WORD.findall(now)[:MOST_WORDS]
    found = SequenceMatcher(
        None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False
    )
    if found.ratio() < LIKE or "".join(old) != then or "".join(new) != now:
        return _whole(then), _whole(now)
    steps = found.get_opcodes()
    return (
        tuple(_pieces((old[a:b], kind) for kind, a, b, _, _ in steps)),
        tuple(_pieces((new[a:b], kind) for kind, _, _, a, b in steps)),
    )


def _pieces(steps: Iterator[tuple[list[str], str]]) -> Iterator[Piece]:
    for words, kind in steps:
        if words:
            yield Piece("".join(words), kind != "equal")


def _whole(text: str | None) -> Pieces:
    return (Piece(text, True),) if text else ()
