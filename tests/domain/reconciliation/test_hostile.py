"""Files that nobody means well with: a clear message, or an honest word that the search stopped."""

import subprocess
import sys

import pytest

from claims.domain import reconciliation
from claims.domain.errors import RuleBroken
from claims.domain.reconciliation import CONTRADICTIONS

HIGHEST = 10**15


def dossier(*figures, parts=("p", "q", "r"), **more):
    claims = [
        {"slug": f"c{n}", "claimant": "s", "event": "e", "statement": "x", "figures": [one]}
        for n, one in enumerate(figures)
    ]
    return {
        "event": {"slug": "e", "title": "E", "parts": [{"slug": p, "title": p} for p in parts]},
        "sources": [{"slug": "s", "name": "S", "kind": "other"}],
        "claims": claims,
    } | more


def count(key, value, category="all", event="e", qualifier="plain", **more):
    named = {"id": key, "measure": "killed", "category": category, "event": event}
    return {**named, "qualifier": qualifier, "value": value, **more}


def check(*figures, **more):
    return reconciliation.check(reconciliation.read(dossier(*figures, **more)))


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ([count("A", 5, low=9, high=3)], r"figures\[0\]: The lowest \(9\) is above"),
        ([count("A", HIGHEST + 1)], "cannot be kept"),
        ([count("A", 5, category="ghosts")], "There is no category “ghosts”"),
        ([count("A", 5, event="moon")], "There is no part “moon”"),
        ([count("A", 5), count("A", 6)], "there is another figure “A”"),
        ([count("A", 5, supersedes="Z")], "names a figure Z that is not in the file"),
        ([count("A", 5, supersedes="A")], "supersede one another in a circle: A"),
        (
            [count("A", 5, supersedes="B"), count("B", 6, supersedes="A")],
            "supersede one another in a circle: A, B",
        ),
        (
            [count("A", 5, repeats="B"), count("B", 6, repeats="A")],
            "repeat one another in a circle: A, B",
        ),
        ([count("A", 5, qualifier="unstated", low=None, high=None)], "lowest or the highest"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(figures, message):
    with pytest.raises(RuleBroken, match=message):
        check(*figures)


def test_a_part_of_itself_is_refused():
    event = {"slug": "e", "title": "E", "parts": [{"slug": "e", "title": "E"}]}

    with pytest.raises(RuleBroken, match="“e” stands twice in the tree"):
        check(event=event)


def test_trees_deeper_than_any_event_are_refused():
    event = {"slug": "e0", "title": "E"}
    for depth in range(1, 5000):
        event = {"slug": f"e{depth}", "title": "E", "parts": [event]}

    with pytest.raises(RuleBroken, match="deeper than 64 steps"):
        check(event=event)


@pytest.mark.parametrize("short", [0, 1])
def test_one_person_in_a_thousand_billion_is_not_lost(short):
    third = HIGHEST // 3
    parts = [count(place, third, event=place) for place in "pqr"]
    few = count("F", 1, "soldiers", "p")

    result = check(*parts, few, count("T", 3 * third - short))

    clashes = [f.figures for f in result.findings if f.kind in CONTRADICTIONS]
    assert clashes == ([("p", "q", "r", "T")] if short else [])
    assert all(found.impossible == bool(short) for found in result.ranges)


def test_numbers_that_floating_point_cannot_tell_apart_are_told_apart():
    result = check(count("A", HIGHEST, qualifier="at_least"), count("B", HIGHEST - 1))

    assert [f.figures for f in result.findings] == [("A", "B")]


def test_thousands_of_figures_of_one_cell_stop_the_search_and_say_so():
    result = check(*(count(f"F{n}", n) for n in range(5000)))

    assert not result.complete
    assert result.ranges[0].impossible
    assert 2000 <= len(result.findings) < 2500


def test_an_event_too_large_for_the_solver_is_never_called_consistent():
    places = [f"p{n}" for n in range(400)]
    groups = [{"slug": f"k{n}", "name": "K"} for n in range(200)]
    figures = [count(f"F{n}", 1, f"k{n % 200}", places[n % 399]) for n in range(2000)]

    result = check(*figures, parts=places, categories=groups)

    assert not result.complete
    assert {(found.low, found.high) for found in result.ranges} == {(0, None)}


def test_a_breakdown_of_thirty_places_that_does_not_add_up_is_one_finding():
    places = [f"p{n:02}" for n in range(30)]
    whole = dossier(parts=places)
    figures = [count(place, 10, event=place) for place in places]
    whole["claims"] = [
        {
            "slug": "one",
            "claimant": "s",
            "event": "e",
            "statement": "x",
            "figures": [*figures, count("T", 200)],
        }
    ]

    result = reconciliation.check(reconciliation.read(whole))

    assert [f.kind for f in result.findings] == ["self_inconsistent"]
    assert result.findings[0].figures == (*places, "T")
    assert not result.complete


def test_a_page_that_does_not_check_figures_never_loads_the_solver():
    program = (
        "import sys; from claims.domain import reconciliation;"
        " print({'highspy', 'numpy'} & set(sys.modules))"
    )

    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "set()"
