"""Put things on record, and put on record what has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from claims.actions.desk import Editor, keep, mark_all_published
from claims.actions.publish_again import Told, again
from claims.actions.reconcile.consistency import disagreements
from claims.domain.errors import NoNote, RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.messages import joined, strung
from claims.domain.questions import why_not_established
from claims.domain.text import clean
from claims.domain.vocabulary import (
    ChangeType,
    EntryKind,
    LinkState,
    NumberChange,
    Publication,
)
from claims.models.desk.base import Publishable, stale
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.record.entry import Entry
from claims.publishing import log
from claims.publishing.addresses import check_addresses
from claims.publishing.built_before_lock import built_before
from claims.publishing.cutoff import Cut
from claims.publishing.dependencies import links_ready, needed_first
from claims.publishing.new_entry import Step
from claims.publishing.number_changes import kept
from claims.publishing.prefetch import parts
from claims.publishing.registry import differs, kind_of, state
from claims.states.body import DecisionState
from claims.states.claim import ClaimState
from claims.states.position import PositionState
from claims.states.subject import SubjectState

NO_NOTE = _("Say in a sentence what changed: readers will see it.")


@dataclass(frozen=True)
class Plan:
    """What publishing would put on record: first publications, then changes."""

    first: tuple[Publishable, ...]
    changed: tuple[Publishable, ...]

    @property
    def subjects(self) -> tuple[Publishable, ...]:
        return self.first + self.changed


def plan(subjects: Sequence[Publishable]) -> Plan:
    """What goes along with these subjects; raises ``RuleBroken`` where something is missing."""
    ordered = needed_first(subjects)
    going = frozenset(s.uid for s in ordered)
    ordered += links_ready([s for s in ordered if isinstance(s, Claim)], going=going)
    check_ready(ordered)
    return Plan(
        first=tuple(s for s in ordered if not s.on_record),
        changed=tuple(s for s in ordered if s.on_record and _has_news(s)),
    )


@dataclass(frozen=True)
class Built:
    """A plan with the states that it would put on record, made from copies of its own."""

    asked: tuple[Publishable, ...]
    plan: Plan
    states: Mapping[str, SubjectState]


def build(subjects: Sequence[Publishable]) -> Built:
    """All that publishing reads and checks, which takes long and needs no lock."""
    asked = tuple(type(s)._base_manager.get(pk=s.pk) for s in subjects)
    for copy, subject in zip(asked, subjects, strict=True):
        if copy.version != subject.version:
            raise stale(subject)
    planned = plan(asked)
    also = frozenset(s.uid for s in planned.subjects)
    return Built(asked, planned, {s.uid: state(s, Cut(also=also)) for s in planned.subjects})


def publish(
    subjects: Sequence[Publishable],
    *,
    note: str = "",
    notes: Mapping[str, str] | None = None,
    change: ChangeType = ChangeType.UPDATE,
    minor: bool = False,
    numbers: Mapping[str, NumberChange] | None = None,
    by: Editor,
    at: datetime,
) -> list[Entry]:
    """Publish subjects with all they need; ``note`` says to readers what changed.

    ``notes`` holds, by uid, what is said of one subject instead; ``numbers``, by uid, why a figure
    of ours is another now.

    Raises ``Stale`` where a subject is no longer what the editor saw, ``RuleBroken`` where
    something is missing or there is nothing to publish.
    """
    with built_before(lambda: build(subjects), log.writing) as built:
        entries = publish_built(
            built,
            note=note,
            notes=notes,
            change=change,
            minor=minor,
            numbers=numbers,
            by=by,
            at=at,
        )
        for subject in subjects:
            subject.refresh_from_db()
        return entries


def publish_built(
    built: Built,
    *,
    note: str = "",
    notes: Mapping[str, str] | None = None,
    change: ChangeType = ChangeType.UPDATE,
    minor: bool = False,
    numbers: Mapping[str, NumberChange] | None = None,
    by: Editor,
    at: datetime,
) -> list[Entry]:
    """The same for what was built before; the caller holds the head, and nothing moved since."""
    note, own = clean(note), {uid: clean(said) for uid, said in (notes or {}).items()}
    planned = built.plan
    for subject in built.asked:
        subject.compare_version()
    said = {s.uid: own.get(s.uid) or note for s in planned.changed}
    _check_worth_it(planned, said, minor=minor)
    steps = [_first(s, built.states[s.uid]) for s in planned.first]
    for subject in planned.changed:
        told = Told(said[subject.uid], change, minor, (numbers or {}).get(subject.uid), at)
        step = again(subject, built.states[subject.uid], told)
        steps.append(step)
        if isinstance(subject, Position) and isinstance(step.state, PositionState):
            keep(subject, by=by, held_before=kept(step.state))
    entries = log.append(steps, by=by, at=at)
    mark_all_published(planned.subjects, by=by)
    return entries


def first_step(subject: Publishable, *, also: frozenset[str]) -> Step:
    return _first(subject, state(subject, Cut(also=also)))


def _first(subject: Publishable, shape: SubjectState) -> Step:
    return Step(EntryKind.PUBLISHED, kind_of(subject), subject.uid, shape, decision=begun(shape))


def begun(shape: SubjectState) -> DecisionState | None:
    """What a first publication says of a status."""
    if not isinstance(shape, ClaimState):
        return None
    return DecisionState(
        status_from=None,
        status_to=shape.status,
        reason=shape.reason,
        evidence=None,
        examined_from=None,
        examined_to=shape.examined,
    )


def _has_news(subject: Publishable) -> bool:
    return subject.publication == Publication.RETRACTED or differs(subject)


def _check_worth_it(planned: Plan, said: Mapping[str, str], *, minor: bool) -> None:
    if not planned.subjects:
        raise RuleBroken(_("Readers already see this as it stands: there is nothing to publish."))
    silent = [f"“{s}”" for s in planned.changed if not said[s.uid]]
    if silent:
        missing = [_("It is missing for %(names)s.", names=strung(silent))]
        several = len(planned.subjects) > 1
        raise NoNote(joined([NO_NOTE, *(missing if several else [])]))
    if minor and any(s.publication == Publication.RETRACTED for s in planned.changed):
        raise RuleBroken(_("Publishing again what was retracted is not a minor change."))


def check_ready(subjects: Sequence[Publishable]) -> None:
    """Raise ``RuleBroken`` with all that keeps these subjects from being published."""
    broken = check_addresses(subjects)
    for subject in subjects:
        broken += not_ready(subject)
    broken += disagreements(subjects)
    broken += left_behind(subjects)
    if broken:
        raise RuleBroken(*broken)


def left_behind(subjects: Sequence[Publishable]) -> Iterator[str]:
    """A position never tells of a figure more than the claim that readers see tells."""
    going = {subject.uid for subject in subjects}
    for position in subjects:
        if isinstance(position, Position):
            for claim in claims_behind(position):
                if claim.changed and claim.uid not in going:
                    yield (
                        _(
                            "“%(claim)s” has changes that readers do not see, and “%(position)s”"
                            " rests on it: publish them together.",
                            claim=claim,
                            position=position,
                        )
                    )


def claims_behind(position: Position) -> list[Claim]:
    """The claims whose figures a position uses or leaves out, each once."""
    named = Q(used_in=position) | Q(left_out_of__position=position)
    figures = Figure.objects.filter(named)
    found = Claim.objects.filter(figures__in=figures).exclude(publication=Publication.DRAFT)
    return list(found.distinct().order_by("pk"))


def not_ready(subject: Publishable) -> list[str]:
    found: list[str] = []
    if subject.publication == Publication.WITHHELD:
        found.append(
            _("“%(subject)s” was withheld; it cannot be published again.", subject=subject)
        )
    if isinstance(subject, Link) and subject.state != LinkState.CONFIRMED:
        found.append(
            _(
                "“%(subject)s” is not a confirmed link: readers are shown no others.",
                subject=subject,
            )
        )
    if isinstance(subject, Claim) and not parts(subject, "citations", "report"):
        found.append(
            _("“%(subject)s” has no citation: add where the claimant said this.", subject=subject)
        )
    if isinstance(subject, Question):
        claims = subject.claims_giving_ours()
        broken = why_not_established(subject.standing, subject.chosen, claims)
        found += [_("“%(subject)s”: %(broken)s", subject=subject, broken=broken)] if broken else []
    return found
