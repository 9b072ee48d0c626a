"""Decide how figures are treated: used, left out with a reason, or hanging on others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from claims.actions.desk import Editor, keep_all
from claims.actions.reconcile.answer import note_positions
from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import Ties, Treated, all_seen, treat
from claims.domain.messages import gettext as _
from claims.domain.text import clean
from claims.domain.vocabulary import Publication, Treatment
from claims.models.desk.base import stale
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure, FigurePart
from claims.publishing import log
from claims.publishing.prefetch import OF_CLAIMS, read_again
from claims.publishing.registry import differs, published_states
from claims.publishing.registry import state as state_of
from claims.states.claim import ClaimState

Versions = Mapping[int, int]
"""By claim, the version at which an editor saw it."""


def treat_figures(
    event: Event, treated: Mapping[int, Treated], *, seen: Versions, by: Editor, at: datetime
) -> list[Claim]:
    """Save how figures of an event are treated; the claims that were changed.

    Readers see it once those claims are published again. Raises ``Stale`` where a claim is no
    longer what the editor saw, ``RuleBroken`` where links would make no sense.
    """
    with log.writing():
        sheet = sheet_of(event)
        touched = treat_read(sheet, treated, seen=seen, by=by, at=at)
        if touched:
            note_positions(sheet.events, by=by)
        return touched


def treat_read(
    sheet: Sheet, treated: Mapping[int, Treated], *, seen: Versions, by: Editor, at: datetime
) -> list[Claim]:
    """The same of figures read under the lock, which the sheet then holds as they were saved.

    Callers note what becomes of positions.
    """
    after = planned(sheet, treated)
    moved = [pk for pk, ties in sorted(after.items()) if ties != sheet.ties[pk]]
    touched = _held(sheet, set(moved), treated, seen)
    figures = [_as_treated(sheet.figures[pk], after[pk]) for pk in moved]
    Figure.save_changed(figures, by=by, at=at)
    for figure in figures:
        _tie(figure, sheet.ties[figure.pk], after[figure.pk], by=by, at=at)
    # One version for the claim and all its figures, and whether readers see something else.
    _note(touched, figures)
    keep_all(touched, ["changed"], by=by, at=at)
    own = {figure.claim_id: figure.claim for figure in figures}
    for claim in touched:
        own[claim.pk].version, own[claim.pk].changed = claim.version, claim.changed
    return touched


def _note(claims: Sequence[Claim], moved: Sequence[Figure]) -> None:
    """Whether readers see the claims as they stand: a figure's treatment tells it of most."""
    shown = published_states(claims)
    by_claim: dict[int, list[Figure]] = {}
    for figure in moved:
        by_claim.setdefault(figure.claim_id, []).append(figure)
    unsure = []
    for claim in claims:
        state = shown.get(claim.uid)
        if isinstance(state, ClaimState) and _treated_otherwise(state, by_claim[claim.pk]):
            claim.changed = claim.publication == Publication.PUBLISHED
        else:
            unsure.append(claim)
    for claim, whole in zip(unsure, read_again(unsure, *OF_CLAIMS) if unsure else (), strict=True):
        claim.changed = differs(claim, state_of(whole))


def _treated_otherwise(shown: ClaimState, figures: Sequence[Figure]) -> bool:
    now = {figure.key: (figure.treatment, figure.treatment_note) for figure in figures}
    return any(
        now.get(then.key, same) != same
        for then in shown.figures
        for same in [(then.treatment, then.treatment_note)]
    )


def planned(sheet: Sheet, treated: Mapping[int, Treated]) -> dict[int, Ties]:
    """The ties as they would stand; raises ``RuleBroken`` where the engine cannot read them."""
    known = {pk: to for pk, to in treated.items() if pk in sheet.figures}
    if len(known) < len(treated):
        raise RuleBroken(
            _("A figure that was treated here is no longer there: open the page again.")
        )
    named = {pk for to in known.values() for pk in [*(o for _, o in to.others), *to.same]}
    if named - sheet.figures.keys() - _elsewhere(sheet):
        raise RuleBroken(_("A figure that was named is no longer there: open the page again."))
    after = treat(sheet.ties, known, sheet.names)
    if _bare(after) != _bare(sheet.ties):
        sheet.case(after)
    return after


def _bare(ties: Mapping[int, Ties]) -> dict[int, Ties]:
    """What hangs on what alone: leaving a figure out cannot lead in a circle."""
    return {pk: replace(own, treatment=Treatment.USE, note="") for pk, own in ties.items()}


def _elsewhere(sheet: Sheet) -> set[int]:
    """Figures of other events that are named already."""
    ties = sheet.ties.values()
    single = {pk for own in ties for pk in (own.supersedes, own.repeats) if pk is not None}
    several = {pk for own in ties for pk in [*(o for _, o in own.derived), *own.same, *own.also]}
    return single | several


def _held(
    sheet: Sheet, moved: set[int], treated: Mapping[int, Treated], seen: Versions
) -> list[Claim]:
    """The claims that change, locked; raises ``Stale`` where one is not as it was seen."""
    was = all_seen(sheet.ties)
    asked = {pk for pk, to in treated.items() if to != was[pk]} | moved
    own = {sheet.figures[pk].claim_id for pk in treated if treated[pk] != was[pk]}
    claims = {sheet.figures[pk].claim_id for pk in asked}
    held = list(Claim._base_manager.select_for_update().filter(pk__in=claims).order_by("pk"))
    for claim in held:
        # A claim that another figure's treatment reaches need not have been on the page.
        if seen.get(claim.pk, None if claim.pk in own else claim.version) != claim.version:
            raise stale(claim)
    touched = {sheet.figures[pk].claim_id for pk in moved}
    return [claim for claim in held if claim.pk in touched]


def _as_treated(figure: Figure, now: Ties) -> Figure:
    figure.supersedes_id, figure.repeats_id = now.supersedes, now.repeats
    figure.treatment, figure.treatment_note = now.treatment, clean(now.note)
    return figure


def _tie(figure: Figure, was: Ties, now: Ties, *, by: Editor, at: datetime) -> None:
    if was.also != now.also:
        figure.also_supersedes.set(sorted(now.also))
    if was.same != now.same:
        figure.same_people_as.set(sorted(now.same))
    if was.derived != now.derived:
        _derive(figure, now, by=by, at=at)


def _derive(figure: Figure, now: Ties, *, by: Editor, at: datetime) -> None:
    for term in FigurePart.objects.filter(whole=figure):
        term.delete(by=by, at=at)
    for sign, part in now.derived:
        term = FigurePart(whole=figure, part_id=part, sign=sign)
        term.save(by=by, at=at)
    figure._prefetched_objects_cache.pop("derived_from", None)  # type: ignore[attr-defined]  # Django's
