"""When the things of an import first stood, as far as their histories tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import StatusChange
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.source import Report
from claims.publishing.dependencies import needs
from claims.publishing.prefetch import parts


@dataclass(frozen=True)
class Known:
    """The subjects that stood at a moment."""

    begins: dict[str, datetime]
    by: datetime

    def __contains__(self, uid: object) -> bool:
        begun_at = self.begins.get(str(uid))
        return begun_at is not None and begun_at <= self.by


@dataclass
class Timeline:
    """``order``: every subject that goes on record, needs before those who need them."""

    zone: str
    now: datetime
    order: list[Publishable]
    begins: dict[str, datetime] = field(default_factory=dict)
    subjects: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Claims begin with their first decision; what they need begins no later than they do."""
        self.subjects = frozenset(subject.uid for subject in self.order)
        for subject in self.order:
            if (own := self._own_beginning(subject)) is not None:
                self.begins[subject.uid] = own
        for subject in reversed(self.order):
            if subject.uid in self.begins:
                self._begin_needs(subject)

    def _own_beginning(self, subject: Publishable) -> datetime | None:
        if isinstance(subject, Claim):
            return next((moment for _, moment in self.decided(subject)), None)
        if isinstance(subject, Report):
            return min(subject.published_at, self.now) if subject.published_at else None
        if isinstance(subject, Position | Question) and subject.stated_at:
            return self._stated(subject, subject.stated_at)
        return None

    def _stated(self, position: Position | Question, at: datetime) -> datetime | None:
        """Not before the claims it rests on, and never where one of them begins only now."""
        waits = {need.uid for need in needs(position) if isinstance(need, Claim)}
        waits &= self.subjects
        if waits - self.begins.keys():
            return None
        own = self.effective(at, position.stated_precision)
        return max([own, *(self.begins[uid] for uid in waits)])

    def _begin_needs(self, subject: Publishable) -> None:
        begun_at = self.begins[subject.uid]
        for need in needs(subject):
            if not need.on_record and not isinstance(need, Claim | Report):
                self.begins[need.uid] = min(self.begins.get(need.uid, begun_at), begun_at)

    def known_by(self, moment: datetime) -> Known:
        return Known(self.begins, moment)

    def effective(self, at: datetime, precision: str) -> datetime:
        """What is dated to a day stands from the end of that day, in the event's zone."""
        stated = Moment(at, precision)
        return min(stated.latest(self.zone) if not stated.is_clocked else at, self.now)

    def decided(self, claim: Claim) -> list[tuple[StatusChange, datetime]]:
        """Decisions with the moments they stand from, in the order they were made.

        One of a day and then one of an hour of that day: the first stood before the second.
        """
        decisions = sorted(parts(claim, "decisions"), key=lambda d: d.n)
        return list(reversed(list(self._never_falling(claim, reversed(decisions)))))

    def _never_falling(
        self, claim: Claim, backwards: Iterable[StatusChange]
    ) -> Iterator[tuple[StatusChange, datetime]]:
        following = self.now
        for decision in backwards:
            if min(decision.at, self.now) > following:
                raise RuleBroken(
                    _("The history of “%(claim)s” is not in the order of its times.", claim=claim)
                )
            following = min(following, self.effective(decision.at, decision.precision))
            yield decision, following
