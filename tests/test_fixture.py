"""The dossier of the Balochistan attacks is whole: what it names is there, once."""

from collections import Counter

from jsonschema import Draft202012Validator

from claims.domain import figures
from claims.domain.categories import walk
from claims.domain.dossier_format import KEY_ORDER, schema
from claims.domain.vocabulary import Qualifier
from tests.balochistan import CLAIMS, DOSSIER, FIGURES, REPORTS, SOURCES, for_each_claim


def events(event=DOSSIER["event"]):
    yield event["slug"]
    for part in event.get("parts", []):
        yield from events(part)


def test_the_dossier_has_the_format_it_says():
    problems = [
        f"{e.json_path}: {e.message}" for e in Draft202012Validator(schema()).iter_errors(DOSSIER)
    ]

    assert problems == []


def test_its_keys_stand_in_the_order_people_read_them():
    for kind in ("source", "report", "claim", "link"):
        for thing in DOSSIER[f"{kind}s"]:
            assert list(thing) == [key for key in KEY_ORDER[kind] if key in thing]


def test_nothing_is_named_twice():
    names = {
        "events": list(events()),
        "categories": [category["slug"] for category, _ in walk(DOSSIER["categories"])],
        "figures": [f["id"] for claim in CLAIMS.values() for f in claim.get("figures", [])],
        **{kind: [x["slug"] for x in DOSSIER[kind]] for kind in ("sources", "reports", "claims")},
    }

    twice = {
        kind: [n for n, times in Counter(ns).items() if times > 1] for kind, ns in names.items()
    }

    assert not any(twice.values()), twice


@for_each_claim
def test_what_a_claim_names_is_there(claim):
    reports = [c["report"] for c in claim["citations"]]
    reports += [e["report"] for e in claim.get("evidence", [])]
    reports += [s["report"] for s in claim.get("stances", [])]
    sources = [claim["claimant"]] + [e["originator"] for e in claim.get("evidence", [])]
    sources += [s["source"] for s in claim.get("stances", [])]

    assert claim["event"] in set(events())
    assert set(reports) <= set(REPORTS)
    assert set(sources) <= set(SOURCES)


@for_each_claim
def test_what_a_figure_names_is_there(claim):
    categories = {category["slug"] for category, _ in walk(DOSSIER["categories"])}
    for f in claim.get("figures", []):
        related = [f.get("supersedes"), f.get("repeats"), *f.get("same_people_as", [])]
        related += [part["figure"] for part in f.get("derived_from", [])]
        readings = [f, *f.get("readings", [])]

        assert {name for name in related if name} <= set(FIGURES) - {f["id"]}
        assert {r.get("category", "all") for r in readings} <= categories
        assert {r.get("event", claim["event"]) for r in readings} <= set(events())


@for_each_claim
def test_figures_say_what_their_words_say(claim):
    for f in claim.get("figures", []):
        given = {end: f[end] for end in ("low", "high") if end in f}

        low, high = figures.bounds(Qualifier(f["qualifier"]), f.get("value"), **given)

        assert low is not None
        assert high is None or low <= high


def test_sources_and_reports_name_what_is_there():
    assert {s["speaks_for"] for s in SOURCES.values() if "speaks_for" in s} <= set(SOURCES)
    assert {r["publisher"] for r in REPORTS.values()} <= set(SOURCES)
    assert {r["reprints"] for r in REPORTS.values() if "reprints" in r} <= set(REPORTS)


def test_links_join_two_claims_and_say_why():
    pairs = Counter((k["from"], k["relation"], k["to"]) for k in DOSSIER["links"])

    assert set(pairs.values()) == {1}
    for link in DOSSIER["links"]:
        assert {link["from"], link["to"]} <= set(CLAIMS)
        assert link["from"] != link["to"]
        assert link["note"]


def test_outlets_belong_to_no_party():
    members = {member["source"] for party in DOSSIER["parties"] for member in party["members"]}
    outlets = {s["slug"] for s in SOURCES.values() if s["kind"] in ("media", "agency")}

    assert members
    assert members <= set(SOURCES)
    assert not members & outlets


def test_every_address_is_whole():
    assert [r["slug"] for r in REPORTS.values() if "..." in r.get("url", "")] == []
