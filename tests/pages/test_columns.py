"""What lists count in memory is what the database counts, and moves with the record."""

import random
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.vocabulary import Grounds, Lifecycle
from claims.lookup import hits, kept_columns, paging
from claims.lookup.as_of import shown_at
from claims.models.record import read_tracking, search
from claims.models.record.entry import Entry, head
from claims.models.record.merged import counted_once, without_background
from claims.models.record.rows import PublishedClaim
from claims.pages.filter_state import FilterState
from claims.pages.status_counts import by_claimant, by_event, by_status
from tests.builders import NOW, a_claim, a_figure, a_source, an_editor, an_event, published
from tests.pages.reader import read

pytestmark = pytest.mark.django_db
WAYS = ("counted", "by_source", "by_measure")


@pytest.fixture
def kept(monkeypatch):
    """As on a large record; read at once, not in a thread."""
    found = kept_columns.Kept(begin=lambda work: work())
    monkeypatch.setattr(kept_columns, "kept", found)
    monkeypatch.setattr(kept_columns, "FEWEST_ENTRIES", 1)
    return found


@pytest.fixture
def record():
    """Claims of four events, one a part of another, by three sources, that count two things."""
    chance = random.Random(7)
    raid = an_event("Raid", slug="raid")
    events = [raid, an_event("Road", slug="road", parent=raid), an_event("Fire", slug="fire")]
    sources = [a_source(f"Source {n}", slug=f"source-{n}") for n in range(3)]
    for n in range(24):
        claim = a_claim(f"{n} died.", event=chance.choice(events), claimant=chance.choice(sources))
        for measure in chance.sample(["killed", "injured", "wounded"], chance.randrange(3)):
            a_figure(claim, n, measure=measure)
        published(claim)
    return published(a_claim("One more.", event=raid, claimant=sources[0]))


def questions(count):
    chance = random.Random(11)
    offered = {
        "status": ["", "unconfirmed", "confirmed", "refuted"],
        "examined": ["", "", "yes", "no"],
        "source": ["", "source-0", "source-1", "nobody"],
        "event": ["", "raid", "road", "fire"],
        "measure": ["", "killed", "injured", "wounded", "nonsense"],
    }
    for _ in range(count):
        asked = {name: chance.choice(values) for name, values in offered.items()}
        yield {name: value for name, value in asked.items() if value}


@pytest.fixture
def many(monkeypatch):
    """As where words find thousands: three are many, and a page holds four."""
    monkeypatch.setattr(search, "MANY", 3)
    for module in (paging, hits):
        monkeypatch.setattr(module, "SIZE", 4)


def worded(count):
    """The same questions with words: names, in statements, of another spelling, in nothing."""
    chance = random.Random(13)
    words = ("died", "source", "raid", "road", "dead", "more", "one", "killed", "7", "nonesuch")
    for asked in questions(count):
        yield asked | {"q": " ".join(chance.sample(words, chance.randrange(1, 4)))}


def state_of(asked, rf):
    shown = shown_at("", head=head())
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication="withheld")
    listed = counted_once(rows) if asked.get("source") else without_background(rows)
    return FilterState(rf.get("/", asked).GET, listed, shown)


def pages(asked, rf):
    """What a list of claims found by words shows on its pages, one after the other."""
    before = {}
    while True:
        state = state_of(asked | before, rf)
        query = state.query
        page = paging.page_of_parts(
            state.parts, query, time="effective_from", number="since", path="/"
        )
        yield [(row.since, row.statement) for row in page.rows]
        if not page.earlier:
            return
        before = {"before": parse_qs(urlsplit(page.earlier).query)["before"][0]}


def counted(asked, rf):
    """All that a list says of how many there are."""
    state = state_of(asked, rf)
    ways = [dict(getattr(state, way)) for way in WAYS]
    return [*ways, [(row.slug, depth, n) for row, depth, n in state.events], state.left]


def from_database(monkeypatch, work):
    with monkeypatch.context() as patch:
        patch.setattr(kept_columns, "FEWEST_ENTRIES", 10**9)
        return work()


def test_every_question_is_counted_as_the_database_counts(record, kept, rf, monkeypatch):
    for asked in questions(240):
        expected = from_database(monkeypatch, lambda asked=asked: counted(asked, rf))

        assert counted(asked, rf) == expected, asked


def test_what_words_find_is_counted_and_listed_as_the_database_does(
    record, kept, many, rf, monkeypatch
):
    into = published(a_claim("Someone died on the road.", event=record.event))
    for lifecycle in (Lifecycle.MERGED, Lifecycle.CONTEXT):
        merged = into if lifecycle is Lifecycle.MERGED else None
        published(
            a_claim("They died.", event=record.event, lifecycle=lifecycle, merged_into=merged)
        )
    kept.at(head())

    for asked in worded(40):
        told = from_database(monkeypatch, lambda asked=asked: counted(asked, rf))
        found = from_database(monkeypatch, lambda asked=asked: [*pages(asked, rf)])

        assert counted(asked, rf) == told, asked
        assert [*pages(asked, rf)] == found, asked


def test_of_many_that_words_find_one_page_is_fetched(record, kept, many, rf):
    kept.at(head())

    with CaptureQueriesContext(connection) as queries:
        (first, *_) = pages({"q": "died"}, rf)

    assert len(first) == 4
    assert not [q["sql"] for q in queries if "group_concat(counted" in q["sql"]]


def everything():
    shown = shown_at("", head=head())
    uids = set(Entry.objects.values_list("subject", flat=True))
    return by_status(shown), by_event(uids, shown), by_claimant(uids, shown)


def test_what_is_published_retracted_merged_or_withheld_moves_with_it(
    record, kept, rf, monkeypatch
):
    by = an_editor()
    other = published(a_claim("The same again.", event=record.event))

    def steps():
        yield lambda: published(a_claim("New."))
        yield lambda: actions.change_status(
            other, to="unconfirmed", reason="We looked.", by=by, at=NOW
        )
        yield lambda: actions.retract(record, reason="Misread.", by=by, at=NOW)
        yield lambda: actions.suppress(
            other, grounds=Grounds.DANGER, reason="Threats", by=by, at=NOW
        )

    for step in steps():
        step()
        expected = from_database(monkeypatch, everything)
        assert everything() == expected
        assert kept.columns.digest == head().digest
        for asked in ({}, {"event": "raid"}):
            told = from_database(monkeypatch, lambda asked=asked: counted(asked, rf))
            assert counted(asked, rf) == told


def test_what_was_merged_counts_once(record, kept, rf, monkeypatch):
    for lifecycle in (Lifecycle.MERGED, Lifecycle.MISATTRIBUTED):
        into = record if lifecycle is Lifecycle.MERGED else None
        published(a_claim("Elsewhere.", event=record.event, lifecycle=lifecycle, merged_into=into))

        assert counted({}, rf) == from_database(monkeypatch, lambda: counted({}, rf))
        assert everything() == from_database(monkeypatch, everything)


def test_after_a_backup_was_put_back_nothing_of_the_other_record_is_counted(record, kept):
    kept.at(head())
    kept.columns = replace(kept.columns, digest="0" * 64)

    assert kept.at(head()) is None
    assert kept.at(head()).digest == head().digest


def test_whoever_keeps_an_answer_is_told_what_it_was_counted_from(record, kept):
    kept.at(head())
    shown = shown_at("", head=head())
    raid, source = record.event.uid, record.claimant.uid

    with read_tracking.noticed() as read:
        by_event([raid], shown)
        by_claimant([source], shown)
    with read_tracking.noticed() as read_by_all:
        by_status(shown)

    assert {read_tracking.naming(raid), read_tracking.naming(source)} <= read
    assert read_tracking.all_of("claim") in read_by_all


def test_the_past_is_counted_by_the_database(record, kept):
    first = Entry.objects.order_by("seq")[5]

    assert kept_columns.columns_of(shown_at(str(first.seq), head=head())) is None


def test_a_page_is_the_same_to_the_byte(record, kept, monkeypatch):
    for path in (
        "/",
        "/claims/",
        "/sources/",
        "/claims/?event=raid&measure=killed",
        "/events/",
        "/claims/?q=died",
    ):
        assert read(path) == from_database(monkeypatch, lambda path=path: read(path)), path
