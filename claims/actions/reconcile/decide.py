"""Decide where figures cannot all be true: every figure of a count at once, with one reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.actions.desk import Editor
from claims.actions.reconcile.answer import note_positions
from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.actions.reconcile.treat import treat_read
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken, Stale
from claims.domain.figure_treatment import How, Treated, all_seen
from claims.domain.messages import gettext as _
from claims.domain.reconciliation import planning
from claims.domain.reconciliation.planning import Card, CardKind, Choice
from claims.domain.text import clean
from claims.domain.vocabulary import Option
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.record.public_time import public_precision, public_time
from claims.publishing import audit, log

LONGEST = 500
"""As long as the reason for which a figure is left out."""
GONE = _(
    "This decision is no longer there as you saw it: its figures have changed, or somebody has"
    " decided meanwhile. Look again."
)
"""Options that set how figures are treated: readers see that once it is published."""


@dataclass(frozen=True)
class Answered:
    """What an editor chose; without more it is what the option means for the card."""

    option: Option
    figure: str = ""
    """A carrier of the count that stands."""
    low: int | None = None
    high: int | None = None
    give_way: tuple[str, ...] = ()
    """Of parts and wholes, the figures that give way."""


@dataclass(frozen=True)
class Decided:
    """What was kept, and what was saved with it."""

    row: Decision
    under_lock: Sheet
    noted: frozenset[int]
    """The positions that differ from what readers see since, or no longer do."""

    def sheet(self) -> Sheet:
        """The event as it stands since: hardly anything of it is read again."""
        return self.under_lock.after_decisions()


def decide(
    event: Event, key: str, answered: Answered, *, seen: str, reason: str, by: Editor, at: datetime
) -> Decided:
    """Keep a decision and treat its figures; ``seen`` is the card's fingerprint as it was shown.

    Raises ``Stale`` where the card is no longer so, ``RuleBroken`` where that is no answer.
    """
    reason = _checked(reason, needed=answered.option is not Option.LATER)
    with log.writing():
        root = event.root().locked()
        sheet = sheet_of(root)
        card, choice = _asked(sheet, key, answered, seen)
        treated = dict(_treated(card, choice, sheet, reason))
        row = Decision(
            event=root,
            **_about(card, choice, sheet),
            option=choice.option,
            figures=list(_named(card, choice)),
            low=choice.low,
            high=choice.high,
            reason=reason,
            decided_at=public_time(at),
            decided_precision=public_precision(),
            by=by,
            treated=sorted(sheet.keys[pk] for pk in treated),
        )
        return _kept(row, sheet, treated, by=by, at=at)


def undo(decision: Decision, *, reason: str = "", by: Editor, at: datetime) -> Decided:
    """Take a decision back by a later row; its figures are used again where nobody has since."""
    with log.writing():
        root = decision.event.root().locked()
        held = decision.locked()
        if held.undoes_id or Decision.objects.filter(undoes=held).exists():
            raise Stale(_("Somebody has undone this decision since you opened it."))
        row = Decision(
            event=root,
            **{name: getattr(held, name) for name in _SAME},
            reason=_checked(reason, needed=False),
            decided_at=public_time(at),
            decided_precision=public_precision(),
            by=by,
            undoes=held,
        )
        sheet = sheet_of(root)
        return _kept(row, sheet, dict(_used_again(held, sheet)), by=by, at=at)


_SAME = (
    *("part", "category", "measure", "party", "parties", "figure"),
    *("option", "figures", "low", "high"),
)


def _checked(reason: str, *, needed: bool) -> str:
    reason = clean(reason)
    if needed and not reason:
        raise RuleBroken(_("Give the reason for the decision."))
    if len(reason) > LONGEST:
        raise RuleBroken(_("The reason is longer than %(most)s characters.", most=LONGEST))
    return reason


def _asked(sheet: Sheet, key: str, answered: Answered, seen: str) -> tuple[Card, Choice]:
    card = planning.card_of(sheet.case(), key)
    if card is None or card.fingerprint != seen:
        raise Stale(GONE)
    choice = planning.choice(
        sheet.case(),
        card,
        answered.option,
        figure=answered.figure,
        low=answered.low,
        high=answered.high,
        give_way=answered.give_way,
    )
    return card, choice


def _named(card: Card, choice: Choice) -> tuple[str, ...]:
    """The figures it keeps: those that give way, else all that were there."""
    later = choice.option is Option.LATER
    return card.figures if later or not choice.give_way else choice.give_way


def _about(card: Card, choice: Choice, sheet: Sheet) -> dict[str, object]:
    if card.kind is CardKind.OPPOSED:
        return {"parties": list(card.parties)}
    if card.kind is not CardKind.ONE_CELL or card.cell is None:
        # Where other figures give way than was proposed, it is a decision about those.
        own = card.key.partition(":")[2]
        return {
            "figure": own if own in choice.give_way or not choice.give_way else choice.give_way[0]
        }
    (part,) = (event for event in sheet.events if event.slug == card.cell.event)
    (category,) = (one for one in sheet.categories if one.slug == card.cell.category)
    about = {"part": part, "category": category, "measure": card.cell.measure}
    return {**about, "party": card.party}


def _treated(
    card: Card, choice: Choice, sheet: Sheet, reason: str
) -> Iterator[tuple[int, Treated]]:
    """How figures that do not stand are treated: replaced by the same voice's, or left out."""
    case = sheet.case()
    winner = case.by_id.get(choice.figure)
    for key in planning.set_aside(case, card, choice):
        pk = sheet.by_key[key].pk
        same = sheet.ties[pk].same
        if winner is not None and planning.replaces(winner, case.by_id[key], case):
            newer = (("+", sheet.by_key[winner.id].pk),)
            yield pk, Treated(How.SUPERSEDED, newer, same)
        else:
            yield pk, Treated(How.LEAVE_OUT, same=same, note=reason)


def _used_again(decision: Decision, sheet: Sheet) -> Iterator[tuple[int, Treated]]:
    """The figures it set aside, but for those that somebody treated otherwise since."""
    now = all_seen(sheet.ties)
    for key in decision.treated:
        figure = sheet.by_key.get(key)
        if figure is None:
            continue
        seen = now[figure.pk]
        ours = seen.how is How.LEAVE_OUT and seen.note == decision.reason
        if ours or seen.how is How.SUPERSEDED:
            yield figure.pk, Treated(same=seen.same)


def _kept(
    row: Decision, sheet: Sheet, treated: Mapping[int, Treated], *, by: Editor, at: datetime
) -> Decided:
    """Save the decision with how it treats figures, and note what becomes of positions."""
    row.save(by=by, at=at)
    if treated:
        claims = {figure.claim_id: figure.claim.version for figure in sheet.figures.values()}
        treat_read(sheet, treated, seen=claims, by=by, at=at)
    noted = note_positions(sheet.events, by=by)
    what = "count undone" if row.undoes_id else "count"
    audit.write(AuditKind.DECIDED, what, by=by, at=at, about=row.event, detail=str(row.option))
    return Decided(row, sheet, noted)
