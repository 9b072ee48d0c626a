"""The log: numbered without a gap, dated in order, and open to anybody's recomputation."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import EntryKind, SubjectKind
from claims.models.record.entry import Entry, EntryBody, head, head_seq
from claims.publishing import log
from claims.publishing.new_entry import Step
from claims.states.encoding import load
from claims.states.source import SourceState
from tests.builders import NOW, a_claim, a_figure, a_source, published, some_evidence

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HOSPITAL = load(
    SourceState,
    {"slug": "hospital", "name": "Hospital", "short_name": "", "kind": "health", "side": ""}
    | {"aliases": [], "speaks_for": "", "about": "", "url": "", "separations": []},
)


def a_step(subject="a" * 32, **more):
    more = {"kind": EntryKind.PUBLISHED, "state": HOSPITAL, **more}
    return Step(subject_kind=SubjectKind.SOURCE, subject=subject, **more)


def append(*steps, at=NOW):
    with log.writing():
        return log.append(steps, by=None, at=at)


def test_entries_are_numbered_from_one_without_a_gap():
    assert (head(), head_seq()) == (None, 0)

    published(a_claim())
    published(a_claim())
    append()

    numbers = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 10  # two claims, claimants, events, reports and their publishers
    assert head_seq() == head().seq == 10


def test_a_clock_that_goes_back_does_not_take_the_record_with_it():
    for clock in (NOW, NOW - HOUR, NOW + HOUR, NOW + HOUR / 2, NOW + HOUR):
        published(a_source(), at=clock)

    dated = list(Entry.objects.order_by("seq").values_list("recorded_at", "effective_at"))
    assert [recorded for recorded, _ in dated] == [NOW, NOW, NOW + HOUR, NOW + HOUR, NOW + HOUR]
    assert all(recorded == effective for recorded, effective in dated)


def test_anybody_can_recompute_the_digests_from_the_columns():
    claim = published(a_claim("Fourteen soldiers were killed — سپاہی."), at=NOW)
    a_figure(claim)
    actions.publish([claim], note="Added the figure.", minor=False, by=None, at=NOW + HOUR / 7)

    previous = ""
    for entry in Entry.objects.order_by("seq").values():
        words = EntryBody.objects.values().get(entry=entry["seq"])
        digest = entry.pop("digest")
        leaf = {
            **entry,
            "recorded_at": entry["recorded_at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "effective_at": entry["effective_at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "nonce": words["nonce"],
            "body": words["body"],
        }
        text = json.dumps(leaf, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(b"\x00" + text.encode()).hexdigest() == digest
        assert entry["previous"] == previous
        previous = digest


def test_each_entry_has_a_nonce_of_128_bits_of_its_own():
    append(*(a_step(f"{n:032x}") for n in range(200)))

    nonces = list(EntryBody.objects.values_list("nonce", flat=True))
    assert {len(bytes.fromhex(nonce)) for nonce in nonces} == {16}
    assert len(set(nonces)) == 200


def test_history_is_carried_over_when_a_subject_is_first_published():
    steps = [
        a_step(kind=EntryKind.IMPORTED, effective_at=NOW - 2 * HOUR),
        a_step(kind=EntryKind.IMPORTED, effective_at=NOW - 2 * HOUR),
        a_step(kind=EntryKind.IMPORTED, effective_at=NOW - HOUR),
        a_step(kind=EntryKind.IMPORTED),
    ]

    entries = append(*steps)

    assert [e.carried_over for e in entries] == [True, True, True, False]
    assert {e.recorded_at for e in entries} == {NOW}


def carried(ago, subject="a" * 32, kind=EntryKind.IMPORTED):
    return a_step(subject, kind=kind, effective_at=NOW - ago)


@pytest.mark.parametrize(
    "steps",
    [
        [carried(HOUR), carried(2 * HOUR)],
        [a_step(), carried(HOUR)],
        [carried(-HOUR)],
        [carried(HOUR, kind=EntryKind.PUBLISHED)],
        [carried(HOUR, kind=EntryKind.STATUS)],
    ],
    ids=["falling", "after now", "in the future", "a publication", "a status"],
)
def test_history_cannot_be_carried_over_otherwise(steps):
    with pytest.raises(ValueError, match="history"):
        append(*steps)

    assert Entry.objects.count() == 0


def test_history_cannot_be_put_before_what_is_on_record():
    append(a_step())

    with pytest.raises(ValueError, match="first publication"):
        append(carried(HOUR))
    append(carried(HOUR, subject="b" * 32))

    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    "dates",
    [
        {"kind": EntryKind.CHANGED, "effective_at": NOW - HOUR},
        {"kind": EntryKind.STATUS, "effective_at": NOW - HOUR},
        {"kind": EntryKind.IMPORTED, "effective_at": NOW + HOUR},
    ],
    ids=["a backdated change", "a backdated status", "from the future"],
)
def test_the_database_refuses_a_false_date(dates):
    append(a_step())
    last = head()

    with pytest.raises(IntegrityError, match="entry_"), transaction.atomic():
        Entry(
            seq=2,
            recorded_at=NOW,
            subject_kind=SubjectKind.SOURCE,
            subject="a" * 32,
            previous=last.digest,
            digest="d" * 64,
            **dates,
        ).save(force_insert=True)


def test_what_fails_while_it_is_written_leaves_no_trace():
    claim = a_claim()
    piece = some_evidence(claim, kind="primary")
    published(claim)
    before = head_seq()

    with pytest.raises(TypeError):
        decide_and_break(claim, piece)

    claim.refresh_from_db()
    assert (head_seq(), claim.status) == (before, Status.UNCONFIRMED)
    assert claim.decisions.count() == 0


def decide_and_break(claim, piece):
    with log.writing():
        reason = "We examined the photograph against the map."
        actions.change_status(
            claim, to=Status.CONFIRMED, reason=reason, evidence=[piece], by=None, at=NOW
        )
        log.append([a_step(state=None)], by=None, at=NOW)


def test_no_face_reads_what_is_not_seen_in_a_body_of_long_ago():
    raw = {"slug": "army", "name": "Army", "short_name": "", "kind": "military", "side": ""}
    raw |= {"aliases": ["Ar\u200bmy"], "speaks_for": "", "url": "", "separations": []}

    state = load(SourceState, raw | {"about": "It said \u202edemrifnoc\u202c."})

    assert (state.about, state.aliases) == ("It said demrifnoc.", ("Army",))
