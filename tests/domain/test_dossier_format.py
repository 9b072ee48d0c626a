import re
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator

from claims.domain import dossier_format, relations, status, vocabulary
from claims.domain.categories import default_tree

SCHEMA = dossier_format.schema()

SMALL = {
    "format": "counterclaim-dossier/1",
    "event": {"slug": "kalat", "title": "Kalat", "latitude": "29.02", "longitude": 66.59},
    "categories": default_tree(),
    "sources": [
        {"slug": "ispr", "name": "ISPR", "kind": "military", "side": "state"},
        {
            "slug": "hospital",
            "name": "Kalat hospital",
            "kind": "health",
            "side": "state",
            "apart_from": [{"source": "ispr", "reason": "Counts its own admissions."}],
        },
    ],
    "reports": [{"slug": "statement", "publisher": "ispr", "published_at": "2024-08-26T18:10"}],
    "claims": [
        {
            "slug": "toll",
            "claimant": "ispr",
            "event": "kalat",
            "statement": "Five police officers were killed in Kalat.",
            "citations": [{"report": "statement", "quote": "five policemen", "first": True}],
            "figures": [
                {
                    "id": "K1",
                    "measure": "killed",
                    "category": "police",
                    "qualifier": "at_least",
                    "value": 5,
                    "high": None,
                    "derived_from": [{"figure": "kalat/K2", "sign": "-"}],
                }
            ],
            "stances": [{"source": "hospital", "stance": "declines"}],
            "evidence": [{"key": "E1", "bearing": "supports", "kind": "official"}],
            "history": [{"status": "unconfirmed", "at": "2024-08-26", "reason": "One source."}],
        }
    ],
    "links": [{"from": "toll", "relation": "repeats", "to": "other-toll"}],
    "positions": [{"event": "kalat", "category": "police", "measure": "killed", "low": 4}],
    "answers": [
        {
            "finding": {"kind": "chain", "figures": ["K1"]},
            "answer": "shown",
            "reason": "Both stand.",
        }
    ],
}


def complaints(dossier):
    return {error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(dossier)}


def changed(place, value):
    """The small dossier with one thing put elsewhere, or left out."""
    dossier = deepcopy(SMALL)
    target = dossier
    for step in place[:-1]:
        target = target[step]
    if value is ...:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return dossier


def test_the_schema_is_itself_sound():
    Draft202012Validator.check_schema(SCHEMA)


def test_a_small_dossier_of_every_kind_of_thing_is_taken():
    assert complaints(SMALL) == set()


CLAIM = ("claims", 0)
FIGURE = (*CLAIM, "figures", 0)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "counterclaim-dossier/2"),
        (("extra",), 1),
        (("event", "title"), ...),
        (("event", "title"), " \n"),
        (("event", "slug"), "Kalat"),
        (("event", "slug"), "kalat\n"),
        (("event", "latitude"), "1e5"),
        (("event", "latitude"), 91),
        (("sources", 0, "kind"), "army"),
        (("sources", 1, "apart_from", 0, "reason"), ""),
        (("reports", 0, "published_at"), "26 August"),
        (("reports", 0, "url"), "javascript:alert(1)"),
        ((*CLAIM, "statement"), ...),
        ((*CLAIM, "short"), "x" * 75),
        ((*CLAIM, "publication"), "withheld"),
        ((*CLAIM, "history", 0, "reason"), ...),
        ((*FIGURE, "value"), 5.5),
        ((*FIGURE, "value"), "5"),
        ((*FIGURE, "value"), -1),
        ((*FIGURE, "value"), 10**15 + 1),
        ((*FIGURE, "qualifier"), None),
        ((*FIGURE, "id"), "a/b"),
        ((*FIGURE, "derived_from", 0, "sign"), "x"),
    ],
)
def test_what_the_format_does_not_allow_is_found_at_its_place(place, value):
    found = complaints(changed(place, value))

    # Of what is missing or too much, the complaint names the thing that has it.
    path = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    assert found in ({path}, {path.rpartition(".")[0]})


@pytest.mark.parametrize(
    "place",
    [
        ("sources",),
        ("event", "summary"),
        ("event", "parts"),
        (*CLAIM, "said_precision"),
        (*FIGURE, "low"),
        (*FIGURE, "includes_attackers"),
        (*FIGURE, "supersedes"),
    ],
)
def test_null_is_the_same_as_absent_where_a_thing_may_be_absent(place):
    assert complaints(changed(place, None)) == set()


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("source", "kind", vocabulary.SourceKind),
        ("source", "nature", vocabulary.Nature),
        ("report", "publisher_action", vocabulary.PublisherAction),
        ("report", "medium", vocabulary.Medium),
        ("claim", "lifecycle", vocabulary.Lifecycle),
        ("figure", "qualifier", vocabulary.Qualifier),
        ("figure", "treatment", vocabulary.Treatment),
        ("stance", "stance", vocabulary.StanceKind),
        ("evidence", "bearing", vocabulary.Bearing),
        ("evidence", "kind", vocabulary.EvidenceKind),
        ("history", "status", status.Status),
        ("history", "change", vocabulary.ChangeType),
        ("link", "relation", relations.Relation),
        ("link", "state", vocabulary.LinkState),
        ("answer", "answer", vocabulary.Answer),
        ("decision", "option", vocabulary.Option),
    ],
)
def test_the_schema_speaks_our_vocabulary(kind, key, words):
    listed = SCHEMA["$defs"][kind]["properties"][key]["enum"]

    assert [word for word in listed if word is not None] == list(words)


def test_nothing_in_a_dossier_may_have_keys_we_do_not_know():
    shapes = [SCHEMA, *SCHEMA["$defs"].values()]

    assert all(shape["additionalProperties"] is False for shape in shapes if "properties" in shape)


def test_no_pattern_lets_a_last_line_break_through():
    patterns = re.findall(r'"pattern": "(\^.*)"', dossier_format._TEXT)

    assert patterns
    assert all(pattern.endswith("$(?!\\\\n)") for pattern in patterns)


def test_keys_are_written_in_the_order_people_read_them():
    claim = {"statement": "s", "slug": "a", "event": "e", "claimant": "c"}

    assert list(dossier_format.in_order("claim", claim)) == [
        "slug",
        "claimant",
        "event",
        "statement",
    ]
    assert dossier_format.in_order("claim", claim) == claim


def test_a_key_the_format_has_not_is_refused_in_writing_too():
    with pytest.raises(ValueError, match=r"A link has no colour\."):
        dossier_format.in_order("link", {"colour": "red"})


def test_changing_a_copy_of_the_schema_changes_no_other():
    dossier_format.schema().clear()

    assert dossier_format.schema() == SCHEMA
