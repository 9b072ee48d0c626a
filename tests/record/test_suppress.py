"""Words that endanger somebody go from the record; that they were there does not."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, models

from claims import actions
from claims.backup import engines
from claims.domain.errors import RuleBroken
from claims.domain.status import Status
from claims.domain.vocabulary import Grounds
from claims.lookup.states import states
from claims.models.desk.backup import Backup
from claims.models.desk.claim import Claim
from claims.models.desk.proposal import Proposal
from claims.models.record.entry import Entry, EntryBody, head_seq
from claims.models.record.moment import AsOf
from claims.models.record.rows import ROWS, PublishedClaim, PublishedFigure, PublishedSource
from claims.publishing import rebuild, verify
from claims.states.claim import ClaimState
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_question,
    a_report,
    a_source,
    a_stance,
    an_editor,
    an_event,
    published,
    raw,
    some_evidence,
)

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
EMPTY = {"entries": 0, "digest": "", "size": 0}
RECORD = [m for m in apps.get_app_config("claims").get_models() if ".record." in m.__module__]


def suppress(subject, grounds=Grounds.DANGER):
    subject.refresh_from_db()
    return actions.suppress(subject, grounds=grounds, reason="canary-reason", by=None, at=NOW)


def where(word):
    """Columns of the record, and of any table that is not the desk's, that hold a word."""
    found = []
    for model in RECORD:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                rows = model._default_manager.filter(**{f"{field.name}__contains": word})
                found += [f"{model.__name__}.{field.name}"] * rows.count()
    return found


def a_published_claim_full_of(word):
    claim = a_claim(
        f"{word} statement", short=f"{word} short", occasion=f"{word} occasion", utterance=word
    )
    a_citation(claim, quote=f"{word} quote", translation=f"{word} said", translated_by=word)
    a_figure(claim, key=f"{word}-figure", words=f"{word} words", basis=word)
    a_stance(claim, quote=f"{word} stance")
    piece = some_evidence(claim, key=f"{word}-key", note=f"{word} note")
    published(claim)
    actions.change_status(
        claim,
        to=Status.UNVERIFIABLE,
        reason=f"{word}: we asked both hospitals.",
        evidence=[piece],
        by=None,
        at=NOW,
    )
    claim.statement = f"{word} again"
    claim.save()
    actions.publish([claim], note=f"{word} change", by=None, at=NOW)
    return claim


def test_every_published_word_goes_from_every_table():
    claim = a_published_claim_full_of("canary")
    assert len(where("canary")) > 10

    suppress(claim)

    assert where("canary") == []


def test_entries_keep_their_numbers_and_digests():
    claim = a_published_claim_full_of("canary")
    before = list(Entry.objects.order_by("seq").values())

    entry = suppress(claim)

    assert list(Entry.objects.filter(seq__lt=entry.seq).order_by("seq").values()) == before
    bodies = EntryBody.objects.filter(entry__subject=claim.uid)
    assert [b.entry_id for b in bodies] == [entry.seq]
    (body,) = bodies
    assert raw(body)["state"]["withheld"]["grounds"] == "danger"
    assert list(verify.problems()) == []


def test_rows_stay_in_their_places_but_bare():
    claim = a_published_claim_full_of("canary")
    spans = list(PublishedClaim.objects.filter(uid=claim.uid).values_list("since", "until"))

    entry = suppress(claim)

    rows = PublishedClaim.objects.filter(uid=claim.uid).order_by("since")
    assert [(r.since, r.until or entry.seq) for r in rows][:-1] == [
        (since, until or entry.seq) for since, until in spans
    ]
    assert {r.publication for r in rows} == {"withheld"}
    assert {(r.statement, r.search, r.claimant, r.status) for r in rows} == {("", "", "", "")}
    assert [r.slug for r in rows] == ["", "", "", claim.slug]
    (figure,) = PublishedFigure.objects.filter(uid=claim.uid)
    assert (figure.key, figure.words, figure.low, figure.high) == ("", "", None, None)


def test_whoever_looks_back_sees_that_something_was_withheld():
    claim = a_published_claim_full_of("canary")
    then = AsOf(entry=head_seq())

    suppress(claim)

    (row,) = PublishedClaim.objects.as_of(then).filter(uid=claim.uid)
    assert (row.withheld, row.statement) == (True, "")


def test_what_was_read_before_is_not_read_again():
    claim = a_published_claim_full_of("canary")
    entries = list(PublishedClaim.objects.filter(uid=claim.uid).values_list("since", flat=True))
    assert set(states(entries, kind=ClaimState)) == set(entries)

    suppress(claim)

    assert states(entries, kind=ClaimState) == {}


def test_other_subjects_are_not_touched():
    other = a_published_claim_full_of("finch")
    claim = a_published_claim_full_of("canary")
    words = list(EntryBody.objects.exclude(entry__subject=claim.uid).values())
    rows = [line for line in verify.all_rows() if claim.uid not in line]

    entry = suppress(claim)

    assert list(EntryBody.objects.exclude(entry__subject=claim.uid).values()) == words
    assert [line for line in verify.all_rows() if claim.uid not in line] == rows
    assert where("finch")
    assert entry.subject != other.uid


def test_the_rows_are_those_of_a_rebuild():
    suppress(a_published_claim_full_of("canary"))
    rows = list(verify.all_rows())

    rebuild.rebuild()

    assert list(verify.all_rows()) == rows


@pytest.mark.parametrize("kind", ["source", "report", "event", "position", "link"])
def test_every_kind_of_subject_can_be_suppressed(kind):
    claim, other = a_claim(), a_claim()
    subject = {
        "source": lambda: claim.claimant,
        "report": lambda: claim.citations.get().report,
        "event": lambda: claim.event,
        "position": lambda: a_position(claim.event),
        "link": lambda: a_link(claim, other),
    }[kind]()
    for one in (claim, other, subject):
        one.refresh_from_db()
        if not one.on_record:
            published(one)

    suppress(subject)

    assert list(verify.problems()) == []
    assert EntryBody.objects.filter(entry__subject=subject.uid).count() == 1


def test_what_was_suppressed_is_never_suppressed_or_published_again():
    claim = a_published_claim_full_of("canary")
    suppress(claim)
    claim.refresh_from_db()

    for attempt in (
        lambda: suppress(claim),
        lambda: actions.publish([claim], note="Again.", by=None, at=NOW),
        lambda: actions.retract(claim, reason="Again.", by=None, at=NOW),
        lambda: actions.change_status(
            claim, to=Status.UNCONFIRMED, reason="Again.", by=None, at=NOW
        ),
    ):
        with pytest.raises(RuleBroken):
            attempt()
    assert where("canary") == []


def test_the_reason_stays_on_the_desk():
    claim = a_published_claim_full_of("finch")

    suppress(claim)

    assert where("canary-reason") == []
    assert claim.history.first().history_change_reason == "canary-reason"


def test_an_address_that_was_withheld_is_given_to_nothing_else():
    claim = a_published_claim_full_of("canary")
    first = claim.slug
    claim.slug = "renamed-since"
    claim.save()
    actions.publish([claim], note="A better address.", by=None, at=NOW)
    suppress(claim)

    other = a_claim(slug=first)
    with pytest.raises(RuleBroken, match="once belonged"):
        published(other)


def test_a_name_withheld_is_shown_nowhere():
    source = published(a_source("canary"))
    suppress(source)

    names = PublishedSource.objects.named([source.uid], AsOf(entry=1))

    assert names[source.uid].name == ""


def test_all_tables_of_the_record_are_searched():
    wordless = {"Checkpoint", "Cosignature", "Clock"}
    assert {m.__name__ for m in RECORD} == {
        "Entry",
        "EntryBody",
        *wordless,
        *(m.__name__ for m in ROWS),
        "PublishedWord",
    }
    tables = [t for t in connection.introspection.table_names() if "_fts" not in t]
    ours = [t for t in tables if "published" in t or "entry" in t]
    assert sorted(ours) == sorted(m._meta.db_table for m in RECORD if m.__name__ not in wordless)


def everywhere(word):
    """Tables of the whole database, index and all, that hold a word."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if word in repr(row)]
    return sorted(set(found))


def told_of_everywhere(word):
    """A claim that the desk has spoken of wherever it can."""
    claim = a_published_claim_full_of(word)
    editor = an_editor()
    claim.private_note, claim.handover = f"{word} source", f"{word} next"
    claim.save()
    some_evidence(claim, confidential=True, note=f"{word} hidden")
    a_link(claim, a_claim(), note=f"{word} link")
    actions.receive_report(
        about=f"/claims/{claim.slug}/", words=f"{word} is wrong", contact=f"{word}@x.org", at=NOW
    )
    Proposal.objects.create(
        kind="claim",
        uid=claim.uid,
        key=claim.pk,
        page="status",
        typed={"reason": [f"{word} reason"]},
        by=editor,
        at=NOW,
        digest="0" * 64,
        eyes="status",
        state="sent_back",
        settled_by=editor,
        settled_at=NOW,
        note=f"{word} note",
    )
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(Claim),
        object_id=claim.pk,
        object_repr=f"{word} again",
        action_flag=CHANGE,
        change_message=f"{word} changed",
    )
    return claim


def test_words_that_endanger_somebody_go_from_the_desk_and_its_histories(settings):
    claim = told_of_everywhere("canary")
    decided = claim.decisions.get()
    assert len(everywhere("canary")) > 12

    suppress(claim)

    # The reason is for the desk, and is not to repeat the words.
    assert everywhere("canary") == ["claims_historicalclaim"]
    assert claim.history.first().history_change_reason == "canary-reason"
    assert list(verify.problems()) == []
    claim.refresh_from_db()
    assert (claim.statement, claim.private_note) == ("withheld", "withheld")
    assert claim.decisions.get().at == decided.at


def test_words_that_the_law_forbids_stay_on_the_desk():
    claim = told_of_everywhere("canary")

    suppress(claim, grounds=Grounds.LAW)

    assert "claims_claim" in everywhere("canary")
    assert where("canary") == []


def test_other_things_keep_their_words_when_one_is_purged():
    other = told_of_everywhere("finch")
    claim = a_published_claim_full_of("canary")
    before = everywhere("finch")

    suppress(claim)

    assert everywhere("finch") == before
    assert other.history.count() > 3


@pytest.mark.parametrize("kind", ["source", "report", "event", "position", "question", "link"])
def test_no_word_of_any_kind_of_thing_stays_where_somebody_is_in_danger(kind):
    claim, other = a_claim(), a_claim()
    subject = {
        "source": lambda: a_source("canary", aliases=["canary"], about="canary"),
        "report": lambda: a_report(title="canary", url="https://example.org/canary"),
        "event": lambda: an_event("canary", summary="canary"),
        "position": lambda: a_position(claim.event, rationale="canary", dissent="canary"),
        "question": lambda: a_question(claim.event, text="canary?"),
        "link": lambda: a_link(claim, other, note="canary"),
    }[kind]()
    for one in (claim, other, subject):
        one.refresh_from_db()
        if not one.on_record:
            published(one)

    suppress(subject)

    with connection.cursor() as cursor:
        table = subject._meta.db_table
        cursor.execute(f'SELECT * FROM "{table}"')
        assert "canary" not in repr(cursor.fetchall())
    assert set(everywhere("canary")) <= {f"claims_historical{kind}"}
    assert list(verify.problems()) == []


def test_backups_that_still_hold_the_words_are_named():
    early = Backup.objects.create(path="/early.age", made_at=NOW - YEAR, **EMPTY)
    claim = a_published_claim_full_of("canary")
    claim.history.update(history_date=NOW)
    Backup.objects.create(path="/held.age", made_at=NOW, **EMPTY)
    gone = Backup.objects.create(path="/gone.age", made_at=NOW, destroyed_at=NOW, **EMPTY)

    suppress(claim)

    (held,) = Backup.objects.holding_what_was_withheld()
    assert (held.path, held.holds) == ("/held.age", [claim.uid])
    assert not Backup.objects.filter(pk__in=[early.pk, gone.pk]).exclude(holds=[]).exists()


def test_no_file_of_the_database_holds_words_that_were_purged(transactional_db):
    """Free pages, the index of words and the write-ahead log among them."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's files are not ours to look into")
    told_of_everywhere("finch")
    claim = told_of_everywhere("qanaryword")
    files = list(engines.database_file().parent.glob(f"{engines.database_file().name}*"))
    assert any(b"qanaryword" in file.read_bytes() for file in files)

    claim.refresh_from_db()
    actions.suppress(claim, grounds=Grounds.DANGER, reason="In danger.", by=None, at=NOW)

    assert [file.name for file in files if b"qanaryword" in file.read_bytes()] == []
    assert any(b"finch" in file.read_bytes() for file in files)


def test_purging_by_hand_says_what_it_did(
    transactional_db, capsys, monkeypatch, tmp_path, settings
):
    Backup.objects.create(path="/held.age", made_at=NOW, **{**EMPTY, "holds": ["x"]})
    settings.DATA = tmp_path
    (tmp_path / "kept.html").write_text("a canary sang")
    monkeypatch.setattr("sys.stdin", io.StringIO("canary\n"))

    with pytest.raises(CommandError, match=r"The words are still in .*kept\.html"):
        call_command("purge", "--search")

    said = capsys.readouterr().out
    assert said.startswith("The database was written anew")
    assert "Still holds words that were suppressed: /held.age" in said
