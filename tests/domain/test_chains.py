from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain import chains
from claims.domain.chains import Originator, SourceFacts, Sources, Voice
from claims.domain.errors import RuleBroken
from claims.domain.parties import Parties
from tests.domain.people import SOURCES, a_party, with_facts


def count(*originators, sources=SOURCES):
    return chains.independent(
        [o if isinstance(o, Originator) else Originator(o) for o in originators], sources
    )


@pytest.mark.parametrize(
    ("originators", "expected"),
    [
        ([], 0),
        (["ispr"], 1),
        (["ispr"] * 4, 1),
        (["ispr", "military"], 1),
        (["ispr", "bugti", "police-chief", "naqvi"], 1),
        (["ispr", "bla"], 2),
        (["bla", "bla-spokesman"], 1),
        (["outlet-1", "outlet-2", "outlet-3"], 3),
        (["outlet-1", "correspondent"], 1),
        (["hospital", "ispr"], 2),
        (["hospital", "bugti"], 1),
        (["hospital", "bugti", "ispr"], 2),
        (["hospital", "bugti", "outlet-1"], 2),
    ],
)
def test_originators_are_counted_once_for_each_chain(originators, expected):
    assert count(*originators) == expected


def test_what_is_recorded_of_a_body_holds_for_who_speaks_for_it():
    doctor = SourceFacts("doctor", "a doctor", speaks_for=(Voice("hospital"),))
    sources = with_facts(SOURCES, doctor)

    assert count("doctor", "ispr", sources=sources) == 2


def test_knowing_separately_never_parts_one_voice():
    ispr = replace(SOURCES["ispr"], apart_from=frozenset({"military"}))

    assert count("ispr", "military", sources=with_facts(SOURCES, ispr)) == 1


def test_a_concession_is_a_chain_apart_from_its_side_but_not_from_its_own_voice():
    conceded = Originator("ispr", concedes=True)

    assert count(conceded, "bugti") == 2
    assert count(conceded, "military") == 1
    assert count(conceded, "ispr") == 1


def test_one_side_conceding_twice_is_one_chain():
    assert count(Originator("ispr", concedes=True), Originator("bugti", concedes=True)) == 1


def test_speaking_for_one_another_in_a_circle_is_refused_by_name():
    circle = Sources(
        {
            "c": SourceFacts("c", "Carla", speaks_for=(Voice("a"),)),
            "a": SourceFacts("a", "Anna", speaks_for=(Voice("b"),)),
            "b": SourceFacts("b", "Berta", speaks_for=(Voice("a"),)),
        }
    )

    with pytest.raises(RuleBroken, match="^Anna and Berta are said to speak for one another"):
        chains.check_voices(circle)


def test_a_circle_is_found_among_several_whom_one_speaks_for():
    def facts(key, *whom):
        return key, SourceFacts(key, key.title(), speaks_for=tuple(map(Voice, whom)))

    chains.check_voices(Sources(dict([facts("a", "b", "c"), facts("b", "c"), facts("c")])))
    with pytest.raises(RuleBroken, match="^A and B are said to speak for one another"):
        chains.check_voices(Sources(dict([facts("a", "b", "c"), facts("b", "a"), facts("c")])))
    with pytest.raises(RuleBroken, match="^A and C are said to speak for one another"):
        chains.check_voices(Sources(dict([facts("a", "b", "c"), facts("b"), facts("c", "a")])))


def test_a_party_comes_from_whom_a_source_speaks_for():
    ispr, bugti, *outlets = map(Originator, ["ispr", "bugti", "outlet-1", "outlet-2"])

    assert chains.party_of(ispr, SOURCES).name == "the state"
    assert chains.together(ispr, bugti, SOURCES)
    assert not chains.together(*outlets, SOURCES)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("bla", "ispr", True),
        ("bla-spokesman", "bugti", True),
        ("ispr", "bugti", False),
        ("bla", "outlet-1", False),
        ("outlet-1", "outlet-2", False),
    ],
)
def test_sources_are_opposed_where_both_are_of_parties_and_the_parties_differ(a, b, expected):
    assert chains.opposed(Originator(a), Originator(b), SOURCES) is expected
    assert chains.opposed(Originator(b), Originator(a), SOURCES) is expected


def test_an_editor_reads_why_sources_are_one_chain():
    originators = [Originator(key) for key in ("naqvi", "ispr", "outlet-1", "bla", "bla-spokesman")]

    assert [chain.sentence for chain in chains.chains_explained(originators, SOURCES)] == [
        "BLA and Jeeyand Baloch speak with one voice: one chain.",
        "ISPR and Interior Minister Naqvi are on one side, the state: one chain.",
        "Outlet 1: one chain.",
    ]


def test_an_editor_reads_how_many_of_a_side_know_separately():
    originators = [Originator(key) for key in ("ispr", "hospital", "bugti")]

    [chain] = chains.chains_explained(originators, SOURCES)

    assert [originator.source for originator in chain.originators] == ["bugti", "hospital", "ispr"]
    assert chain.independent == 2
    assert chain.sentence == (
        "Chief Minister Bugti, ISPR and Kalat hospital are on one side, the state: 2 chains."
    )


def a_side_of(number, apart):
    """Sources of one side, of whom the given pairs know separately."""
    facts = {
        str(n): SourceFacts(
            str(n), f"S{n}", apart_from=frozenset(str(b) for a, b in apart if a == n)
        )
        for n in range(number)
    }
    return Sources(facts, Parties((a_party("x", *facts),)))


def largest_by_trying_all(sources):
    keys = [Originator(key) for key in sources.facts]
    for size in range(len(keys), 0, -1):
        for some in combinations(keys, size):
            if not any(chains.dependent(a, b, sources) for a, b in combinations(some, 2)):
                return size
    return 0


pairs = st.frozensets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=30)


@settings(max_examples=60)
@given(pairs)
def test_the_count_is_exact_whoever_knows_separately(apart):
    sources = a_side_of(7, apart)

    assert count(*sources.facts, sources=sources) == largest_by_trying_all(sources)


@given(pairs, st.randoms())
def test_order_makes_no_difference(apart, random):
    sources = a_side_of(7, apart)
    shuffled = list(sources.facts)
    random.shuffle(shuffled)

    assert count(*shuffled, sources=sources) == count(*sources.facts, sources=sources)


def test_a_crowd_is_counted_in_time_and_never_too_high():
    ring = {(n, (n + 2) % 41) for n in range(41)}
    sources = a_side_of(41, ring)

    assert count(*sources.facts, sources=sources) == 2
    assert count(*map(str, range(200)), sources=a_side_of(200, [])) == 1


TIES_OF_FIFTEEN = (
    (0, (4, 7, 9, 12)), (1, (5, 7, 9, 14)), (2, (3, 5, 6, 7, 8, 10)), (3, (8, 13)),
    (4, (5, 9, 12)), (5, (7, 8, 11, 12, 13, 14)), (6, (11,)), (7, (10, 13)), (8, (11, 14)),
    (9, (13,)), (10, (12, 13)),
)  # fmt: skip


def test_fifteen_are_still_counted_exactly():
    # A quicker count, always taking who is tied to fewest, stops one short here.
    ties = {(a, b) for a, others in TIES_OF_FIFTEEN for b in others}
    sources = a_side_of(15, set(combinations(range(15), 2)) - ties)

    assert largest_by_trying_all(sources) == 6
    assert count(*sources.facts, sources=sources) == 6


def test_in_a_crowd_those_tied_to_one_alone_are_counted_each():
    apart_but_for_the_first = set(combinations(range(1, 31), 2))
    sources = a_side_of(31, apart_but_for_the_first)

    assert count(*sources.facts, sources=sources) == 30


def test_those_tied_in_twos_and_threes_are_counted_exactly():
    # Pairs apart from everybody else, and one tied to both ends of a line of three.
    ties = {(0, 1), (2, 3), (4, 5), (5, 6), (1, 2)}
    sources = a_side_of(7, set(combinations(range(7), 2)) - ties)

    assert largest_by_trying_all(sources) == 4
    assert count(*sources.facts, sources=sources) == 4
