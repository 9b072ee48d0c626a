"""What an import puts on record, and in which order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import Precision, StanceKind, SubjectKind
from claims.models.desk.claim import Claim
from claims.models.desk.figure import FigurePart, FigureReading
from claims.models.desk.source import Separation
from claims.models.record.entry import Entry, head
from claims.models.record.rows import (
    PublishedClaim,
)
from claims.publishing.dependencies import needs
from claims.publishing.prefetch import OF_CLAIMS, read_again
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_position,
    a_report,
    a_source,
    a_stance,
    an_event,
    raw,
    some_evidence,
    state,
)
from tests.record.dossiers import (
    HOUR,
    INSTANT,
    Imports,
    S,
    U,
    V,
    a_dated_claim,
    on,
    stands_from,
    stood,
)

pytestmark = pytest.mark.django_db


def test_an_import_reads_the_same_state_in_bulk_as_one_by_one():
    claim = a_claim(said_at=NOW, said_precision="hour")
    mate = a_figure(claim, 14)
    for figure in (a_figure(claim, 10), a_figure(claim, 4)):
        figure.repeats = mate
        figure.save()
        figure.same_people_as.add(mate)
        FigurePart(whole=mate, part=figure).save()
    FigureReading(figure=mate, event=claim.event, note="Or here.").save()
    side = a_source(side="state")
    other = a_source(side="state", speaks_for=a_source(side="state"))
    Separation(source=other, other=side, reason="Each counted alone.").save()
    pieces = [some_evidence(claim, originator=s) for s in (side, other, claim.claimant)]
    a_stance(claim, source=side, stance=StanceKind.CONCEDES)
    actions.change_status(
        claim, to=V, reason="We asked both hospitals.", evidence=pieces, by=None, at=NOW
    )

    (read,) = read_again([claim], *OF_CLAIMS)

    one_by_one = state(Claim.objects.get(pk=claim.pk))
    assert state(read) == one_by_one
    assert one_by_one["origins"] == {"supports": 3, "against": 0}
    assert needs_of(read) == needs_of(Claim.objects.get(pk=claim.pk))


def needs_of(claim):
    return [need.uid for need in needs(claim)]


def test_an_import_asks_no_more_of_the_database_for_more_steps():
    def asked(steps):
        event = an_event()
        decisions = [(NOW - HOUR + n * INSTANT, Precision.SECOND, V) for n in range(steps)]
        claims = [a_dated_claim(event, a_source(), decisions)]
        with CaptureQueriesContext(connection) as queries:
            actions.carry_over(event, claims=claims, note="Put together.", by=None, at=NOW)
        return len(queries)

    asked(1)  # the clock of this machine is noted with the first

    assert asked(40) == asked(4)


def test_a_day_and_an_hour_of_it_stand_in_the_order_they_were_decided():
    event = an_event(time_zone="Asia/Karachi")
    claim = a_dated_claim(event, a_source(), [(*on(26), U), (*on(26, 15), V)])

    actions.carry_over(event, claims=[claim], note="Put together.", by=None, at=NOW)

    assert stood(on(26, 15)[0] - INSTANT) == {}
    for moment in (on(26, 15)[0], stands_from(*on(26)), NOW):
        assert stood(moment)[claim.uid] == (V, ())
    assert PublishedClaim.objects.current().get(uid=claim.uid).status == V


def test_a_history_against_its_own_times_is_refused():
    event = an_event(time_zone="Asia/Karachi")
    claim = a_dated_claim(event, a_source(), [(*on(27, 9), U), (*on(26), V)])

    with pytest.raises(RuleBroken, match="not in the order of its times"):
        actions.carry_over(event, claims=[claim], note="Put together.", by=None, at=NOW)
    assert head() is None


def a_dated_position(event, claims, *, stated):
    position = a_position(event, stated_at=stated[0], stated_precision=stated[1])
    position.uses.set([a_figure(claim) for claim in claims])
    return position


def test_a_position_of_the_past_rests_on_what_was_known_then():
    event = an_event(time_zone="Asia/Karachi")
    claim = a_dated_claim(event, a_source(), [(*on(26, 8), U), (*on(27, 9), S)])
    position = a_dated_position(event, [claim], stated=on(26, 12))

    actions.carry_over(
        event, claims=[claim], positions=[position], note="Put together.", by=None, at=NOW
    )

    steps = Entry.objects.about(position.uid)
    assert [(e.effective_at, raw(e.words)["state"]["standing"]) for e in steps] == [
        (on(26, 12)[0], "attributed"),
        (NOW, "established"),
    ]


def test_a_position_is_not_older_than_the_claims_it_names():
    event = an_event(time_zone="Asia/Karachi")
    claim = a_dated_claim(event, a_source(), [(*on(26, 8), U)])
    position = a_dated_position(event, [claim], stated=on(25))

    actions.carry_over(
        event, claims=[claim], positions=[position], note="Put together.", by=None, at=NOW
    )

    assert Entry.objects.about(position.uid)[0].effective_at == on(26, 8)[0]


def test_a_step_holds_only_what_is_dated_by_then():
    event = an_event(time_zone="Asia/Karachi")
    claim = a_dated_claim(event, a_source(), [(*on(26, 8), U), (*on(28, 8), V)])
    for day in (25, 27, 29):
        report = a_report(published_at=on(day, 8)[0], published_precision="minute")
        a_citation(claim, report=report, quote=f"Said on the {day}th.")

    actions.carry_over(event, claims=[claim], note="Put together.", by=None, at=NOW)

    bodies = [raw(e.words)["state"] for e in Entry.objects.about(claim.uid)]
    assert [[c["quote"] for c in body["citations"]] for body in bodies] == [
        ["Said on the 25th."],
        ["Said on the 25th.", "Said on the 27th."],
        # One report has no date: only the closing state holds it.
        ["", "Said on the 25th.", "Said on the 27th.", "Said on the 29th."],
    ]


def test_no_step_names_what_is_put_on_record_after_it():
    Imports()

    began = {}
    for entry in Entry.objects.order_by("seq"):
        began.setdefault(entry.subject, entry.seq)
    for entry in Entry.objects.order_by("seq"):
        later = [uid for uid, seq in began.items() if seq > entry.seq]
        assert not [uid for uid in later if uid in entry.words.body], entry


def test_one_entry_on_the_event_stands_for_an_import():
    Imports()

    loud = Entry.objects.news().recorded_then()
    assert [(e.kind, e.subject_kind) for e in loud.order_by("seq")] == [
        ("import", SubjectKind.EVENT)
    ] * 3
