"""Two editors never overwrite each other, and nothing passes by the rules of the desk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from claims import actions
from claims.domain.errors import RuleBroken, Stale
from claims.domain.status import Status
from claims.domain.vocabulary import Grounds
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.desk.evidence import StatusChange
from claims.models.desk.link import Link
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.source import Report, Source
from claims.models.record.entry import head_seq
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
)

pytestmark = pytest.mark.django_db

SUBJECTS = {
    "source": a_source,
    "report": a_report,
    "event": an_event,
    "claim": a_claim,
    "link": lambda: a_link(a_claim(), a_claim()),
    "position": lambda: a_position(an_event()),
}
EDITS = {
    "source": {"name": "Edited"},
    "report": {"title": "Edited"},
    "event": {"title": "Edited"},
    "claim": {"statement": "Edited."},
    "link": {"note": "Edited."},
    "position": {"rationale": "Edited."},
}


def two_copies(row):
    return [type(row)._base_manager.get(pk=row.pk) for _ in range(2)]


def kept(row):
    return type(row)._base_manager.filter(pk=row.pk).values().get()


@pytest.mark.parametrize("kind", SUBJECTS)
def test_the_second_of_two_editors_is_told_and_writes_nothing(kind):
    first, second = two_copies(SUBJECTS[kind]())
    (name,) = EDITS[kind]
    setattr(first, name, "By the first.")
    first.save()
    before, versions = kept(first), first.history.count()

    setattr(second, name, "By the second.")
    with pytest.raises(Stale):
        second.save()
    with pytest.raises(Stale):
        second.save(update_fields=[name])

    assert kept(first) == before
    assert first.history.count() == versions
    assert getattr(second, name) == "By the second."  # what was typed is still in hand


@pytest.mark.parametrize("kind", SUBJECTS)
def test_one_editor_can_save_again_and_again(kind):
    row = SUBJECTS[kind]()

    for n in range(3):
        for name, value in EDITS[kind].items():
            setattr(row, name, f"{value} {n}")
        row.save()

    (version,) = type(row)._base_manager.filter(pk=row.pk).values_list("version", flat=True)
    assert version == row.version == 4
    assert row.history.count() == 4


DECISIONS = {
    "status": lambda c: actions.change_status(
        c, to=Status.UNVERIFIABLE, reason="We asked both hospitals.", by=None, at=NOW
    ),
    "publish": lambda c: actions.publish([c], note="Better words.", by=None, at=NOW),
    "retract": lambda c: actions.retract(c, reason="Another day.", by=None, at=NOW),
    "suppress": lambda c: actions.suppress(
        c, grounds=Grounds.LAW, reason="A court order.", by=None, at=NOW
    ),
}


@pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)
def test_a_decision_on_what_somebody_changed_meanwhile_is_refused(decide):
    mine, theirs = two_copies(published(a_claim()))
    theirs.statement = "Somebody else has edited this."
    theirs.save()
    before = (kept(mine), head_seq())

    with pytest.raises(Stale):
        decide(mine)

    assert (kept(mine), head_seq()) == before
    assert not StatusChange.objects.exists()


def test_an_edit_after_somebody_decided_is_refused():
    mine, theirs = two_copies(published(a_claim()))
    DECISIONS["status"](theirs)

    mine.statement = "Based on what I saw before."
    with pytest.raises(Stale):
        mine.save()

    assert kept(mine)["status"] == Status.UNVERIFIABLE


MODELS = [Source, Report, Event, Claim, Link, Position, FindingAnswer, Decision]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_update_that_passes_by_the_history_is_refused(model):
    with pytest.raises(NotImplementedError, match="keeps no history"):
        model.objects.update(version=7)
    with pytest.raises(NotImplementedError):
        model.objects.filter(pk=1).update(version=7)


def test_update_of_the_parts_of_a_claim_is_refused():
    claim = a_claim()
    a_figure(claim, 14)

    with pytest.raises(NotImplementedError):
        claim.figures.update(value=21)
    with pytest.raises(NotImplementedError):
        claim.citations.update(quote="Other words.")


@pytest.mark.parametrize("kind", SUBJECTS)
def test_what_was_published_is_never_deleted(kind):
    row = SUBJECTS[kind]()
    for end in (row.from_claim, row.to_claim) if kind == "link" else ():
        published(end)
    row.refresh_from_db()
    if not row.on_record:
        published(row)
    model = type(row)

    with pytest.raises(RuleBroken, match="never deleted"):
        row.delete()
    with pytest.raises(RuleBroken, match="never deleted"):
        model.objects.filter(pk=row.pk).delete()

    assert model.objects.filter(pk=row.pk).exists()


def test_what_was_taken_back_is_not_deleted_either():
    retracted, withheld = published(a_claim()), published(a_claim())
    DECISIONS["retract"](retracted)
    DECISIONS["suppress"](withheld)

    for claim in (retracted, withheld):
        with pytest.raises(RuleBroken, match="never deleted"):
            claim.delete()


def test_a_draft_can_be_deleted():
    a_claim().delete()

    assert not Claim.objects.exists()


@pytest.mark.parametrize("save", [{}, {"update_fields": ["status"]}, {"force_update": True}])
def test_a_status_typed_into_a_field_is_refused(save):
    claim = published(a_claim())
    claim.status = Status.CONFIRMED

    with pytest.raises(RuleBroken, match="only by a decision"):
        claim.save(**save)

    assert kept(claim)["status"] == Status.UNCONFIRMED


def test_a_claim_cannot_begin_with_a_status():
    with pytest.raises(RuleBroken, match="only by a decision"):
        a_claim(status=Status.CONFIRMED)


def test_a_decision_is_kept_as_it_was_made():
    claim = a_claim()
    decision = DECISIONS["status"](claim)
    decision.reason = "Something nicer."

    with pytest.raises(RuleBroken, match="make a new one"):
        decision.save()


SAVER = """
import os, sys, django
django.setup()
from claims.domain.errors import Stale
from claims.models.desk.source import Source
saved, late = 0, 0
sys.stdin.readline()
while saved < 20:
    source = Source.objects.get(pk=int(sys.argv[1]))
    source.about = str(int(source.about) + 1)
    try:
        source.save()
        saved += 1
    except Stale:
        late += 1
print(saved, late)
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_count_lose_no_count():
    source = a_source(about="0")
    around = os.environ | {"DATABASE_URL": _this_database()}
    savers = [_start(source.pk, around) for _ in range(2)]
    for saver in savers:
        saver.stdin.write("go\n")
        saver.stdin.flush()

    told = [saver.communicate(timeout=60)[0].split() for saver in savers]

    source.refresh_from_db()
    assert [saved for saved, _ in told] == ["20", "20"]
    assert (source.about, source.version) == ("40", 41)
    assert source.history.count() == 41


def _start(pk, around):
    return subprocess.Popen(
        [sys.executable, "-c", SAVER, str(pk)],
        cwd=Path(__file__).resolve().parents[2],
        env=around,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _this_database():
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def test_the_history_says_who_saved_a_row_and_who_removed_it():
    first, second = an_editor("first"), an_editor("second")
    claim = a_claim()

    claim.save(by=first, at=NOW)
    claim.citations.get().delete(by=second, at=NOW)

    saved, removed = claim.history.latest("history_id"), Citation.history.latest("history_id")
    assert (saved.history_user, saved.history_date) == (first, NOW)
    assert (removed.history_user, removed.history_date) == (second, NOW)
