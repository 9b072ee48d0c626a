"""What an import tells besides: what to look at, named by its slug; and a mere check."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims import dossier
from claims.dossier.advice import LARGER
from claims.dossier.desk_rules import WHO_WITHDREW
from claims.models.desk.claim import Claim
from claims.models.desk.source import Source
from claims.models.record.entry import head_seq
from tests.builders import a_source
from tests.dossier.small import changed, complaints, small, take

pytestmark = pytest.mark.django_db
CLAIM, FIGURE = ("claims", 0), ("claims", 0, "figures", 0)
PLAIN = {"words": "five", "qualifier": "plain", "value": 5}


def doubts(found):
    return list(dossier.doubts(found))


def test_a_second_source_of_a_name_is_told_with_the_slug_of_the_first():
    a_source("REUTERS", slug="reuters-agency")
    found = small()
    found["sources"][0] |= {"slug": "reuters", "name": "Reuters"}

    (told,) = [one for one in doubts(found) if one.startswith("sources[0]")]

    assert told == (
        "sources[0].name: “Reuters” is the name of “reuters-agency” too: name that one where they"
        " are the same, else say in “about” who this is. (source “reuters”)"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", "\u0410rmy"), ("short_name", "\u0410rmy"), ("aliases", ["The army", "\u0410rmy"])],
)
def test_a_name_in_mixed_scripts_is_told_and_may_be_kept(key, value):
    found = changed(("sources", 1, key), value)

    (told,) = [one for one in doubts(found) if "mixes letters" in one]

    assert told.startswith(f"sources[1].{key}: “\u0410rmy” mixes letters that look alike")
    take(found)
    assert getattr(Source.objects.get(slug="army"), key) == value


def test_a_source_that_is_here_already_is_no_second_one():
    take(small())

    assert not [one for one in doubts(small()) if one.startswith("sources")]


@pytest.mark.parametrize(
    ("place", "value", "gone"),
    [
        ((*CLAIM, "lifecycle"), "superseded", "is superseded by a newer claim"),
        ((*CLAIM, "lifecycle"), "misattributed", "is misattributed"),
        ((*CLAIM, "publication"), "retracted", "we retracted"),
        ((*CLAIM, "history", 1, "status"), "refuted", "is refuted"),
    ],
)
def test_a_figure_in_use_of_a_claim_that_no_longer_stands_is_told(place, value, gone):
    (told,) = [one for one in doubts(changed(place, value)) if one.startswith("positions[0]")]

    assert told.startswith(
        f"positions[0].uses[0]: it uses “army-5” of the claim “army-5-killed”, which {gone}:"
    )


def test_what_is_larger_than_the_figure_built_on_it_is_told():
    found = small()
    found["claims"][0]["figures"][1]["value"] = 2

    told = [one for one in doubts(found) if "built_on" in one]

    named = "(claim “army-5-killed”, figure “army-all”)"
    assert told == [
        f"claims[0].figures[1].built_on: {LARGER.format(*pair)} {named}"
        for pair in (("army-5", 5, 2), ("river-3", 3, 2))
    ]


def test_a_withdrawal_needs_who_withdrew_it():
    found = changed((*CLAIM, "lifecycle"), "withdrawn")
    claim = found["claims"][0]

    told = [one for one in complaints(found) if "lifecycle" in one]

    who = WHO_WITHDREW.format(claim["claimant"])
    assert told == [f"claims[0].lifecycle: {who} (claim “army-5-killed”)"]
    claim["stances"].append(
        {"source": claim["claimant"], "stance": "withdraws", "report": "late-report"}
    )
    assert complaints(found) == []


def test_of_what_readers_do_not_see_so_who_withdrew_it_is_only_asked():
    assert [one for one in doubts(small()) if "where its claimant withdrew it" in one]
    assert complaints(small()) == []


def test_citations_dated_after_a_status_are_said_as_such():
    found = small()
    cited = found["claims"][0]["citations"]
    del cited[1:]
    cited[0]["report"] = "late-report"

    (told,) = [one for one in complaints(found) if "history[0]" in one]

    assert told.startswith("claims[0].history[0].at: Every report that the claim cites is dated")
    assert "“late-report” of 2024-08-2" in told
    assert "Add a citation" not in told


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (("sources", 3, "name"), "x" * 301, "(source “{}”)"),
        ((*FIGURE, "low"), 10, "(claim “army-5-killed”, figure “army-5”)"),
        (("positions", 0, "best"), 4, "(position “kalat police killed”)"),
        (("links", 0, "to"), "army-5-killed", "(link “army-5-killed contradicts army-5-killed”)"),
    ],
)
def test_messages_name_the_thing_by_its_slug(place, value, named):
    found = changed(place, value)
    named = named.format(found["sources"][3]["slug"])

    told = complaints(found)

    assert told
    assert all(one.endswith(named) for one in told), told


def test_a_difference_from_what_is_here_names_the_thing():
    take(small())
    slug = small()["sources"][0]["slug"]

    told = complaints(changed(("sources", 0, "about"), "Another word."))

    assert told[1].startswith("sources[0].about: “Another word.” in the file,")
    assert told[1].endswith(f"(source “{slug}”)")


@pytest.fixture
def file(tmp_path):
    def written(shape):
        path = tmp_path / "dossier.json"
        path.write_text(json.dumps(shape))
        return str(path)

    return written


def test_a_check_tells_all_of_it_and_changes_nothing(file, capsys):
    a_source("Reuters", slug="reuters-agency")
    found = small()
    found["sources"][0]["name"] = "Reuters"
    before = head_seq(), Source.objects.count()

    call_command("import_dossier", file(found), "--check")

    out, err = capsys.readouterr()
    assert "it can be taken. Took in" in out
    assert "Nothing was changed: this was a check." in out
    assert "Independent originators" in out
    assert "“Reuters” is the name of “reuters-agency” too" in err
    assert (head_seq(), Source.objects.count()) == before
    assert not Claim.objects.exists()


def test_a_check_of_what_is_refused_tells_why_and_what_the_figures_say(file, capsys):
    with pytest.raises(CommandError, match=r"positions\[0\]: Give the rationale"):
        call_command("import_dossier", file(changed(("positions", 0, "rationale"), ...)), "--check")

    assert "Independent originators" in capsys.readouterr().out
    assert not Claim.objects.exists()


def test_a_check_tells_what_the_figures_say_together(capsys):
    case = Path(__file__).parents[1] / "cases" / "19-narrowed-range-called-a-fall.json"

    call_command("import_dossier", str(case), "--check")

    assert re.search(r"\[\w+, \w+\] .*narrowed", capsys.readouterr().out)


def test_a_figure_in_use_that_a_newer_one_replaces_is_told():
    found = small()
    used = found["positions"][0]["uses"][0]
    claim = next(c for c in found["claims"] if any(f["id"] == used for f in c.get("figures", [])))
    (figure,) = [one for one in claim["figures"] if one["id"] == used]
    claim["figures"].append({**figure, "id": "newer", "supersedes": used})
    said = f"positions[0].uses[0]: it uses “{used}”, which “newer” replaces"

    assert [one for one in doubts(small()) if "replaces" in one] == []
    assert [one for one in doubts(found) if one.startswith(said)]
    found["positions"][0]["uses"].append("newer")
    assert [one for one in doubts(found) if one.startswith(said)] == []


def test_two_reports_of_one_page_and_title_are_told():
    found = small()
    page = {
        **found["reports"][0],
        "url": "https://a.example/1?utm_source=x",
        "title": "What we saw",
    }
    found["reports"][0] |= {"url": "https://www.a.example/1", "title": "What we saw"}
    found["reports"] += [{**page, "slug": "twice"}, {**page, "slug": "later", "title": "Changed"}]

    (told,) = [one for one in doubts(found) if "same report" in one]

    assert told.startswith(f"reports[{len(found['reports']) - 2}].url: it stands at the address of")


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ({"words": "at least 5"}, ["“at least 5” says 5 or more, and the number given 5"]),
        ({"words": "sixty"}, ["“sixty” says 60, and the number given 5"]),
        ({"low": 1, "high": 2}, ["it is 5, and “low” and “high” say between 1 and 2"]),
        ({"words": "sixty", "bounds_note": "Of them 55 elsewhere."}, []),
        ({"words": "5 policemen"}, []),
        ({"words": "5 or so they say"}, []),
        ({"qualifier": "more_than", "words": "more than 5"}, []),
    ],
)
def test_a_number_that_its_words_or_bounds_deny_is_told(figure, told):
    found = small()
    here = found["claims"][0]["figures"][0]
    here |= PLAIN
    for key in ("high", "bounds_note"):
        del here[key]
    here |= figure

    said = [one for one in doubts(found) if one.startswith("claims[0].figures[0].")]

    assert [one.partition(": ")[2].partition(": see which")[0] for one in said] == told
    take(found)


def test_a_measure_misspelt_is_told_and_one_of_the_event_is_not():
    found = changed((*FIGURE, "measure"), "kiled")
    own = {**found, "measures": [*(found.get("measures") or []), {"slug": "kiled", "name": "x"}]}

    (told,) = [one for one in doubts(found) if "misspelt" in one]

    assert "“kiled” is described nowhere" in told
    assert "see whether it is “killed” misspelt" in told
    assert not [one for one in doubts(own) if "misspelt" in one]
