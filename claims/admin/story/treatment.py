"""How a figure is treated, as the text of one cell: after a colon why, or on which others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from claims.actions.reconcile.sheet import Sheet
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import HANGS, HOW_LABELS, NEEDS_REASON, How, Treated
from claims.domain.text import checked, fold

LONGEST_REASON = 500
_BETWEEN = re.compile(r"[,;\s]+")
_NUMBERED = re.compile(r"#([0-9]{1,18})")


def treatment_text(treated: Treated, sheet: Sheet) -> str:
    """What, typed, means this treatment."""
    label = treated.how.label
    if treated.how in NEEDS_REASON:
        return f"{label}: {treated.note}"
    if treated.how in HANGS:
        named = ((sign, sheet.keys.get(pk, f"#{pk}")) for sign, pk in treated.others)
        return f"{label}: {', '.join(('-' if sign == '-' else '') + key for sign, key in named)}"
    return label


def offered_treatments() -> list[str]:
    return [f"{how.label}: " if how is not How.USE else how.label for how in How]


def read_treatment(text: str, was: Treated, sheet: Sheet) -> Treated:
    """What a cell says; raises ``RuleBroken`` with a sentence where it says too little."""
    if text == treatment_text(was, sheet):
        return was
    said, _colon, rest = (part.strip() for part in checked(text).partition(":"))
    how = next((one for one, label in HOW_LABELS.items() if fold(label) == fold(said)), None)
    if how is None:
        raise RuleBroken(
            _("“%(said)s” is no treatment: write %(offered)s.")
            % {"said": said, "offered": ", ".join(HOW_LABELS.values())}
        )
    if how in NEEDS_REASON:
        return Treated(how, same=was.same, note=_reason(how, rest))
    others = tuple(_figures(rest, sheet)) if how in HANGS else ()
    if how in HANGS and not others:
        raise RuleBroken(
            _("Name the figure after a colon: “%(how)s: %(example)s”.")
            % {"how": how.label, "example": next(iter(sheet.by_key), "ispr-14")}
        )
    return Treated(how, others, was.same, "" if was.how in NEEDS_REASON else was.note)


def _reason(how: How, reason: str) -> str:
    if not reason:
        raise RuleBroken(
            _("Say why after a colon, readers see it: “%(how)s: a misprint”.") % {"how": how.label}
        )
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(
            _("The reason is longer than %(most)s characters.") % {"most": LONGEST_REASON}
        )
    return reason


def _figures(text: str, sheet: Sheet) -> Iterator[tuple[str, int]]:
    """Figures by their ids, a minus before those that are taken off."""
    for word in filter(None, _BETWEEN.split(text)):
        sign, key = ("-", word[1:]) if word[0] in "-−–" else ("+", word.removeprefix("+"))
        if found := _NUMBERED.fullmatch(key):
            yield sign, int(found[1])
        elif key in sheet.by_key:
            yield sign, sheet.by_key[key].pk
        else:
            raise RuleBroken(_("There is no figure “%(key)s” in this story.") % {"key": key})
