"""Three dossiers, each older than the one before it, and a naive list of what they tell."""

from datetime import UTC, datetime, timedelta

from claims import actions
from claims.actions.status import decide
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, Precision
from claims.models.record.moment import AsOf
from claims.models.record.rows import (
    PublishedClaim,
    PublishedFigure,
)
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_source,
    an_event,
)

INSTANT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
U, V, S = Status.UNCONFIRMED, Status.UNVERIFIABLE, Status.CONFIRMED


def a_dated_claim(event, claimant, decisions):
    """A claim that was decided about so: (moment, precision, status) one after the other."""
    claim = a_claim(event=event, claimant=claimant)
    for at, precision, to in decisions:
        decide(
            claim,
            to=to,
            reason=f"Decided {at}.",
            evidence=[],
            change=ChangeType.UPDATE,
            by=None,
            at=at,
            precision=precision,
        )
    return claim


def on(day, hour=None, minute=0):
    """A moment of August 2024 in Karachi; a day begins there at 19:00 UTC of the day before."""
    midnight = datetime(2024, 8, day, tzinfo=UTC) - 5 * HOUR
    if hour is None:
        return midnight, Precision.DAY
    return midnight + hour * HOUR + minute * HOUR / 60, Precision.MINUTE


def stands_from(at, precision):
    return at + 24 * HOUR - INSTANT if precision == Precision.DAY else at


OLD = [
    # Two on one day, then two at one minute: of equals the later counts.
    [(*on(3), U), (*on(3), V)],
    [(*on(3), U), (*on(4, 10), V), (*on(4, 10), U), (*on(5), V)],
    [(*on(4, 10), V)],
]
OLDER = [[(*on(1, 9), V), (*on(2), U)], [(*on(1), U), (*on(3), V)]]
NEW = [[(*on(26, 8), U), (*on(26, 21, 30), V), (*on(28), U)], [(*on(27), U)]]


class Imports:
    """Three dossiers, each older than the one before, and what a naive list says of each claim."""

    def __init__(self):
        self.claimants = [a_source(), a_source()]
        self.clock = NOW + timedelta(days=5)
        self.history = {}  # claim -> [(from when, its status, its figures)]
        for dossier in (NEW, OLD, OLDER):
            self._take_in(dossier)
            self.clock += HOUR

    def _take_in(self, dossier):
        event = an_event(time_zone="Asia/Karachi")
        claims = []
        for n, decisions in enumerate(dossier):
            claim = a_dated_claim(event, self.claimants[n % 2], decisions)
            a_figure(claim, 10 + n, as_of_at=on(4, 0)[0], as_of_precision="minute")
            a_figure(claim, 20 + n)
            claims.append(claim)
        actions.carry_over(event, claims=claims, note="Put together.", by=None, at=self.clock)
        for n, (claim, decisions) in enumerate(zip(claims, dossier, strict=True)):
            self.history[claim] = [self._stood(d, n) for d in decisions]
            self.history[claim].append((self.clock, decisions[-1][2], (10 + n, 20 + n)))

    def _stood(self, decision, n):
        at, precision, status = decision
        since = stands_from(at, precision)
        return since, status, (10 + n,) if since >= on(4, 0)[0] else ()

    def decide(self, claim, to):
        self.clock += HOUR
        claim.refresh_from_db()
        reason = "Nobody could be reached at the hospital."
        actions.change_status(claim, to=to, reason=reason, by=None, at=self.clock)
        self.history[claim].append((self.clock, to, self.history[claim][-1][2]))

    def moments(self):
        exact = {since for steps in self.history.values() for since, _, _ in steps}
        return sorted({m + d for m in exact for d in (-INSTANT, timedelta(), INSTANT)})

    def at(self, moment):
        found = {}
        for claim, steps in self.history.items():
            begun = [(status, figures) for since, status, figures in steps if since <= moment]
            if begun:
                found[claim.uid] = begun[-1]
        return found


def stood(moment):
    """How claims stood, by the record."""
    asof = AsOf(time=moment)
    figures = {}
    for figure in PublishedFigure.objects.as_of(asof).order_by("n"):
        figures.setdefault(figure.uid, []).append(figure.value)
    rows = list(PublishedClaim.objects.as_of(asof))
    assert len({row.uid for row in rows}) == len(rows), "one claim is shown twice"
    return {row.uid: (row.status, tuple(figures.get(row.uid, ()))) for row in rows}
