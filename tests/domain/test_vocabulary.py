import pytest

from claims.domain import categories, relations, status, vocabulary
from claims.domain.vocabulary import COUNTS, EvidenceKind, Medium, Qualifier, Word, choices

VOCABULARIES = Word.__subclasses__()


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.__name__)
def test_every_word_has_a_label_of_its_own_and_can_be_found_by_its_value(words):
    labels = [word.label for word in words]

    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert [words(str(word)) for word in words] == list(words)


def test_choices_are_pairs_of_plain_text():
    pairs = choices(vocabulary.MEDIUM_LABELS)

    assert pairs[1] == ("press_conference", "Press conference")
    assert type(pairs[1][0]) is str
    assert len(pairs) == len(Medium)


def test_qualifiers_are_exactly_those_of_the_dossier():
    listed = "exactly plain at_least more_than at_most up_to about nearly between unstated"

    assert [str(qualifier) for qualifier in Qualifier] == listed.split()


def test_repeated_and_hearsay_evidence_count_for_nothing():
    assert set(EvidenceKind) - COUNTS == {EvidenceKind.REPEATED, EvidenceKind.HEARSAY}


def test_every_relation_reads_from_both_ends():
    same = {
        relation
        for relation in relations.Relation
        if relations.LABELS[relation] == relations.INVERSE_LABELS[relation]
    }

    assert same == relations.SYMMETRIC
    assert relations.INVERSE_LABELS[relations.Relation.REPEATS] == "repeated by"


def test_every_status_has_what_readers_and_editors_need():
    for table in (status.LABELS, status.DEFINITIONS, status.NEEDS):
        assert list(table) == list(status.Status)
        assert len(set(table.values())) == len(table)


def test_the_default_tree_is_that_of_the_design():
    parents = {
        category["slug"]: parent and parent["slug"]
        for category, parent in categories.walk(categories.default_tree())
    }

    assert parents == {
        "all": None,
        "attackers": "all",
        "everyone-else": "all",
        "civilians": "everyone-else",
        "security-forces": "everyone-else",
        "soldiers": "security-forces",
        "law-enforcement": "security-forces",
        "police": "law-enforcement",
        "paramilitary": "law-enforcement",
    }


def test_only_the_whole_is_said_to_leave_nobody_out():
    complete = {
        category["slug"]: category["complete"]
        for category, _ in categories.walk(categories.default_tree())
        if "complete" in category
    }

    assert complete == {"all": ["main"]}


def test_changing_one_tree_changes_no_other():
    categories.default_tree()[0]["parts"].clear()

    assert len(list(categories.walk(categories.default_tree()))) == 9
