"""Bring dossiers in: all or nothing, changing nothing that is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import DataError, IntegrityError

from claims import actions
from claims.actions.bulk_rows import Rows
from claims.actions.desk import Editor, note_difference
from claims.actions.reconcile.answer import tell_all
from claims.actions.reconcile.objections import check_draft, strange_figures
from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.actions.reconcile.state import Count
from claims.domain.errors import RuleBroken
from claims.domain.positions import BeyondFigures, Draft
from claims.domain.standard_reasons import CARRIED_OVER
from claims.domain.vocabulary import SEEN, Publication
from claims.dossier.canonical_form import canonical
from claims.dossier.check import check
from claims.dossier.differences import Comparison, compare
from claims.dossier.errors import Complaints, Place, Refused, refused
from claims.dossier.external_refs import Outside, with_known_sources
from claims.dossier.structure import Object
from claims.dossier.write import (
    Desk,
    write_categories,
    write_events,
    write_measures,
    write_parties,
    write_reports,
    write_sources,
)
from claims.dossier.write_claims import Pairs, write_claims
from claims.dossier.write_figures import (
    write_answers,
    write_decisions,
    write_figures,
    write_links,
    write_positions,
)
from claims.dossier.write_questions import write_questions
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.source import Report
from claims.publishing import log
from claims.publishing.built_before_lock import all_in_use, small_cache

Progress = Callable[[str], None]
REASON = "Imported from a dossier"
DRAFT = ("low", "best", "high", "method", "rationale", "dissent", "override_reason")
DIFFERS = (
    "The file differs from what is here. Make them alike, or take only what is new with --add."
)


@dataclass(frozen=True)
class Outcome:
    """What an import did, in words; and how many entries it wrote."""

    told: str
    left_alone: tuple[str, ...] = ()
    entries: int = 0


def import_dossier(
    found: Object,
    *,
    add: bool = False,
    by: Editor,
    at: datetime,
    progress: Progress = lambda done: None,
) -> Outcome:
    """Take what a dossier holds that is not here; raises ``Refused``, and then nothing was taken.

    Without ``add`` everything the file shares with the desk must be the same in both.
    """
    with small_cache(), log.writing():
        return take_in(found, add=add, by=by, at=at, progress=progress)


def take_in(
    found: Object,
    *,
    add: bool = False,
    by: Editor,
    at: datetime,
    progress: Progress = lambda done: None,
) -> Outcome:
    """The same for who holds the head already, and undoes all of it where it is refused.

    No savepoint is kept of a large import: after each statement SQLite would go through all that
    one could put back.
    """
    try:
        return _import(found, add=add, by=by, at=at, progress=progress)
    except (IntegrityError, DataError) as problem:
        raise Refused(f"The database refused the dossier: {problem}") from problem


def _import(found: Object, *, add: bool, by: Editor, at: datetime, progress: Progress) -> Outcome:
    complaints = Complaints(found)
    dossier = canonical(with_known_sources(found, complaints), complaints)
    complaints.settle()
    outside = Outside(dossier)
    check(dossier, outside, at=at)
    progress(f"checked {len(dossier.get('claims', [])):,} claims")
    compared = compare(dossier)
    _refuse_unlike(dossier, compared, outside, add=add)
    if not compared.new:
        return Outcome("Everything in it is already here; nothing was changed.", _unlike(compared))
    with all_in_use():
        desk = Desk(dossier, compared, Rows(by, reason=REASON))
        entries = _write(desk, outside, at=at, progress=progress)
    return Outcome(f"Took in {compared.counted()}.", _unlike(compared), entries)


def _unlike(compared: Comparison) -> tuple[str, ...]:
    return tuple(compared.sentences())


def _refuse_unlike(dossier: Object, compared: Comparison, outside: Outside, *, add: bool) -> None:
    """Refuse a file that would change what is here, or that says other things of it."""
    _refuse_taken_figures(dossier, compared, outside)
    if add:
        return
    wrong = compared.sentences()
    known = dossier["event"]["slug"] in outside.roots.pks
    if known:
        wrong += compared.newcomers()
    if wrong:
        raise refused([DIFFERS, *wrong])


def _refuse_taken_figures(dossier: Object, compared: Comparison, outside: Outside) -> None:
    taken = outside.taken(dossier)
    wrong = [
        f"claims[{n}].figures[{m}].id: “{figure['id']}” is here the id of a figure of"
        f" “{taken[figure['id']]}”: choose another."
        for n, claim in enumerate(dossier.get("claims", []))
        for m, figure in enumerate(claim.get("figures", []))
        if ("claim", claim["slug"]) in compared.new and figure["id"] in taken
    ]
    if wrong:
        raise refused(wrong)


def _write(desk: Desk, outside: Outside, *, at: datetime, progress: Progress) -> int:
    write_sources(desk)
    write_reports(desk)
    write_events(desk)
    write_categories(desk)
    write_measures(desk)
    write_parties(desk)
    progress("wrote sources, reports and events")
    pairs = write_claims(desk, at=at)
    figures = write_figures(desk, pairs, outside)
    write_links(desk)
    positions = write_positions(desk, figures)
    del figures  # what is published is read again
    _compare_figures(desk, positions)
    write_decisions(desk)
    questions = write_questions(desk)
    progress(f"wrote {len(pairs):,} claims")
    entries = _publish(desk, pairs, positions, questions, by=desk.rows.by, at=at)
    progress(f"published {entries:,} entries")
    _note_root(desk)
    return entries


def _note_root(desk: Desk) -> None:
    """What an event that readers know has come to hold, parties above all, is yet to be shown."""
    root = Event.objects.get(pk=desk.events[desk.dossier["event"]["slug"]].pk)
    if root.on_record:
        note_difference(root, by=desk.rows.by)


def _compare_figures(desk: Desk, positions: list[Position]) -> None:
    """Check new positions, and write new answers: both ask of all figures, which are read once."""
    answers = write_answers(desk)
    if positions or answers:
        sheet = sheet_of(desk.events[desk.dossier["event"]["slug"]])
        before = replace(sheet, answers=tuple(one for one in sheet.answers if one not in answers))
        places = {key[1:]: at for key, at in desk.compared.places.items() if key[0] == "position"}
        found = [(p, places[p.event.slug, p.category.slug, p.measure]) for p in positions]
        _check_positions(before, found, desk.dossier)
        tell_all(sheet, answers, by=desk.rows.by)


def _check_positions(
    sheet: Sheet, positions: list[tuple[Position, Place]], dossier: Object
) -> None:
    """Raise ``Refused`` with all that the desk would refuse of positions just written."""
    complaints = Complaints(dossier)
    for position, place in positions:
        _check_position(sheet, position, place, complaints)
    complaints.settle()


def _check_position(sheet: Sheet, position: Position, place: Place, complaints: Complaints) -> None:
    count = Count(position.event, position.category, position.measure)
    uses = frozenset(position.uses.values_list("pk", flat=True))
    read = frozenset(position.readings.values_list("figure", flat=True))
    strange = list(strange_figures(sheet, count, uses, read))
    for sentence in strange:
        complaints.add((*place, "uses"), sentence)
    if not strange:
        draft = Draft(position.established, **{name: getattr(position, name) for name in DRAFT})
        try:
            check_draft(sheet, count, draft, uses, read)
        except RuleBroken as broken:
            key = ("override_reason",) if isinstance(broken, BeyondFigures) else ()
            for sentence in broken.messages:
                complaints.add((*place, *key), sentence)


def _publish(
    desk: Desk,
    pairs: Pairs,
    positions: list[Position],
    questions: list[Question],
    *,
    by: Editor,
    at: datetime,
) -> int:
    """Put on record exactly the claims so marked, with what they need."""
    root = desk.events[desk.dossier["event"]["slug"]]
    going = [claim for claim, shape in pairs if shape.get("publication") in SEEN]
    retracted: list[Claim | Report] = [
        c for c, shape in pairs if shape.get("publication") == Publication.RETRACTED
    ]
    retracted += [
        desk.reports[shape["slug"]]
        for shape in desk.new("report", "reports")
        if shape.get("publication") == Publication.RETRACTED
    ]
    ready = [p for p in positions if _ready(p, going, root)]
    asked = [q for q in questions if _findable(q, going, root)]
    if not going and not ready and not asked:
        return 0
    entries = actions.carry_over(
        root,
        claims=going,
        positions=ready,
        questions=asked,
        retracted=retracted,
        note=CARRIED_OVER,
        by=by,
        at=at,
    )
    return len(entries)


def _findable(question: Question, going: list[Claim], root: Event) -> bool:
    """Whether every claim that answers it is one that readers can find."""
    public = {claim.pk for claim in going}
    claims = Claim.objects.filter(answers__question=question).distinct()
    if not claims:
        return bool(going) or root.on_record
    return all(claim.pk in public or claim.on_record for claim in claims)


def _ready(position: Position, going: list[Claim], root: Event) -> bool:
    """Whether every figure a position names is one that readers can find."""
    public = {claim.pk for claim in going}
    figures = [*position.uses.select_related("claim")]
    figures += [out.figure for out in position.leaves_out.select_related("figure__claim")]
    figures += [r.figure for r in position.readings.select_related("figure__claim")]
    if not figures:
        return bool(going) or root.on_record
    return all(f.claim_id in public or f.claim.on_record for f in figures)
