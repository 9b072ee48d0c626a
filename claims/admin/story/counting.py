"""Who is counted and what befell them, and between which bounds, as the text of one cell each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from claims.actions.choices import category_choices, measure_choices
from claims.actions.table.cells import category_in, measure_in
from claims.domain.errors import RuleBroken
from claims.domain.figures import HIGHEST
from claims.domain.text import checked, fold
from claims.models.desk.event import Event

Bounds = tuple[int | None, int | None]
_BOUNDS = re.compile(r"(?P<low>[0-9]*)\s*(?P<to>[-–+]?)\s*(?P<high>[0-9]*)")
_COMMA = re.compile(r"\s*[,:;،]\s*")
_GROUPS = re.compile(r"(?<=[0-9])[,.’'\s](?=[0-9]{3}(?![0-9]))")


class Counting:
    """What and whom an event counts, read once; ``text`` writes a pair, ``read`` reads it."""

    def __init__(self, event: Event, parts: Sequence[Event]) -> None:
        self.event = event
        self.measures = dict(measure_choices(event, parts=parts))
        shown = category_choices(event)
        # Two of one name are told apart by their slugs.
        self.categories = {slug: _plain(slug, name) for slug, name in shown}

    def text(self, measure: str, category: str) -> str:
        whom = self.categories.get(category, category)
        return _("%(what)s, %(whom)s") % {"what": self.measures.get(measure, measure), "whom": whom}

    def offered(self, used: Iterable[tuple[str, str]]) -> list[str]:
        """Pairs to choose from: those the story has first, then everybody of its measures."""
        first = dict.fromkeys(used)
        measures = dict.fromkeys([*(measure for measure, _ in first), "killed", "injured"])
        every = [(measure, one) for measure in measures for one in self.categories]
        return [self.text(*pair) for pair in dict.fromkeys([*first, *every])]

    def pairs(self) -> dict[str, str]:
        """What stands in the cell for a measure and a category, by both their slugs."""
        every = [(what, whom) for what in self.measures for whom in self.categories]
        return {f"{what}/{whom}": self.text(what, whom) for what, whom in every}

    def parts(self, text: str) -> tuple[str, str]:
        """The words for what and for whom; one is empty where only the other is said."""
        known = {word for slug, name in self.measures.items() for word in (fold(slug), fold(name))}
        pieces = [piece.strip() for piece in _COMMA.split(text)]
        # A measure may have a comma in its own name.
        for many in range(len(pieces), 0, -1):
            what = ", ".join(pieces[:many])
            if fold(what) in known:
                return what, ", ".join(pieces[many:])
        return ("", text.strip()) if len(pieces) == 1 else (pieces[0], ", ".join(pieces[1:]))

    def read(self, text: str) -> tuple[str, str]:
        """Slugs of measure and category; raises ``RuleBroken`` with what is missing."""
        what, whom = self.parts(checked(text))
        return measure_in(self.event, what), category_in(self.event, whom)


def _plain(slug: str, shown: str) -> str:
    name = shown.lstrip("– ")
    return slug if name.endswith(f"[{slug}]") else name


def bounds_text(low: int | None, high: int | None) -> str:
    """Short, as a spreadsheet has it: 22, 22+, 22–23, –5; ``read_bounds`` reads it back."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"{low}+"
    if low == high:
        return f"{low}"
    return f"{'' if low is None else low}–{high}"


def read_bounds(text: str) -> tuple[Bounds, str]:
    """Both ends, and the reason that may stand after a colon."""
    said, _colon, why = (part.strip() for part in checked(text).partition(":"))
    found = _BOUNDS.fullmatch(_GROUPS.sub("", said))
    if found is None or not (found["low"] or found["high"]):
        raise RuleBroken(
            _("“%(said)s” is no number: write 22, 22+ for at least, 22–23, or –23 for at most.")
            % {"said": said}
        )
    ends = (_end(found["low"]), _end(found["high"]))
    if found["high"] and (found["to"] == "+" or (found["low"] and not found["to"])):
        raise RuleBroken(_("“%(said)s” is two numbers: write 22–23.") % {"said": said})
    return (ends if found["to"] else (ends[0], ends[0])), why


def _end(digits: str) -> int | None:
    number = int(digits[:20]) if digits else None
    if number is not None and number > HIGHEST:
        raise RuleBroken(_("A count above %(most)s cannot be kept.") % {"most": f"{HIGHEST:,}"})
    return number
