"""Linked data: sound, in words that schema.org has, and never more than the page says."""

import html
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing, Grounds, Lifecycle
from claims.presenters.jsonld.claim import LONGEST
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_position,
    a_question,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import TAGS, mistakes, read

pytestmark = [
    pytest.mark.django_db,
    # What rdflib says of itself.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

FORMATS = Path(__file__).parent / "formats"
SHAPES = Graph().parse(FORMATS / "linked_data.ttl")
WORDS = json.loads((FORMATS / "schema_org.json").read_text())
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
REVIEWED = {Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.REFUTED}


def linked(path, **query):
    """The nodes of a page by type; sound, or the test fails."""
    blocks = BLOCK.findall(read(path, **query))
    if not blocks:
        return {}
    (block,) = blocks
    whole = json.loads(block)
    assert whole.pop("@context") == "https://schema.org"
    named = json.dumps({"@context": {"@vocab": "https://schema.org/"}, **whole})
    sound, _, said = validate(Graph().parse(data=named, format="json-ld"), shacl_graph=SHAPES)
    assert sound, said
    for node in nodes(whole):
        known = {"@type", "@id", *WORDS[node["@type"]]}
        assert node.keys() <= known, node
    return {node["@type"]: node for node in reversed(list(nodes(whole)))}


def nodes(value):
    """Every node, outer ones first."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else []:
        yield from nodes(inner)


def a_full_claim(**more):
    event = an_event(
        "Attacks of 26 August", slug="attacks", place="Musakhel", starts_on=date(2024, 8, 26)
    )
    hospital = a_source("The hospital", kind="health")
    said = {"event": event, "claimant": hospital, "said_at": NOW, "said_precision": "minute"}
    statement = more.pop("statement", "Ten people died.")
    claim = a_claim(statement, slug="ten", cited=False, **{**said, **more})
    daily = a_source("The Daily", kind="media")
    report = a_report(title="Ten dead", publisher=daily, url="https://example.org/ten")
    a_citation(claim, report=report, quote="Ten died", first=True)
    a_figure(claim, 10)
    return published(claim)


def settled(claim, to):
    bearing = Bearing.AGAINST if to == Status.REFUTED else Bearing.SUPPORTS
    evidence = [some_evidence(claim, bearing), some_evidence(claim, bearing)]
    if to == Status.DISPUTED:
        evidence.append(some_evidence(claim, Bearing.AGAINST))
    actions.change_status(
        claim,
        to=to,
        reason="Two counted separately: the first ten, the second too.",
        evidence=evidence,
        by=None,
        at=NOW + timedelta(hours=1),
    )


@pytest.mark.parametrize("status", [s for s in Status if s != Status.UNCONFIRMED])
def test_a_review_stands_only_where_something_was_settled(status):
    settled(a_full_claim(), status)

    found = linked("/claims/ten/")

    assert found["Claim"]["text"] == "Ten people died."
    assert ("ClaimReview" in found) == (status in REVIEWED)
    if status in REVIEWED:
        assert found["Rating"]["alternateName"] == status.label
        assert found["ClaimReview"]["itemReviewed"]["@id"] == "http://testserver/claims/ten/#claim"


def test_a_claim_names_who_said_it_when_and_where_it_stands():
    a_full_claim()

    claim = linked("/claims/ten/")["Claim"]

    assert claim["author"] == {"@type": "Organization", "name": "The hospital"}
    assert claim["datePublished"] == "2024-08-27T13:00:00+00:00"
    assert claim["firstAppearance"][0]["url"] == "https://example.org/ten"
    assert claim["about"]["name"] == "Attacks of 26 August"
    assert "ClaimReview" not in linked("/claims/ten/")


def test_an_official_is_a_person():
    a_full_claim(claimant=a_source("The Chief Minister", kind="official"))

    assert linked("/claims/ten/")["Claim"]["author"]["@type"] == "Person"


@pytest.mark.parametrize(
    ("kind", "nature", "expected"),
    [
        ("government", "person", "Person"),
        ("official", "body", "Organization"),
        ("analyst", "unnamed", None),
        ("military", "unnamed", None),
    ],
)
def test_who_speaks_is_what_the_editor_says_whatever_its_kind(kind, nature, expected):
    a_full_claim(claimant=a_source("They", kind=kind, nature=nature))

    author = linked("/claims/ten/")["Claim"].get("author", {})

    assert author.get("@type") == expected


def test_a_claim_that_was_taken_back_says_so_and_is_not_reviewed():
    claim = a_full_claim()
    settled(claim, Status.CONFIRMED)
    actions.retract(claim, reason="We misread it.", by=an_editor(), at=NOW + timedelta(hours=2))

    found = linked("/claims/ten/")

    assert "ClaimReview" not in found
    assert found["Claim"]["creativeWorkStatus"] == ["Retracted"]
    page = read("/claims/ten/")
    assert 'og:title" content="Retracted. Said by the hospital: Ten people died."' in page
    assert 'og:description" content="Retracted. Said by the hospital' in page
    assert "We misread it." in page.partition('og:description"')[2].partition(">")[0]


def test_words_that_were_never_theirs_are_not_put_into_their_mouth():
    claim = a_full_claim()
    settled(claim, Status.REFUTED)
    claim.lifecycle = Lifecycle.MISATTRIBUTED
    claim.save()
    actions.publish([claim], note="They did not say so.", by=None, at=NOW + timedelta(hours=2))

    found = linked("/claims/ten/")

    assert "ClaimReview" not in found
    assert "author" not in found["Claim"]
    assert "datePublished" not in found["Claim"]
    assert "Said 27 August" not in read("/claims/ten/").partition('id="use"')[2]


@pytest.mark.parametrize(
    ("nature", "kind", "told"),
    [
        ("body", "media", "Organization"),
        ("person", "witness", "Person"),
        ("unnamed", "media", None),
    ],
)
def test_whoever_published_a_report_is_a_person_a_body_or_neither(nature, kind, told):
    claim = a_claim(slug="ten", cited=False)
    publisher = a_source("Nobody knows", kind=kind, nature=nature)
    a_citation(claim, report=a_report(publisher=publisher))
    published(claim)

    (appeared,) = linked("/claims/ten/")["Claim"]["appearance"]

    assert appeared.get("publisher", {}).get("@type") == told


def test_a_long_claim_is_cut_at_a_word_and_visibly():
    claim = a_full_claim(statement="The number of people killed in the district had risen " * 3)
    settled(claim, Status.CONFIRMED)

    said = linked("/claims/ten/")["ClaimReview"]["claimReviewed"]

    assert said == "The number of people killed in the district had risen The number of…"
    assert len(said) <= LONGEST
    assert claim.statement.startswith(said[:-1])


def test_an_event_is_coverage_with_its_changes_and_corrections():
    claim = a_full_claim()
    settled(claim, Status.CONFIRMED)
    actions.change_status(
        claim,
        to=Status.UNCONFIRMED,
        reason="One had not counted.",
        change="correction",
        evidence=[],
        by=None,
        at=NOW + timedelta(hours=2),
    )

    found = linked("/events/attacks/")

    coverage = found["LiveBlogPosting"]
    assert coverage["liveBlogUpdate"][0]["headline"] == "Confirmed changed to Unconfirmed"
    (_, decided, *_) = coverage["liveBlogUpdate"]
    assert decided["headline"] == "Unconfirmed, not examined changed to Confirmed"
    (correction,) = coverage["correction"]
    assert correction["text"] == "One had not counted."
    assert correction["about"]["text"] == "Ten people died."
    assert correction["about"]["author"]["name"] == "The hospital"
    assert coverage["about"]["startDate"] == "2024-08-26"
    assert "ClaimReview" not in found


def test_the_figures_of_an_event_are_a_dataset_that_can_be_fetched(client):
    a_full_claim()

    dataset = linked("/events/attacks/figures/")["Dataset"]

    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["temporalCoverage"] == "2024-08-26/2024-08-26"
    for one in dataset["distribution"]:
        answer = client.get(one["contentUrl"].removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(one["encodingFormat"])


LISTS = ["claims", "events", "sources", "questions", "changes", "corrections", "about"]


def test_linked_data_of_every_kind_of_page_says_nothing_that_the_page_does_not():
    who = a_source("Chief Minister", nature="person", aliases=["The CM"], about="Of the province.")
    claim = a_full_claim(claimant=who)
    position = published(a_position(claim.event, low=10, high=12))
    settled(claim, Status.CONFIRMED)
    position.low = 11
    position.save()
    actions.publish(
        [position], note="Two were counted twice.", change="correction", by=None, at=NOW
    )
    given = [("one", "The army did.", [claim]), ("other", "Nobody knows.", [])]
    published(a_question(claim.event, "Who fired?", slug="who", answers=given))

    for path in (
        "/claims/ten/",
        "/events/attacks/",
        "/events/attacks/figures/",
        f"/sources/{who.slug}/",
        "/questions/who/",
        "/",
        "/methodology/",
        *(f"/{name}/" for name in LISTS),
    ):
        says_no_more_than_its_page(path)

    found = linked("/events/attacks/")["LiveBlogPosting"]["correction"]
    assert [one["text"] for one in found] == ["Two were counted twice."]
    person = linked(f"/sources/{who.slug}/")["Person"]
    assert (person["name"], person["alternateName"]) == ("Chief Minister", ["The CM"])
    asked = linked("/questions/who/")["Question"]
    assert [one["text"] for one in asked["suggestedAnswer"]] == ["The army did.", "Nobody knows."]
    assert linked("/")["WebSite"]["publisher"]["name"] in read("/")
    assert linked("/corrections/")["CollectionPage"]["name"] == "Corrections"


def test_a_group_that_nobody_named_is_no_person_and_no_body():
    group = published(a_source("Local officials", nature="unnamed"))

    assert set(linked(f"/sources/{group.slug}/")) == {"BreadcrumbList", "ListItem"}


def says_no_more_than_its_page(path):
    page = read(path)
    shown = " ".join(html.unescape(TAGS.sub(" ", BLOCK.sub("", page))).split())
    stated = re.findall(r'datetime="(.*?)"', page)
    times = {re.sub(r"(T\d\d:\d\d)(?=[+-])", r"\1:00", text) for text in stated}

    (whole,) = (json.loads(block)["@graph"] for block in BLOCK.findall(page))
    for said in told(whole):
        text = " ".join(said.removesuffix("…").split())
        # An address, a time of the page, a span of two, a media type, or words of the page.
        known = said.startswith(("http://testserver/", "https://")) or said in times | {
            "text/csv",
            "application/jsonl",
            "application/json",
            "required name=search_term_string",
        }
        spans = all(part in times for part in said.split("/"))
        heading = all(part in shown for part in text.split(": ", 1))
        assert known or spans or text in shown or heading, (path, said)


def told(value):
    """Every text but the names of types and properties."""
    for node in nodes({"@type": "", "all": value}):
        for name, inner in node.items():
            if not name.startswith("@") and not isinstance(inner, dict):
                yield from (s for s in strings(inner) if not is_type(s))


def is_type(text):
    return text in WORDS or text.endswith(("#claim", "#review", "#coverage", "#figures"))


@pytest.mark.parametrize("path", ["/claims/ten/", "/events/attacks/", "/events/attacks/figures/"])
def test_a_page_of_the_past_carries_none_beside_what_previews_show(path):
    a_full_claim()

    page = read(path, as_of="2030-01-01")

    assert BLOCK.findall(page) == []
    assert f'"og:url" content="http://testserver{path}?as_of=2030-01-01"' in page
    # As of a time no entry says what the page does.
    assert 'picture.png?as_of=2030-01-01">' in page
    assert BLOCK.findall(read(path)) != []


def test_what_was_withheld_is_not_described():
    claim = a_full_claim()
    actions.suppress(claim, grounds=Grounds.LAW, reason="A court", by=an_editor(), at=NOW)

    page = read("/claims/ten/")

    assert BLOCK.findall(page) == []
    assert '"og:title" content="Withheld"' in page
    assert "Ten people" not in page


def test_no_text_ends_the_data_block():
    text = "</script><script>alert(1)</script> & <!-- \u2028 “so”"
    a_full_claim(statement=text)

    page = read("/claims/ten/")
    (block,) = BLOCK.findall(page)

    assert not set("<>&\u2028") & set(block)
    # What ends a line unseen is kept as a space.
    assert json.loads(block)["@graph"][0]["text"] == text.replace("\u2028", " ")
    assert mistakes(page) == []


def test_a_summary_says_who_said_it_and_where_it_stands():
    a_full_claim()

    page = read("/claims/ten/")

    told = "Unconfirmed, not examined. Said by the hospital"
    assert f'<meta property="og:title" content="{told}: Ten people died.">' in page
    assert f'<meta property="og:description" content="{told}' in page
    assert "“" not in page.partition("</head>")[0]
    assert '<meta property="og:url" content="http://testserver/claims/ten/">' in page
    assert 'href="/claims/ten/changes.atom"' in page
    assert 'type="application/feed+json"' in page


@pytest.mark.parametrize(
    "path", ["/", "/claims/", "/events/", "/sources/", "/changes/", "/methodology/"]
)
def test_every_list_describes_itself_and_leads_to_the_feeds(path):
    page = read(path)

    assert '<meta name="description" content="' in page
    assert 'href="/feeds/changes.atom"' in page
    assert "CC BY 4.0" in page
    assert mistakes(page) == []


def strings(value):
    """Every text in it, however deep."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []
