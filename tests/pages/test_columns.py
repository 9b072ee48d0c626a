"""What lists count in memory is what the database counts, and moves with the record."""

import random
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.vocabulary import Grounds, Lifecycle
from claims.lookup import (
    common_words,
    hits,
    kept_columns,
    paging,
    postings,
    rows_in_memory,
)
from claims.lookup.as_of import shown_at
from claims.models.record import read_tracking, search
from claims.models.record.entry import Entry, head
from claims.models.record.merged import counted_once, without_background
from claims.models.record.rows import PublishedClaim
from claims.pages.filter_state import FilterState
from claims.pages.status_counts import by_claimant, by_event, by_status
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
)
from tests.pages.reader import read

pytestmark = pytest.mark.django_db
WAYS = ("counted", "by_source", "by_measure")


@pytest.fixture
def kept(monkeypatch):
    """As on a large record; read at once, not in a thread."""
    found = kept_columns.Kept(begin=lambda work: work())
    monkeypatch.setattr(kept_columns, "kept", found)
    monkeypatch.setattr(kept_columns, "FEWEST_ENTRIES", 1)
    monkeypatch.setattr(rows_in_memory, "CHUNK", 5)
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
        published(claim, at=NOW + timedelta(minutes=n))
    return published(
        a_claim("One more.", event=raid, claimant=sources[0]), at=NOW + timedelta(hours=1)
    )


def more_of(record):
    """What is told by other names than before, denied, carried, said on a day, made one."""
    source, event = record.claimant, record.event
    day = {"said_at": NOW - timedelta(days=3), "said_precision": "day"}
    carried = a_claim("He died.", event=event, cited=False, **day)
    a_citation(carried, report=a_report(title="The morning bulletin", publisher=source))
    yield from (carried, a_claim("Someone died on the road.", event=event))
    yield a_link(carried, record, relation="denies")
    for lifecycle in (Lifecycle.MERGED, Lifecycle.CONTEXT):
        merged = record if lifecycle is Lifecycle.MERGED else None
        yield a_claim("They died.", event=event, lifecycle=lifecycle, merged_into=merged)
    for renamed, name in ((source, "name"), (event, "title")):
        setattr(renamed, name, "Ministry of roads")
        renamed.save()
        yield renamed


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


WORDS = (
    *("died", "source", "raid", "road", "dead", "more", "one", "killed", "7", "nonesuch", "sorce"),
    *("ministry", "bulletin", "report", "denied", "somebody", "mini", "24 August 2024", "the"),
)


def worded(count, seed):
    """The same questions with words: names, in statements, of another spelling, in nothing."""
    chance = random.Random(seed)
    for asked in questions(count):
        words = " ".join(chance.sample(WORDS, chance.randrange(1, 4)))
        yield at_some_moment(asked | {"q": words}, chance)


def at_some_moment(asked, chance):
    """The same question, now or as of an entry or a time."""
    entry = Entry.objects.get(seq=chance.randrange(1, head().seq + 1))
    time = (entry.effective_at + timedelta(hours=chance.randrange(-3, 3))).isoformat()
    return asked | chance.choice([{}, {}, {"as_of": str(entry.seq)}, {"as_of": time}])


def state_of(asked, rf):
    shown = shown_at(asked.get("as_of", ""), head=head())
    rows = PublishedClaim.objects.as_of(shown.rows).exclude(publication="withheld")
    listed = counted_once(rows) if asked.get("source") else without_background(rows)
    return FilterState(rf.get("/", asked).GET, listed, shown)


def pages(asked, rf):
    """What a list of claims found by words shows on its pages, one after the other."""
    before = {}
    while True:
        page = state_of(asked | before, rf).page("/")
        yield [(row.since, row.statement) for row in page.rows]
        if not page.earlier:
            return
        before = {"before": parse_qs(urlsplit(page.earlier).query)["before"][0]}
        yield before


def answers(asked, client):
    """What the API gives to the same question, page after page."""
    path = f"/api/v1/claims/?{urlencode(asked | {'limit': 4})}"
    for _ in range(9):
        answer = client.get(path).json()
        yield answer["results"], answer["search"]
        if not answer["next"]:
            return
        path = answer["next"].removeprefix("http://testserver")


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
    chance = random.Random(17)
    kept.at(head())

    for one in questions(300):
        asked = at_some_moment(one, chance)
        expected = from_database(monkeypatch, lambda asked=asked: counted(asked, rf))

        assert counted(asked, rf) == expected, asked


def test_what_words_find_is_counted_and_listed_as_the_database_does(
    record, kept, many, rf, client, monkeypatch
):
    def all_that_is_said(asked):
        return counted(asked, rf), [*pages(asked, rf)], [*answers(asked, client)]

    def compared(questions):
        for asked in questions:
            expected = from_database(monkeypatch, lambda asked=asked: all_that_is_said(asked))

            assert all_that_is_said(asked) == expected, asked

    kept.at(head())
    compared(worded(60, seed=13))

    # What was found before is brought up to what comes.
    for n, subject in enumerate(more_of(record)):
        at = NOW + timedelta(hours=2 + n)
        actions.publish([subject], note="More is known.", by=None, at=at)
        assert kept.at(head()).claims.postings is not None
        compared(worded(20, seed=n))

    compared(worded(100, seed=19))


def asked_of_the_index(queries):
    return [q["sql"] for q in queries if "_fts MATCH" in q["sql"] or "search_tokens @@" in q["sql"]]


def test_words_are_looked_up_in_the_index_once(record, kept, many, rf, monkeypatch):
    monkeypatch.setattr(common_words, "MOST", 0)
    kept.at(head())
    [*pages({"q": "died"}, rf)]
    published(a_claim("Two died on the road.", event=record.event), at=NOW + timedelta(hours=2))

    with CaptureQueriesContext(connection) as queries:
        first, *_ = pages({"q": "died"}, rf)

    assert "Two died on the road." in [statement for _, statement in first]
    assert asked_of_the_index(queries) == []


def test_common_words_are_looked_up_before_anybody_asks(record, kept, many, rf):
    kept.at(head())

    with CaptureQueriesContext(connection) as queries:
        [*pages({"q": "died"}, rf)]
    with CaptureQueriesContext(connection) as of_another_word:
        [*pages({"q": "nonesuch"}, rf)]

    assert asked_of_the_index(queries) == []
    assert asked_of_the_index(of_another_word) != []


def test_what_takes_too_much_memory_is_forgotten_and_found_again(
    record, kept, many, rf, monkeypatch
):
    kept.at(head())
    before = [*pages({"q": "died road"}, rf)]

    monkeypatch.setattr(postings, "MOST_BYTES", 1)
    [*pages({"q": "raid"}, rf)]

    assert not kept.columns.claims.postings._known
    assert [*pages({"q": "died road"}, rf)] == before


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


def test_who_began_before_the_newest_entry_is_answered_as_of_then(record, kept, rf, monkeypatch):
    kept.at(head())
    before = head()
    expected = counted({}, rf)
    published(a_claim("New.", event=record.event))

    columns = kept.at(head())

    assert kept.at(before) is columns
    assert counted({"as_of": str(before.seq)}, rf) == expected
    assert counted({}, rf) != expected


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


def test_what_was_withheld_is_in_no_memory(record, kept, rf):
    kept.at(head())
    [*pages({"q": "more"}, rf)]
    assert kept.columns.claims.postings.having([("more", True)]).any()

    actions.suppress(
        record,
        grounds=Grounds.DANGER,
        reason="Threats",
        by=an_editor(),
        at=NOW + timedelta(hours=2),
    )
    kept.at(head())

    columns = kept.at(head())
    assert columns.digest == head().digest
    assert not columns.claims.postings.having([("more", True)]).any()
    rows = PublishedClaim.objects.filter(uid=record.uid).values_list("since", flat=True)
    named = columns.claims.arrays["claimant"][columns.claims.places(rows)]
    assert set(named.tolist()) == {columns.values["claimant"][""]}


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
