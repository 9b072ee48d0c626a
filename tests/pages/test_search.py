"""What readers find, the same on every database: the suite runs on both."""

import re
from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import actions
from claims.domain import search
from claims.domain.vocabulary import Grounds
from claims.lookup import paging
from claims.models.record.entry import head_seq
from claims.models.record.rows import PublishedClaim
from claims.publishing import rebuild, verify
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_source,
    an_editor,
    an_event,
    published,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def statements(page):
    found = re.findall(r'<p class="what"><a [^>]*>(.*?)</a>', page)
    return [re.sub("</?mark[^>]*>", "", one) for one in found]


def found(question, **more):
    """The statements found, in order."""
    return statements(read("/claims/", q=question, **more))


def a_record():
    """Six claims, each to be found by something else."""
    attacks = an_event("Attacks of August")
    musakhel = an_event("Highway attack in Musakhel", parent=attacks)
    army = a_source("Inter-Services Public Relations", short_name="ISPR", aliases=["فوج"])
    hussain = a_source("محمد حسین", kind="witness")
    one = a_claim("Fourteen soldiers were killed.", claimant=army, event=musakhel, cited=False)
    a_citation(
        one,
        quote="چودہ اہلکار ہلاک ہوئے",
        language="ur",
        translation="Personnel died.",
        translated_by="Us",
    )
    a_figure(one, 14, words="as many as 14")
    two = a_claim("A bridge was blown up.", event=attacks, occasion="Press talk in Quetta")
    three = a_claim("Twenty-three travellers were shot.", claimant=hussain, event=musakhel)
    four = a_claim("1,200 people fled to Musa Khel Bazar.")
    five = a_claim("ڈپٹی کمشنر نے بتایا کہ موسیٰ خیل میں سڑک بند ہے")
    six = a_claim("Straße gesperrt, sagt MÜLLER; 警察は言った")
    for n, claim in enumerate([one, two, three, four, five, six]):
        published(claim, at=NOW + timedelta(minutes=n))
    return [one, two, three, four, five, six]


TABLE = [
    ("killed", {1}),
    ("KILL", {1}),
    ("killed soldiers", {1}),
    ("killed bridge", {1, 2}),  # none has both: those that have one
    ("killed soldiers bridge", {1}),
    ("اهلكار", {1}),  # Arabic letters, asked of Urdu
    ("personnel", {1}),
    ("as many", {1}),
    ("14 soldiers", {1}),
    ("1", set()),  # a number is itself alone
    ("1200", {4}),
    ("1,200", {4}),
    ("۱۲۰۰", {4}),
    ("quetta", {2}),
    ("Muhammad Hussain", {3}),
    ("Mohammed Husein", {3}),
    ("ISPR", {1}),
    ("inter-services", {1}),
    ("فوج", {1}),
    ("Musakhail", {1, 3, 4, 5}),
    ("musakhel killed", {1}),
    ("attacks august", {1, 2, 3}),  # what is part of it is about it
    ("strasse müller", {6}),
    ("警察", {6}),
    ("警", {6}),
    ("言察", set()),
    ("twenty three travellers", {3}),
    ("23 travellers", {3}),
    ("how many soldiers were killed?", {1}),
    ('"killed', {1}),
    ("killed*", {1}),
    ("killed OR", {1}),
    ("NEAR(killed soldiers)", {1}),
    ("NOT killed", {1}),
    ("-killed", {1}),
    ("search:killed", {1}),
    ("'; DROP TABLE claims_entry; --", set()),
    ("killed' & 'soldiers' | !x:*", {1}),
    ("killed \\", {1}),
    ("(((", {1, 2, 3, 4, 5, 6}),  # nothing to search for is no condition
    ("%", {1, 2, 3, 4, 5, 6}),
    (" ".join("killed" for _ in range(28)), {1}),
    ("k" * 200, set()),
]


def test_every_question_finds_the_same_on_every_database():
    claims = a_record()
    said = {claim.statement: n for n, claim in enumerate(claims, 1)}

    answers = {question: {said[s] for s in found(question)} for question, _ in TABLE}

    assert answers == dict(TABLE)


def test_what_cannot_be_text_is_refused_or_finds_nothing(client):
    a_record()

    for raw in (
        "%00",
        "%ed%a0%80",
        "killed%00",
        "%ff",
        quote_plus("\u202e"),
        quote_plus("x" * 201),
    ):
        answer = client.get(f"/claims/?q={raw}")

        assert answer.status_code in (200, 400), raw
        assert b"Traceback" not in answer.content


often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PARTS = [
    "kill",
    "killed",
    "soldiers",
    "musakhail",
    "محمد",
    "حسین",
    "14",
    "1200",
    "'",
    '"',
    "*",
    "(",
]


@pytest.fixture
def record():
    a_record()


@often
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=5).map(" ".join))
def test_the_database_answers_as_the_tokens_say(record, question):
    asked = search.terms(question)

    rows = PublishedClaim.objects.all()
    answered = set(rows.called(asked)) if asked else set(rows)

    assert answered == {row for row in rows if all(_answers(row, term) for term in asked)}


def _answers(row, term):
    tokens = row.search.split(" ")
    return any(
        t == term.word or t in term.others or (term.begins and t.startswith(term.word))
        for t in tokens
    )


def test_what_the_statement_says_stands_before_what_only_a_quote_says():
    quoted = a_claim("Something else.", cited=False)
    a_citation(quoted, quote="They were killed.")
    published(a_claim("Ten were killed."), at=NOW)
    published(a_claim("Twelve were killed."), at=LATER)
    published(quoted, at=LATER + timedelta(hours=1))

    assert found("killed") == ["Twelve were killed.", "Ten were killed.", "Something else."]


def test_ranked_pages_are_read_to_their_end_without_gap_or_repeat(monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 2)
    event, source = an_event(), a_source("The police")
    for n in range(3):
        published(a_claim(f"Police number {n}.", event=event, claimant=source))
        published(a_claim(f"Other number {n}.", event=event, claimant=source))
    seen, path = [], "/claims/?q=police"
    while path:
        page = read(path)
        seen += statements(page)
        path = "".join(re.findall(r'href="([^"]*)" rel="next"', page)).replace("&amp;", "&")

    assert seen == [f"{w} number {n}." for w in ("Police", "Other") for n in (2, 1, 0)]


@pytest.mark.parametrize(
    "before", ["x", "1.x", "9.1-1", "1724763600000000-3", "1.99999999999999999-1", "2.1-1"]
)
def test_a_place_in_the_ranked_list_that_is_none_is_said_so(client, before):
    published(a_claim("Ten were killed."))

    answer = client.get("/claims/", {"q": "killed", "before": before})

    assert answer.status_code in (200, 400)


def test_a_new_name_is_found_at_once_and_the_old_one_as_of_then():
    source = a_source("Provincial Desk")
    published(a_claim("Ten were killed.", claimant=source))
    then = head_seq()
    source.refresh_from_db()
    source.name = "Information Wing"
    source.save()
    actions.publish([source], note="Renamed.", by=None, at=LATER)

    assert found("information") == ["Ten were killed."]
    assert found("provincial") == []
    assert found("provincial", as_of=then) == ["Ten were killed."]
    assert found("information", as_of=then) == []
    assert found("provincial", as_of="2024-08-27T13:30Z") == ["Ten were killed."]


def test_words_taken_out_are_found_only_as_of_then():
    claim = published(a_claim("A drone was seen."))
    then = head_seq()
    claim.statement = "An aircraft was seen."
    claim.save()
    actions.publish([claim], note="We misread.", change="correction", by=None, at=LATER)

    assert found("drone") == []
    assert found("drone", as_of=then) == ["A drone was seen."]
    assert found("aircraft", as_of=then) == []


def test_drafts_and_unpublished_edits_are_not_found():
    claim = published(a_claim("For readers."))
    claim.statement = "Canary edit."
    claim.save()
    a_claim("Canary draft.")

    assert found("canary") == []


@pytest.mark.parametrize("which", ["claim", "source", "event"])
def test_what_was_suppressed_is_found_by_nothing_at_any_moment(which):
    event, source = an_event("Canary place"), a_source("Canary person")
    claim = published(a_claim("Canary words.", event=event, claimant=source))
    then = head_seq()
    for one in (event, source):
        one.refresh_from_db()
    for one in {"claim": [claim], "source": [claim, source], "event": [claim, event]}[which]:
        actions.suppress(one, grounds=Grounds.DANGER, reason="Threats", by=an_editor(), at=LATER)

    assert found("words") == []
    assert found("words", as_of=then) == []
    assert which == "claim" or found("canary") == []
    assert list(verify.problems()) == []


def test_the_index_itself_forgets_what_was_suppressed():
    claim = published(a_claim("Canary words."))
    actions.suppress(claim, grounds=Grounds.DANGER, reason="Threats", by=an_editor(), at=LATER)

    assert _indexed("canary") == 0


def _indexed(word):
    """In how many blocks of the index a word stands; of PostgreSQL's, in how many rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT block FROM claims_publishedclaim_fts_data")
            return sum(word.encode() in bytes(block) for (block,) in cursor)
        cursor.execute(
            "SELECT COUNT(*) FROM claims_publishedclaim WHERE search_tokens @@ %s::tsquery",
            [word],
        )
        return cursor.fetchone()[0]


def test_what_was_retracted_is_found_with_its_mark():
    claim = published(a_claim("Ten were killed."))
    actions.retract(claim, reason="Misread.", by=an_editor(), at=LATER)

    page = words("/claims/", q="killed")
    assert "1 claim on this page is listed and not counted" in page
    assert "Retracted" in page
    assert "Misread." in page


def test_answers_are_marked_in_statement_name_and_quote():
    claim = a_claim("<b>Ten</b> were killed.", claimant=a_source("Levies & Co"), cited=False)
    a_citation(claim, quote="The <i>bridge</i> fell.", language="en")
    published(claim)

    page = read("/claims/", q="killed levies bridge")

    assert '&lt;b&gt;Ten&lt;/b&gt; were <mark class="hit">killed</mark>.' in page
    assert '<mark class="hit">Levies</mark> &amp; Co' in page
    assert 'Quote: <q lang="en" dir="auto">The &lt;i&gt;<mark class="hit">bridge</mark>' in page
    assert mistakes(page) == []
    assert "<mark" not in read("/claims/")


def test_facets_narrow_and_can_be_taken_away():
    police = a_source("The Police")
    place = an_event("Kalat")
    a_figure(one := a_claim("Ten were killed.", claimant=police, event=place), 10)
    published(one)
    published(a_claim("Two were killed."))

    page = read("/claims/", q="killed")

    assert f'<a href="/claims/?q=killed&amp;source={police.slug}"><bdi>The Police</bdi>' in page
    assert f'<a href="/claims/?event={place.slug}&amp;q=killed"><bdi>Kalat</bdi>' in page
    assert '<a href="/claims/?measure=killed&amp;q=killed"><bdi>Killed</bdi>' in page
    narrowed = read("/claims/", q="killed", source=police.slug, status="unconfirmed")
    assert statements(narrowed) == ["Ten were killed."]
    assert (
        f'href="/claims/?q=killed&amp;source={police.slug}"><span class="vh">Take away' in narrowed
    )
    assert 'href="/claims/?q=killed&amp;status=unconfirmed"><span class="vh">Take away' in narrowed


@pytest.mark.parametrize("question", ["", "killed"])
def test_each_count_is_what_its_link_finds(question):
    police, army = a_source("Police"), a_source("Army")
    whole = an_event("The attacks")
    part = an_event("Kalat", parent=whole)
    for source, event, measure in [
        (police, part, "killed"),
        (police, whole, "injured"),
        (army, part, "killed"),
        (army, an_event("Elsewhere"), "injured"),
    ]:
        claim = a_claim("Some were killed.", claimant=source, event=event)
        a_figure(claim, 1, measure=measure)
        published(claim)

    for narrowed in (
        {},
        {"source": police.slug},
        {"event": whole.slug},
        {"measure": "killed"},
        {"source": army.slug, "measure": "injured"},
        {"status": "refuted"},
    ):
        page = read("/claims/", **({"q": question} if question else {}), **narrowed)
        for href, count in re.findall(r'<dd><a href="([^"]*)">.*?<small>(\d+)</small>', page):
            assert len(statements(read(href.replace("&amp;", "&")))) == int(count), href


def test_a_rebuild_finds_the_same():
    a_record()
    before = {question: found(question) for question, _ in TABLE[:20]}

    rebuild.rebuild()

    assert {question: found(question) for question, _ in TABLE[:20]} == before
    assert list(verify.problems()) == []


def test_sources_and_events_are_found_by_their_names():
    a_record()

    assert "Inter-Services Public Relations" in words("/sources/", q="فوج")
    assert "No source fits all of this." in words("/sources/", q="nobody")
    assert "محمد حسین" in words("/sources/", q="Muhammad Hussain")
    assert "Attacks of August" in words("/events/", q="Musakhail")
    assert "No event has that in its title." in words("/events/", q="nowhere")
    assert mistakes(read("/sources/", q='"><b>')) == mistakes(read("/events/", q='"><b>')) == []


@pytest.mark.parametrize("path", ["/sources/", "/events/"])
def test_too_long_a_name_is_refused_in_words(path):
    assert "Search for 200 characters at most." in words(path, expected=400, q="x" * 201)
