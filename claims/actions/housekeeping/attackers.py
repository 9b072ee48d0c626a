"""Count attackers apart in an event, or no longer: what its trees of categories are asked."""

from __future__ import annotations

from datetime import datetime

from claims.actions.desk import Editor, keep
from claims.actions.reconcile.answer import note_positions
from claims.domain.categories import ALL, ATTACKERS, EVERYONE_ELSE, MAIN
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.models.desk.base import Publishable
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure, FigureReading
from claims.models.desk.position import Position
from claims.publishing import log
from claims.publishing.registry import differs


def count_attackers(
    event: Event, *, attackers: bool, by: Editor, at: datetime
) -> list[Publishable]:
    """Give an event the usual tree with attackers, or take them out of it; figures follow.

    Raises ``RuleBroken`` where somebody is counted as an attacker. Returns all that it touched.
    """
    with log.writing():
        whole = event.held()
        if whole.parent_id is not None:
            raise RuleBroken(
                _("Who is counted is settled for the whole: “%(root)s”.", root=whole.root())
            )
        categories = {category.slug: category for category in whole.categories.all()}
        if (ATTACKERS in categories) == attackers:
            raise RuleBroken(_("It is so already."))
        if ALL not in categories:
            raise RuleBroken(_("This event has a tree of its own: change its categories by hand."))
        moved = _with(categories, by) if attackers else _without(categories, by)
        touched: list[Publishable] = [whole, *moved]
        for subject in touched:
            keep(subject, by=by, changed=differs(subject))
        note_positions(set(whole.tree()), by=by)
        event.refresh_from_db()
        return touched


def is_counting_attackers(event: Event) -> bool:
    return bool(event.categories.filter(slug=ATTACKERS).exists())


def _with(categories: dict[str, Category], by: Editor) -> list[Publishable]:
    """Nobody's figure moves: what counts everybody may count attackers from now on."""
    everyone = categories[ALL]
    places = max(category.position for category in categories.values())
    attackers = Category(event=everyone.event, slug=ATTACKERS, name="Attackers", parent=everyone)
    rest = Category(event=everyone.event, slug=EVERYONE_ELSE, parent=everyone)
    rest.name = _("Everyone except attackers")
    for place, category in enumerate((attackers, rest), start=places + 1):
        category.position = place
        category.save(by=by)
    for category in categories.values():
        if category.parent_id == everyone.pk and category.grouping == MAIN:
            _put(category, by, parent=rest)
    _put(everyone, by, complete=sorted({*everyone.complete, MAIN}))
    return []


def _without(categories: dict[str, Category], by: Editor) -> list[Publishable]:
    """Who was counted as everybody but the attackers is counted as everybody."""
    everyone, attackers = categories[ALL], categories[ATTACKERS]
    rest = categories.get(EVERYONE_ELSE)
    _refuse_where_counted(attackers)
    moved = _counted_again(rest, everyone, by) if rest else []
    for category in categories.values():
        if rest and category.parent_id == rest.pk:
            _put(category, by, parent=everyone)
    _put(everyone, by, complete=[one for one in everyone.complete if one != MAIN])
    for category in filter(None, (attackers, rest)):
        category.delete(by=by)
    return moved


def _refuse_where_counted(attackers: Category) -> None:
    figures = Figure.objects.filter(category=attackers).order_by("key")
    wrong = [_("Figure %(figure)s counts attackers.", figure=figure.key) for figure in figures]
    if FigureReading.objects.filter(category=attackers).exists():
        wrong.append(_("A figure may be read to count attackers."))
    if Position.objects.filter(category=attackers).exists():
        wrong.append(_("A position of ours counts attackers."))
    if attackers.parts.exists():
        wrong.append(_("Attackers are divided further: take those categories away first."))
    if wrong:
        raise RuleBroken(*wrong)


def _counted_again(rest: Category, everyone: Category, by: Editor) -> list[Publishable]:
    """Figures, what they may be read as, and positions, each under the whole."""
    positions = list(Position.objects.filter(category=rest))
    for position in positions:
        twin = {"event": position.event, "measure": position.measure, "category": everyone}
        if Position.objects.filter(**twin).exists():
            raise RuleBroken(
                _(
                    "We say something of everybody as well as of “%(position)s”: settle it.",
                    position=position,
                )
            )
        keep(position, by=by, category=everyone)
    claims: dict[int, Publishable] = {}
    for figure in Figure.objects.filter(category=rest).select_related("claim"):
        _put(figure, by, category=everyone)
        claims.setdefault(figure.claim_id, figure.claim)
    for reading in FigureReading.objects.filter(category=rest).select_related("figure__claim"):
        _put(reading, by, category=everyone)
        claims.setdefault(reading.figure.claim_id, reading.figure.claim)
    return [*claims.values(), *positions]


def _put(row: Category | Figure | FigureReading, by: Editor, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(by=by, update_fields=list(values))
