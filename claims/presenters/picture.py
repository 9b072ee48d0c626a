"""What a picture of a card says, for where a page is shared as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.presenters.badge import COLOURS, INK
from claims.presenters.card import Card

WIDTH, HEIGHT = 1200, 630
"""In px: the size that whoever shows previews asks for."""


@dataclass(frozen=True)
class Picture:
    """``above`` is the event of what is ours, ``standing`` then how sure we are of it.

    Where ``is_fate`` is set, ``standing`` says what became of it and stands over everything else.
    """

    standing: str
    mark: str
    colour: str
    is_fate: bool
    above: str
    asked: str
    words: str
    is_ours: bool
    is_struck: bool
    who: str
    note: str
    as_of: str
    site: str


def picture_of(card: Card, site: str) -> Picture:
    day = card.stamp.when.day or card.stamp.when.text
    fallen = not card.label or bool(card.is_ours and card.notices)
    first = str(card.notices[0].label) if fallen else str(card.sureness or card.label)
    gone = card.is_ours and fallen
    return Picture(
        standing=first,
        mark="" if fallen else card.mark,
        colour=COLOURS.get(card.mark, INK),
        is_fate=fallen,
        above=card.by if card.is_ours else "",
        asked=card.asked,
        words=str(card.notices[0].sentence) if gone else str(card.plain or card.words),
        is_ours=bool(card.sureness) and not fallen,
        is_struck=card.is_struck,
        who=_who(card),
        note=_note(card),
        as_of=str(_("As of %(day)s, entry %(entry)s", day=day, entry=card.stamp.seq)),
        site=site,
    )


def _who(card: Card) -> str:
    if not card.told:
        return ""
    places = {"who": card.who, "day": card.said.day if card.said else ""}
    if card.misattributed:
        return str(_("Wrongly attributed to %(who)s.").placed(**places))
    if not card.said:
        return str(_("Said by %(who)s.").placed(**places))
    return str(_("Said by %(who)s, %(day)s.").placed(**places))


def _note(card: Card) -> str:
    """What became of a claim and of its reports; otherwise that the words are no quotation."""
    if not card.told:
        return "" if card.notices else str(card.beside)
    said = [notice.sentence for notice in card.notices]
    return str(joined(said)) if any(said) else str(_("Our wording, not a quotation."))
