"""Put the desk back to what readers see, or to what they once saw, to publish it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime

from claims.actions.desk import Editor, keep
from claims.actions.housekeeping.move import check_figures, count_in
from claims.actions.housekeeping.restore import Place, Whole, columns, figure_of, put_rows, thing_of
from claims.actions.parties import parties_moving, voices_moving
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SEEN
from claims.models.desk.base import Kept, Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.source import Source
from claims.models.record.entry import EntryBody
from claims.publishing import claim, log
from claims.publishing.cutoff import WHOLE
from claims.publishing.event import (
    category_state,
    context_state,
    measure_state,
    member_state,
    party_state,
)
from claims.publishing.figure import figure_state
from claims.publishing.question import answer_state
from claims.publishing.registry import differs, published_state, state
from claims.publishing.source import separation_state, voice_state
from claims.states.claim import ClaimState, EvidenceState
from claims.states.event import EventState, PartyState
from claims.states.figure import FigureState
from claims.states.names import EventUid
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.source import SourceState
from claims.states.subject import SubjectState

# Of confidential evidence readers never saw who stands behind it: that stays.
HIDDEN = frozenset({"report", "originator", "claim"})


def put_back(
    subject: Publishable, *, entry: int | None = None, by: Editor, at: datetime
) -> list[Publishable]:
    """Undo what was edited since; or go back to what stood from an earlier entry on.

    What readers never see stays as it is, and so does the status: it has its own decisions.
    Nothing is published by it.
    """
    with log.writing():
        now = subject.held()
        then, here = _then(now, entry), state(now)
        _check_place(here, then)
        about = Event.objects.filter(uid=getattr(then, "event", "")).first()
        place = Place(about)
        values = columns(here, then, place)
        if isinstance(then, ClaimState) and values.get("utterance") == then.slug:
            # Said alone: the state tells the address there, and the desk nothing.
            values["utterance"] = ""
        with _chains_moving(now, by=by, at=at):
            if values:
                keep(now, by=by, **values)
            if type(then) in PARTS:
                PARTS[type(then)](now, then, place, by)
        fresh = now.locked()
        keep(fresh, by=by, changed=differs(fresh))
        subject.refresh_from_db()
        return [fresh]


def _chains_moving(now: Publishable, *, by: Editor, at: datetime) -> AbstractContextManager[None]:
    if isinstance(now, Event):
        return parties_moving(now, by=by, at=at)
    return voices_moving(now, by=by, at=at) if isinstance(now, Source) else nullcontext()


def _then(now: Publishable, entry: int | None) -> SubjectState:
    if now.publication not in SEEN:
        raise RuleBroken(_("Readers see nothing of this: there is nothing to go back to."))
    if getattr(now, "merged_into_id", None) is not None:
        raise RuleBroken(_("This was merged: undo the merge instead."))
    if entry is None:
        then = published_state(now)
    else:
        body = EntryBody.objects.filter(entry__subject=now.uid, entry=entry).first()
        then = body.read.state if body else None  # type: ignore[assignment]  # told apart below
    if not isinstance(then, SubjectState):
        raise RuleBroken(_("There is no such entry about this, or its words were removed."))
    return then


def _check_place(here: SubjectState, then: SubjectState) -> None:
    """A tree moves on a page of its own, for categories and figures must follow."""
    if isinstance(then, EventState) and isinstance(here, EventState) and here.parent != then.parent:
        raise RuleBroken(_("It stood elsewhere in the tree then: put it there first."))
    if (
        isinstance(then, PositionState)
        and isinstance(here, PositionState)
        and here.event != then.event
    ):
        raise RuleBroken(_("It was about another event then: put that right first."))


def _put_claim(now: Claim, then: ClaimState, place: Place, by: Editor) -> None:
    whole = Whole(place, by, {"claim": now})
    put_rows(
        whole, now.citations, state_of=claim.citation_state, then=then.citations, name="report"
    )
    put_rows(whole, now.stances, state_of=claim.stance_state, then=then.stances, name="source")
    put_rows(
        whole,
        now.evidence,
        state_of=claim.evidence_state,
        then=then.evidence,
        name="key",
        skip=_hidden,
    )
    _put_channels(now, then, by)
    _put_figures(now, then, place, by)


def _hidden(evidence: EvidenceState) -> frozenset[str]:
    return HIDDEN if evidence.confidential else frozenset()


def _put_channels(now: Claim, then: ClaimState, by: Editor) -> None:
    """How a party was asked stands with the request for comment."""
    for stance in then.stances:
        rows = now.stances.filter(source__uid=stance.source, stance=stance.stance)
        for row in rows.exclude(request=None).select_related("request"):
            if stance.channel and row.request and row.request.channel != stance.channel:
                row.request.channel = stance.channel
                row.request.save(by=by)


def _put_figures(now: Claim, then: ClaimState, place: Place, by: Editor) -> None:
    """First all of them, then what they say of one another."""
    put_rows(
        Whole(place, by, {"claim": now}),
        now.figures,
        state_of=lambda row: _placed(figure_state(row, WHOLE), row.claim),
        then=[_placed(figure, now) for figure in then.figures],
        name="key",
    )
    figures = list(now.figures.select_related("category", "event"))
    root = now.event.root()
    check_figures(figures, root, stays=set(root.tree()))
    count_in(figures, root, by=by)
    for figure in then.figures:
        _put_references(now.figures.get(key=figure.key), figure, place, by)


def _placed(figure: FigureState, owner: Claim) -> FigureState:
    """A figure of the claim's own event names none on the desk."""
    own = figure.event == owner.event.uid
    return replace(figure, event=EventUid("")) if own else figure


def _put_references(row: Figure, then: FigureState, place: Place, by: Editor) -> None:
    now = figure_state(row, WHOLE)
    if (now.supersedes, now.repeats) != (then.supersedes, then.repeats):
        for name in ("supersedes", "repeats"):
            named = getattr(then, name)
            setattr(row, name, figure_of(named[0]) if named else None)
        row.save(by=by)
    row.also_supersedes.set([figure_of(other) for other in then.supersedes[1:]])
    for name in ("same_people_as", "built_on"):
        if getattr(now, name) != getattr(then, name):
            getattr(row, name).set([figure_of(other) for other in getattr(then, name)])
    if now.derived_from != then.derived_from:
        terms = [
            FigurePart(whole=row, part=figure_of(term), sign=term.sign)
            for term in then.derived_from
        ]
        _anew(row.derived_from.all(), terms, by)
    if now.readings != then.readings:
        readings = [
            FigureReading(figure=row, **columns(None, reading, place)) for reading in then.readings
        ]
        _anew(row.readings.all(), readings, by)


def _anew(stored: Iterable[Kept], wanted: Iterable[Kept], by: Editor) -> None:
    """Rows that nothing else names: all of them again."""
    for row in list(stored):
        row.delete(by=by)
    for row in wanted:
        row.save(by=by)


def _put_source(now: Source, then: SourceState, place: Place, by: Editor) -> None:
    whole = Whole(place, by, {"source": now})
    put_rows(whole, now.separations, state_of=separation_state, then=then.separations, name="other")
    put_rows(whole, now.voices, state_of=voice_state, then=then.voices, name="whom")


def _put_event(now: Event, then: EventState, place: Place, by: Editor) -> None:
    """Parents after all: a tree names itself."""
    whole = Whole(place, by, {"event": now})
    put_rows(whole, now.context, state_of=context_state, then=then.context, name="text")
    put_rows(
        whole,
        now.categories,
        state_of=category_state,
        then=then.categories,
        name="slug",
        skip=lambda category: ("parent",),
    )
    put_rows(whole, now.measures, state_of=measure_state, then=then.measures, name="slug")
    by_slug = {row.slug: row for row in now.categories.all()}
    for n, category in enumerate(then.categories):
        row, parent = by_slug[category.slug], by_slug.get(category.parent)
        if (row.parent_id, row.position) != (parent.pk if parent else None, n):
            row.parent, row.position = parent, n
            row.save(by=by)
    if then.parties is not None:
        _put_parties(now, then.parties, place, by)


def _put_parties(now: Event, then: Sequence[PartyState], place: Place, by: Editor) -> None:
    """The parties first, then who stood with each."""
    whole = Whole(place, by, {"event": now})
    put_rows(whole, now.parties, state_of=party_state, then=then, name="slug")
    by_slug = {row.slug: row for row in now.parties.all()}
    for n, party in enumerate(then):
        row = by_slug[party.slug]
        if row.position != n:
            row.position = n
            row.save(by=by)
        put_rows(
            Whole(place, by, {"event": now, "party": row}),
            row.members,
            state_of=member_state,
            then=party.members,
            name="source",
        )


def _put_position(now: Position, then: PositionState, place: Place, by: Editor) -> None:
    now.uses.set([figure_of(name) for name in then.uses])
    for rows, named, said in (
        (now.leaves_out, then.leaves_out, "reason"),
        (now.readings, then.readings, "reading"),
    ):
        wanted = [(one.claim, one.key, getattr(one, said)) for one in named]
        standing = rows.order_by("pk").values_list("figure__claim__uid", "figure__key", said)
        if list(standing) != wanted:
            made = [
                rows.model(position=now, figure=figure_of(one), **{said: getattr(one, said)})
                for one in named
            ]
            _anew(rows.all(), made, by)


def _put_question(now: Question, then: QuestionState, place: Place, by: Editor) -> None:
    put_rows(
        Whole(place, by, {"question": now}),
        now.answers,
        state_of=answer_state,
        then=then.answers,
        name="slug",
        skip=lambda answer: ("claims",),
    )
    for answer in then.answers:
        claims = [thing_of(Claim, uid) for uid in answer.claims]
        now.answers.get(slug=answer.slug).claims.set(claims)


PARTS: dict[type[SubjectState], Callable[..., None]] = {
    ClaimState: _put_claim,
    SourceState: _put_source,
    EventState: _put_event,
    PositionState: _put_position,
    QuestionState: _put_question,
}
