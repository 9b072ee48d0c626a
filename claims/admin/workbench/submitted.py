"""What an editor typed on the workbench, read leniently: nothing typed can break the page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field

from claims.actions.reconcile.sheet import Sheet
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import HANGS, How, Treated, all_seen
from claims.domain.invisible_characters import refusal, without_unseen
from claims.domain.messages import gettext as _
from claims.domain.text import clean

LONGEST_NOTE = 500
REASON = "reason-"
BOXES = ("how", "other", "same", "note")
_BETWEEN = re.compile(r"[,;\s]+")
_NOTE = re.compile(r"f[0-9]{1,18}-note")
_SIGNS = "-−–"


@dataclass
class Typed:
    """``rows`` are the words in the boxes, ``treated`` what they mean, ``wrong`` what is amiss."""

    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    treated: dict[int, Treated] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    prints: dict[int, str] = field(default_factory=dict)
    """Of what is stored, for the rows that are shown."""


def print_of(row: Mapping[str, str]) -> str:
    """Tells whether the boxes of a row were touched since it was shown."""
    text = "\n".join(row[name].replace("\r\n", "\n") for name in BOXES)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def stored(sheet: Sheet) -> Typed:
    """As if an editor had typed what is on the desk."""
    treated = all_seen(sheet.ties)
    rows = {pk: _boxes(to, sheet) for pk, to in treated.items()}
    prints = {pk: print_of(row) for pk, row in rows.items()}
    return Typed(rows, treated, prints=prints)


def read(sheet: Sheet, sent: Mapping[str, str]) -> Typed:
    """What was sent; a figure that was not on the page stays as it is."""
    typed = stored(sheet)
    for pk in sheet.figures:
        if f"f{pk}-how" not in sent:
            continue
        row = {name: sent.get(f"f{pk}-{name}", "") for name in BOXES}
        # What this editor did not touch stays as others may have saved it meanwhile.
        if sent.get(f"f{pk}-was", "") == print_of(row):
            row = typed.rows[pk]
        typed.rows[pk] = row
        try:
            typed.treated[pk] = _treated(row, typed.treated[pk], sheet)
        except RuleBroken as broken:
            typed.wrong += [f"“{sheet.keys[pk]}”: {told}" for told in broken.messages]
    return typed


def reasons(sent: Mapping[str, str]) -> dict[str, str]:
    """What was typed towards answers, by the fingerprints of the findings."""
    typed = {name: text for name, text in sent.items() if name.startswith(REASON)}
    return {name.removeprefix(REASON): text for name, text in typed.items() if text.strip()}


def check_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise RuleBroken(_("The reason is longer than %(most)s characters.", most=LONGEST_NOTE))


def take_out_unseen(sent: MutableMapping[str, str]) -> str:
    """Put what was written back without what is not seen; says what that was."""
    told = ""
    for name, text in list(sent.items()):
        is_prose = name == "why" or name.startswith(("why-", "note-", REASON))
        if (is_prose or _NOTE.fullmatch(name)) and (said := refusal(text)):
            sent[name], told = without_unseen(text), told or said
    return told


def _boxes(to: Treated, sheet: Sheet) -> dict[str, str]:
    """The words that would mean this."""
    return {
        "how": to.how.value,
        "other": ", ".join(
            f"{'-' if sign == '-' else ''}{sheet.keys.get(pk, f'#{pk}')}" for sign, pk in to.others
        ),
        "same": ", ".join(sorted(sheet.keys.get(pk, f"#{pk}") for pk in to.same)),
        "note": to.note,
    }


def _treated(row: Mapping[str, str], was: Treated, sheet: Sheet) -> Treated:
    if row["how"] not in list(How):
        raise RuleBroken(_("Choose how it is to be treated."))
    how = How(row["how"])
    note = clean(row["note"])
    check_note(note)
    # What is typed beside a treatment that needs no other figure is kept in its box, and no more.
    others = tuple(_signed(row["other"], sheet)) if how in HANGS else ()
    same = frozenset(pk for _, pk in _signed(row["same"], sheet))
    if sorted(others) == sorted(was.others):
        others = was.others
    return Treated(how, others, same, note)


def _signed(words: str, sheet: Sheet) -> Iterator[tuple[str, int]]:
    """Figures by their ids, a minus before those that are taken off."""
    for word in filter(None, _BETWEEN.split(words.strip())):
        sign, key = ("-", word[1:]) if word[0] in _SIGNS else ("+", word.removeprefix("+"))
        if re.fullmatch(r"#[0-9]{1,18}", key):
            yield sign, int(key[1:])
        elif key in sheet.by_key:
            yield sign, sheet.by_key[key].pk
        else:
            raise RuleBroken(_("There is no figure “%(key)s” in this event.", key=key))
