"""Publishing a figure of ours anew with another number: why it moved, and what that bears on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from claims.admin.decisions.publish_selection import change_page
from claims.domain.vocabulary import (
    NUMBER_CHANGE_HELP,
    NUMBER_CHANGE_LABELS,
    NumberChange,
)
from claims.models.desk.base import Publishable
from claims.models.desk.position import Position
from claims.presenters.position_in_words import brief, not_established
from claims.publishing.number_changes import has_moved, touched_by
from claims.publishing.registry import published_state, state
from claims.states.position import PositionState


@dataclass(frozen=True)
class Moving:
    """One figure of ours on its way to another number; ``touches`` are named with their pages."""

    name: str
    before: str
    after: str
    field: BoundField
    touches: Sequence[tuple[str, str]]


def moving(subjects: Sequence[Publishable]) -> list[Position]:
    """Those whose number readers will see as another."""
    return [
        one
        for one in subjects
        if isinstance(one, Position) and one.on_record and has_moved(published_state(one), one)
    ]


def field_of(position: Position) -> str:
    return f"number-{position.uid}"


def choice() -> forms.ChoiceField:
    """Nothing is chosen before an editor chooses."""
    labels = [
        (str(word), _("%(kind)s: %(says)s") % {"kind": label, "says": NUMBER_CHANGE_HELP[word]})
        for word, label in NUMBER_CHANGE_LABELS.items()
    ]
    return forms.ChoiceField(
        label=_("Why the number is another"),
        choices=labels,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why the number is another now: readers see it.")},
    )


def chosen(positions: Sequence[Position], typed: Mapping[str, str]) -> dict[str, NumberChange]:
    return {one.uid: NumberChange(typed[field_of(one)]) for one in positions}


def told(positions: Sequence[Position], form: forms.Form) -> Iterator[Moving]:
    """For the page: from what to what, and what to look at again."""
    for position in positions:
        before, after = published_state(position), state(position)
        if isinstance(before, PositionState) and isinstance(after, PositionState):
            yield Moving(
                str(position),
                _number(before),
                _number(after),
                form[field_of(position)],
                [(str(one), change_page(one)) for one in touched_by(position, before, after)],
            )


def _number(ours: PositionState) -> str:
    return str(brief(ours) if ours.established else not_established())
