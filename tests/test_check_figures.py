"""The command that checks a dossier's figures. No test here may touch a database, nor may it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmarks import figures as bench

DATA = Path(__file__).parent / "domain" / "reconciliation" / "data"
TOTAL = "raid/everyone-else/killed"


def check(kind, *options):
    out = io.StringIO()
    call_command("check_figures", str(DATA / f"{kind}.json"), *options, stdout=out)
    return out.getvalue()


def plain(kind, *options):
    return json.loads(check(kind, "--json", *options))


def ranges(kind, *options):
    return [(r["low"], r["high"], r["impossible"]) for r in plain(kind, *options)["ranges"]]


def test_machines_read_everything_that_was_found():
    found = plain("sum_exceeds_total")

    (finding,) = found.pop("findings")
    assert len(finding.pop("fingerprint")) == 32
    assert "6 + 5 = 11" in finding.pop("sentence")
    assert finding == {
        "kind": "sum_exceeds_total",
        "figures": ["north-6", "south-5", "all-10"],
        "opposed": False,
        "direction": None,
        "severity": 3,
    }
    for planned in ("decisions", "by_party", "not_binding"):
        found.pop(planned)
    names = {"category": "everyone-else", "measure": "killed"}
    impossible = {**names, "low": None, "high": None, "impossible": True}
    assert found == {
        "ranges": [{"event": e, **impossible} for e in ("north", "raid", "south")],
        "originators": 3,
        "complete": True,
    }


def test_people_read_the_groups_the_ranges_and_who_stands_behind_them():
    told = check("overtaken_by_later_count")

    assert told.startswith("What is to be decided\n\nNothing has to be decided.\n")
    assert "by those of no party 9 or more; over all 9 or more.\n" in told
    assert "A newer count\n\n  [tuesday-9, monday-7] Overtaken by a later count." in told
    assert "impossible" not in told
    assert "Independent originators: 2\n" in told


def test_dates_that_do_not_fit_are_told_beside_what_was_found(tmp_path):
    dossier = json.loads((DATA / "direct_contradiction.json").read_text())
    dossier["event"]["starts_on"] = "2024-08-26"
    dossier["claims"][0]["said_at"] = "2023-08-26"
    file, out, err = tmp_path / "early.json", io.StringIO(), io.StringIO()
    file.write_text(json.dumps(dossier))

    call_command("check_figures", str(file), "--json", stdout=out, stderr=err)

    assert "It was said before the event began" in err.getvalue()
    assert "doubts" not in json.loads(out.getvalue())


def test_a_search_that_stopped_says_so(tmp_path):
    dossier = json.loads((DATA / "direct_contradiction.json").read_text())
    army = dossier["claims"][0]
    army["figures"] = [{**army["figures"][0], "id": f"a{n}", "value": n} for n in range(80)]
    (tmp_path / "many.json").write_text(json.dumps(dossier))
    out = io.StringIO()

    call_command("check_figures", str(tmp_path / "many.json"), stdout=out)

    assert "The search stopped at its budget" in out.getvalue()


def test_machines_read_what_is_to_be_decided_and_what_is_possible_until_then():
    found = plain("sum_exceeds_total")

    (card,) = found["decisions"]
    cell = {"event": "raid", "category": "everyone-else", "measure": "killed"}
    assert card == {
        "key": "sum:all-10",
        "kind": "part_whole",
        "about": {**cell, "party": ""},
        "figures": ["all-10", "north-6", "south-5"],
        "proposal": {
            "option": "leaves_some_out",
            "give_way": ["all-10"],
            "why": "if the whole leaves some of them out, the rest can be true",
        },
        "clears": 1,
    }
    rows = [row for row in found["by_party"] if row["event"] == "raid"]
    assert rows == [
        {**cell, "party": "", "low": 10, "high": None, "kind": "no_party", "open": ["sum:all-10"]},
        {**cell, "party": "*", "low": 10, "high": None, "status": "open"},
    ]


def test_proposals_are_taken_without_a_change_to_the_file():
    before = (DATA / "sum_exceeds_total.json").read_bytes()

    found = plain("sum_exceeds_total", "--decide", "proposals")

    decided = found["decided"]
    assert [card["key"] for card in decided.pop("taken")] == ["sum:all-10"]
    assert decided == {
        "count": 1,
        "by_kind": {"part_whole": 1},
        "left": {"within_a_party": 0, "between_parties_not_shown": 0, "decisions": 0},
        "complete": True,
    }
    assert found["decisions"] == []
    assert (DATA / "sum_exceeds_total.json").read_bytes() == before


def test_one_decision_can_be_answered_otherwise_than_proposed():
    found = plain("sum_exceeds_total", "--decide", "sum:all-10=leave_out")

    rows = {(r["event"], r["party"]): (r["low"], r["high"]) for r in found["by_party"]}
    assert rows["raid", ""] == (11, None)
    assert {"figure": "all-10", "why": "left out, for the rest to be true"} in found["not_binding"]


def test_people_read_what_was_decided_and_what_is_left():
    told = check("direct_contradiction", "--decide", "proposals")

    assert "What was decided\n\n1. " in told
    assert "Left: 0 contradictions within a party" in told


def test_figures_left_out_bound_nothing():
    assert ranges("sum_exceeds_total", "--without", "all-10", "--cell", TOTAL) == [
        (11, None, False)
    ]
    assert ranges("sum_exceeds_total", "--without", "north-6,south-5", "--cell", TOTAL) == [
        (10, 10, False)
    ]


def test_leaving_out_the_newest_count_revives_no_older_one():
    assert ranges("superseded_update", "--without", "last-9", "--cell", TOTAL) == [(0, None, False)]


@pytest.mark.parametrize("reading", ["all-10=north", "raid/all-10=north/everyone-else"])
def test_a_figure_can_be_read_as_counting_others(reading):
    options = ("--without", "north-6", "--reading", reading, "--cell", TOTAL)

    assert ranges("sum_exceeds_total", *options) == [(15, None, False)]


def test_cells_are_told_in_the_order_they_were_asked_for():
    cells = ("south/soldiers/killed", TOTAL, "north/all/injured")
    options = [option for cell in cells for option in ("--cell", cell)]

    found = plain("sum_exceeds_total", "--without", "all-10", *options)["ranges"]

    assert ["/".join((r["event"], r["category"], r["measure"])) for r in found] == list(cells)
    assert [(r["low"], r["high"]) for r in found] == [(0, None), (11, None), (0, None)]


def test_a_repeat_and_a_sum_are_no_originators_of_their_own():
    assert plain("attribution_drift", "--originators", "counted-7,wire-7")["originators"] == 1
    assert plain("derived_figure", "--originators", "sum-12")["originators"] == 0
    assert plain("derived_figure")["originators"] == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--without", "ghost"], "There is no figure “ghost” in the file."),
        (["--reading", "all-10"], "Write --reading as FIGURE=EVENT"),
        (["--reading", "all-10=moon"], "There is no part “moon” of the event."),
        (["--reading", "all-10=north/ghosts"], "There is no category “ghosts”."),
        (["--cell", "raid/killed"], "Write --cell as EVENT/CATEGORY/MEASURE"),
        (["--cell", "raid/ghosts/killed"], "There is no category “ghosts”."),
        (["--originators", "ghost"], "There is no figure “ghost” in the file."),
        (["--decide", "sum:all-10"], "Write --decide as proposals, or as KEY=OPTION"),
        (["--decide", "sum:ghost=later"], "There is no decision “sum:ghost”."),
        (["--decide", "sum:all-10=stands"], "“stands” is no answer to sum:all-10; it can be:"),
    ],
)
def test_questions_that_cannot_be_answered_are_refused_in_words(options, message):
    with pytest.raises(CommandError, match=message) as refused:
        check("sum_exceeds_total", *options)

    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "The file is empty"),
        ("[]", "write an object in braces"),
        ('{"format": "counterclaim-dossier/1"}', "“event” is missing"),
    ],
)
def test_a_file_that_is_no_dossier_is_refused_in_words(tmp_path, content, message):
    (tmp_path / "file.json").write_text(content)

    with pytest.raises(CommandError, match=message) as refused:
        call_command("check_figures", str(tmp_path / "file.json"))

    assert refused.value.returncode == 2


@pytest.mark.parametrize(("name", "code"), [("sum_exceeds_total", 0), ("ghost", 2)])
def test_the_program_ends_with_the_code_that_scripts_rely_on(name, code):
    program = [sys.executable, "manage.py", "check_figures", str(DATA / f"{name}.json")]

    run = subprocess.run(
        program, capture_output=True, cwd=Path(__file__).parent.parent, check=False
    )

    assert run.returncode == code


def test_the_measured_events_are_the_same_every_time():
    assert list(bench.made_up(100, 5)) == list(bench.made_up(100, 5))
    assert all(len(case.live) == 20 for case in bench.made_up(100, 5))


def test_what_had_no_number_is_told_in_its_own_words(tmp_path):
    """Nobody said 24: that is how the words are read, and what is compared."""
    case = json.loads((DATA / "direct_contradiction.json").read_text())
    figure = case["claims"][1]["figures"][0]
    figure |= {"words": "dozens", "qualifier": "unstated", "value": None, "low": 24}
    file = tmp_path / "dozens.json"
    file.write_text(json.dumps(case))
    out = io.StringIO()

    call_command("check_figures", str(file), stdout=out)

    assert "said dozens (read as 24 or more) killed" in out.getvalue()
    assert "said 24" not in out.getvalue()
