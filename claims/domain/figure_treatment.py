"""What an editor makes of a figure: used, left out, or hanging on others; tried before it is saved.

Figures go by whole numbers here, as the desk keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Treatment, Word, labels_of


class How(Word):
    USE = "use", _("Use")
    LEAVE_OUT = "leave_out", _("Leave out")
    SUPERSEDED = "superseded", _("Superseded by")
    REPEAT = "repeat", _("Repeats")
    DERIVED = "derived", _("Derived from")
    RECORD_ERROR = "record_error", _("Our recording error")


HOW_LABELS = labels_of(How)
HANGS = frozenset({How.SUPERSEDED, How.REPEAT, How.DERIVED})
NEEDS_REASON = frozenset({How.LEAVE_OUT, How.RECORD_ERROR})

Signed = tuple[tuple[str, int], ...]
"""Pairs of a sign and a figure."""


@dataclass(frozen=True)
class Ties:
    """How one figure stands to others, as the desk keeps it."""

    supersedes: int | None = None
    also: frozenset[int] = frozenset()
    """Other figures that it replaces as well."""
    repeats: int | None = None
    derived: Signed = ()
    same: frozenset[int] = frozenset()
    treatment: Treatment = Treatment.USE
    note: str = ""

    @property
    def replaced(self) -> tuple[int, ...]:
        first = () if self.supersedes is None else (self.supersedes,)
        return (*first, *sorted(self.also))

    def replacing(self, key: int) -> Ties:
        """The same, replacing one more figure."""
        if self.supersedes in (None, key):
            return replace(self, supersedes=key)
        return replace(self, also=self.also | {key})

    def letting_stand(self, key: int) -> Ties:
        """The same, no longer replacing a figure."""
        left = [older for older in self.replaced if older != key]
        return replace(self, supersedes=left[0] if left else None, also=frozenset(left[1:]))


@dataclass(frozen=True)
class Treated:
    """The same as an editor sees it from the figure itself."""

    how: How = How.USE
    others: Signed = ()
    same: frozenset[int] = frozenset()
    note: str = ""


Names = Mapping[int, str]


def all_seen(ties: Mapping[int, Ties]) -> dict[int, Treated]:
    """How every figure is treated now."""
    newer: dict[int, Signed] = {}
    for key, own in ties.items():
        for older in own.replaced:
            newer[older] = (*newer.get(older, ()), ("+", key))
    return {key: _seen(own, newer.get(key, ())) for key, own in ties.items()}


def _seen(own: Ties, newer: Signed) -> Treated:
    how: How = How.USE
    others: Signed = ()
    if own.treatment is not Treatment.USE:
        how = How(own.treatment.value)
    elif newer:
        how, others = How.SUPERSEDED, newer
    elif own.repeats is not None:
        how, others = How.REPEAT, (("+", own.repeats),)
    elif own.derived:
        how, others = How.DERIVED, own.derived
    return Treated(how, others, own.same, own.note)


def treat(
    ties: Mapping[int, Ties], treated: Mapping[int, Treated], names: Names
) -> dict[int, Ties]:
    """The ties as they would stand; raises ``RuleBroken`` with all that is wrong."""
    found, wrong = dict(ties), []
    was = all_seen(ties)
    changed = {key: to for key, to in treated.items() if to != was[key]}
    for key in changed:
        found = _loosened(key, was[key], found)
    for key, to in changed.items():
        refusals = list(_refusals(key, to, names))
        wrong += refusals
        if not refusals:
            found = _tied(key, to, found)
    if wrong:
        raise RuleBroken(*wrong)
    return found


def _loosened(key: int, was: Treated, ties: dict[int, Ties]) -> dict[int, Ties]:
    """Without what made the figure hang as it did."""
    if was.how is How.SUPERSEDED:
        for _, newer in was.others:
            ties[newer] = ties[newer].letting_stand(key)
    own = ties[key]
    if was.how is How.REPEAT:
        own = replace(own, repeats=None)
    if was.how is How.DERIVED:
        own = replace(own, derived=())
    ties[key] = replace(own, treatment=Treatment.USE)
    return ties


def _tied(key: int, to: Treated, ties: dict[int, Ties]) -> dict[int, Ties]:
    own = replace(ties[key], same=to.same, note=to.note)
    if to.how in (How.LEAVE_OUT, How.RECORD_ERROR):
        own = replace(own, treatment=Treatment(to.how.value))
    if to.how is How.REPEAT:
        own = replace(own, repeats=to.others[0][1])
    if to.how is How.DERIVED:
        own = replace(own, derived=to.others)
    ties[key] = own
    if to.how is How.SUPERSEDED:
        for _, newer in to.others:
            ties[newer] = ties[newer].replacing(key)
    return ties


def _refusals(key: int, to: Treated, names: Names) -> Iterator[str]:
    name, others = names[key], [other for _, other in to.others]
    if to.how in NEEDS_REASON and not to.note:
        yield _("%(name)s: say why it is not used; readers see it.", name=name)
    if to.how in HANGS and not others:
        yield _(
            "%(name)s: name the figure it is to hang on (%(lower)s ...).",
            name=name,
            lower=to.how.label.lower(),
        )
    if key in others or key in to.same:
        yield _("%(name)s: it cannot hang on itself.", name=name)
    if len(set(others)) < len(others):
        yield _("%(name)s: a figure is named twice.", name=name)
    if to.how is How.REPEAT and len(others) > 1:
        yield _("%(name)s: it can repeat one figure only.", name=name)
