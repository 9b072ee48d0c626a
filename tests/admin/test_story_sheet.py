"""The story as a sheet: every figure a row, edited in place, saved or left with its reason."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models.desk.claim import Citation, Claim
from claims.models.desk.figure import Figure
from claims.models.desk.source import Source
from tests.admin.desk import at_the_desk, who, words
from tests.builders import (
    a_citation,
    a_claim,
    a_figure,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk("samira")


@pytest.fixture
def ferry():
    """A ferry that sank off one of two islands: a story of another kind."""
    event = an_event("The ferry Aurora sank", time_zone="Europe/Athens")
    within = {"parent": event, "time_zone": event.time_zone}
    event.north = an_event("North island", **within)
    event.south = an_event("South island", **within)
    return event


@pytest.fixture
def coastguard():
    return a_source("Coastguard")


def counted(event, value, claimant, *, words="", **more):
    claim = a_claim(f"{claimant} counts {value}.", event=event, claimant=claimant)
    return a_figure(claim, value, words=words, **more)


def address(event, query=""):
    return f"/admin/claims/event/{event.pk}/sheet/{query}"


def rows(response):
    return {line.row.key: line for group in response.context["groups"] for line in group.lines}


def texts(line):
    return {cell.column: cell.cell.text for cell in line.cells}


def typed(figure, **cells):
    """What the script sends of a row: changed cells alone, each beside what stood there."""
    row = f"f{figure.pk}"
    sent = {f"{row}-seen": figure.claim.version}
    for column, (was, now) in cells.items():
        sent |= {f"{row}-{column}-was": was, f"{row}-{column}": now}
    return sent


def save(desk, event, **sent):
    return desk.post(address(event), {"do": "save", **sent})


def new(n, **cells):
    return {f"n{n}-{column}": text for column, text in cells.items()}


def refusals(response):
    """By row and column."""
    left = response.context["groups"], response.context["new"]
    lines = [(line.row.key, line.cells) for group in left[0] for line in group.lines]
    lines += [(line.key, line.cells) for line in left[1]]
    return {(key, c.column): " ".join(c.wrong) for key, cells in lines for c in cells if c.wrong}


# What stands on it.


def test_every_figure_is_a_row_and_so_is_every_claim_without_one(desk, ferry, coastguard):
    lost = counted(ferry.north, 12, coastguard, words="12 drowned")
    silent = a_claim("The ferry was overloaded.", event=ferry.south, claimant=coastguard)

    found = rows(desk.get(address(ferry)))

    assert set(found) == {f"f{lost.pk}", f"c{silent.pk}"}
    shown = texts(found[f"f{lost.pk}"])
    assert (shown["who"], shown["words"], shown["bounds"]) == ("Coastguard", "12 drowned", "12")
    assert (shown["counted"], shown["where"], shown["use"]) == (
        "killed, All",
        "North island",
        "Use",
    )
    assert texts(found[f"c{silent.pk}"])["words"] == "The ferry was overloaded."


def test_a_part_of_the_story_leads_to_the_sheet_of_the_whole(desk, ferry):
    assert desk.get(address(ferry.north)).url == address(ferry)


def test_what_was_copied_from_a_row_and_sent_back_changes_nothing(desk, ferry, coastguard):
    a_source("Coastguard", slug="another")
    figure = counted(ferry.north, 12, coastguard, words="at least 12", qualifier="at_least")
    line = rows(desk.get(address(ferry)))[f"f{figure.pk}"]
    cells = {c.column: ("something else", c.cell.value) for c in line.cells if not c.cell.fixed}
    before = figure.claim.version

    answer = save(desk, ferry, **typed(figure, **cells))

    assert answer.status_code == 302
    assert Claim.objects.get(pk=figure.claim.pk).version == before


def test_the_sheet_asks_the_same_number_of_questions_however_many_rows(desk, ferry, coastguard):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address(ferry)).status_code == 200
        return len(captured)

    for n in range(3):
        counted(ferry.north, 10 + n, a_source(), words=f"{10 + n} dead")
        a_claim(event=ferry.south)
    asked()
    few = asked()
    for n in range(20):
        counted(ferry.south, 10 + n, a_source(), words=f"{10 + n} dead")
        a_claim(event=ferry.north)

    assert asked() == few


def test_rows_are_found_narrowed_and_sorted_without_a_script(desk, ferry, coastguard):
    few = counted(ferry.north, 3, coastguard, words="three")
    many = counted(ferry.south, 30, a_source("Mayor"), words="thirty", measure="injured")

    def keys(query):
        return list(rows(desk.get(address(ferry, query))))

    assert keys("?q=mayor") == [f"f{many.pk}"]
    assert keys("?of=killed, All") == [f"f{few.pk}"]
    assert keys("?by=bounds") == [f"f{few.pk}", f"f{many.pk}"]
    assert keys("?by=who") == [f"f{few.pk}", f"f{many.pk}"]
    assert keys("?show=clashing") == []


# Editing.


def test_new_words_bring_new_bounds_and_are_kept_in_the_history(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard, words="12 drowned")
    before = figure.claim.version

    answer = save(desk, ferry, **typed(figure, words=("12 drowned", "at least 14")))

    assert answer.status_code == 302
    figure.refresh_from_db()
    assert (figure.words, figure.low, figure.high) == ("at least 14", 14, None)
    assert figure.history.latest("history_id").history_user == who(desk)
    assert Claim.objects.get(pk=figure.claim.pk).version == before + 1


def test_who_when_where_and_whom_are_edited_in_one_row(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard)
    cells = {
        "who": ("Coastguard", "Harbour master"),
        "said": ("", "2024-08-26 18:00"),
        "where": ("North island", "South island"),
        "counted": ("killed, All", "missing, Civilians"),
    }

    assert save(desk, ferry, **typed(figure, **cells)).status_code == 302

    claim = Claim.objects.select_related("claimant", "event").get(pk=figure.claim.pk)
    figure.refresh_from_db()
    assert (claim.claimant.name, claim.event) == ("Harbour master", ferry.south)
    assert f"{claim.said_at:%H:%M} {claim.said_precision}" == "15:00 minute"
    assert (figure.measure, figure.category.slug) == ("missing", "civilians")


def test_what_is_wrong_is_said_at_its_cell_and_the_other_rows_are_saved(desk, ferry, coastguard):
    good, bad = (counted(ferry.north, n, a_source(), words=str(n)) for n in (5, 6))
    sent = {**typed(good, words=("5", "7")), **typed(bad, words=("6", "several"))}

    answer = save(desk, ferry, **sent)

    assert "We cannot tell which number “several” means" in refusals(answer)[f"f{bad.pk}", "words"]
    assert f'name="f{bad.pk}-words"' in answer.content.decode()
    assert (Figure.objects.get(pk=good.pk).low, Figure.objects.get(pk=bad.pk).low) == (7, 6)


def test_bounds_set_by_hand_need_their_reason_in_the_same_cell(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard, words="12")

    refused = save(desk, ferry, **typed(figure, bounds=("12", "12–15")))
    saved = save(desk, ferry, **typed(figure, bounds=("12", "12–15: two lists differ")))

    assert "say why" in refusals(refused)[f"f{figure.pk}", "bounds"]
    assert saved.status_code == 302
    figure.refresh_from_db()
    assert (figure.low, figure.high, figure.bounds_note) == (12, 15, "two lists differ")


def test_words_that_count_something_else_are_asked_about_beside_bounds_too(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard, words="12")
    cells = {"words": ("12", "4,000 homes"), "counted": ("killed, All", "displaced, All")}

    asked = save(desk, ferry, **typed(figure, **cells, bounds=("12", "4000")))
    because = save(desk, ferry, **typed(figure, **cells, bounds=("12", "4000: one in each")))

    said = refusals(asked)[f"f{figure.pk}", "words"]
    assert said.startswith("Does “4,000 homes” mean exactly 4,000?")
    assert because.status_code == 302


def test_a_treatment_is_typed_with_its_reason_or_its_figure(desk, ferry, coastguard):
    old, late = (counted(ferry.north, n, coastguard, words=str(n)) for n in (5, 6))

    refused = save(desk, ferry, **typed(old, use=("Use", "Leave out")))
    assert "Say why after a colon" in refusals(refused)[f"f{old.pk}", "use"]
    save(desk, ferry, **typed(old, use=("Use", f"Superseded by: {late.key}")))

    late.refresh_from_db()
    assert late.supersedes == old
    assert (
        texts(rows(desk.get(address(ferry)))[f"f{old.pk}"])["use"] == f"Superseded by: {late.key}"
    )


def test_a_statement_made_of_its_number_follows_the_number(desk, ferry):
    save(desk, ferry, **new(1, who="Mayor", words="5", counted="killed, Civilians"))
    figure = Figure.objects.get()
    assert figure.claim.statement == "5 killed (Civilians)"

    save(desk, ferry, **typed(figure, words=("5", "6")))

    assert Claim.objects.get().statement == "6 killed (Civilians)"


# Two at once.


def test_what_two_changed_apart_is_kept_of_both(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard, words="12")
    mine = typed(figure, words=("12", "14"))
    save(desk, ferry, **typed(figure, where=("North island", "South island")))

    assert save(desk, ferry, **mine).status_code == 302

    figure.refresh_from_db()
    assert (figure.words, Claim.objects.get().event) == ("14", ferry.south)


def test_what_both_changed_is_told_in_the_row_and_neither_is_lost(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard, words="12")
    mine = typed(figure, words=("12", "14"))
    other = at_the_desk("omar")
    save(other, ferry, **typed(figure, words=("12", "13")))

    told = save(desk, ferry, **mine)

    assert "omar saved “13” at" in refusals(told)[f"f{figure.pk}", "words"]
    known = {f"f{figure.pk}-words-known": "13"}
    again = save(desk, ferry, **mine, **known)
    assert refusals(again)
    figure.refresh_from_db()
    assert figure.words == "13"

    save(desk, ferry, **mine, **known, take=f"f{figure.pk}:mine")
    figure.refresh_from_db()
    assert figure.words == "14"


def test_theirs_can_be_kept(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard, words="12")
    mine = typed(figure, words=("12", "14"), said=("", "2024-08-26"))
    save(at_the_desk("omar"), ferry, **typed(figure, words=("12", "13")))

    sent = {**mine, f"f{figure.pk}-words-known": "13", "take": f"f{figure.pk}:theirs"}
    assert save(desk, ferry, **sent).status_code == 302

    figure.refresh_from_db()
    assert (figure.words, Claim.objects.get().said_precision) == ("13", "day")


# Rows at the foot.


def test_rows_at_the_foot_become_claims_of_that_story(desk, ferry, coastguard):
    report = a_report(title="Toll rises")
    a_citation(a_claim(event=ferry, claimant=coastguard, cited=False), report=report)
    kept = {"where": "North island", "report": f"Toll rises [{report.slug}]"}
    first = new(1, who="Coastguard", words="at least 20", counted="missing, All", **kept)
    second = new(2, who="Mayor", words="The crew left first.", report="https://a.example/1")

    answer = save(desk, ferry, **first, **second)

    assert answer.status_code == 302
    figure = Figure.objects.get()
    assert (figure.low, figure.measure, figure.claim.event) == (20, "missing", ferry.north)
    assert figure.claim.citations.get().report == report
    told = Claim.objects.get(statement="The crew left first.")
    assert (told.claimant.name, told.event) == ("Mayor", ferry)
    assert "Said by: Coastguard [" in words(desk.get(address(ferry)))


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"words": "35"}, "counted", "Say what is counted"),
        ({"words": "35", "counted": "killed"}, "counted", "Say who is counted"),
        ({"words": "35", "counted": "killed, Martians"}, "counted", "is none of those counted"),
        ({"words": "35", "who": ""}, "who", "It is empty"),
        ({"words": "35", "counted": "killed, All", "said": "3/4/2024"}, "said", "can be"),
        ({"words": "12\u200b drowned", "counted": "killed, All"}, "words", "cannot be seen"),
    ],
)
def test_a_wrong_cell_says_so_and_nothing_of_the_row_is_kept(desk, ferry, cells, column, sentence):
    answer = save(desk, ferry, **new(1, **{"who": "Mayor", **cells}))

    assert sentence in refusals(answer)["n1", column]
    assert [line.key for line in answer.context["new"] if line.filled] == ["n1"]
    assert not Claim.objects.exists()
    assert not Source.objects.exists()


def test_a_row_like_one_on_the_desk_waits_for_a_reason_and_the_others_do_not(desk, ferry):
    save(desk, ferry, **new(1, who="Mayor", words="35", counted="killed, All"))
    rows_ = {
        **new(1, who="Mayor", words="35 people", counted="killed, All"),
        **new(2, who="Hospital", words="4", counted="injured, All"),
    }

    asked = save(desk, ferry, **rows_)

    assert "Is it one of these?" in words(asked)
    assert Figure.objects.filter(measure="injured").count() == 1
    question = asked.context["question"]
    reason = {"apart-rows-reason": "A later count.", "apart-rows-shown": question.shown}
    save(desk, ferry, **new(1, who="Mayor", words="35 people", counted="killed, All"), **reason)
    assert Figure.objects.filter(measure="killed").count() == 2


# Pasting.


def pasted(desk, event, text, **more):
    return desk.post(address(event), {"do": "paste", "paste": text, **more})


def test_rows_pasted_with_headings_stand_at_the_foot_with_their_reasons(desk, ferry):
    table = (
        "Date\tWho\tFigure\tMeasure\tPlace\n28/08/2024\tMayor\t35 civilians\tkilled\tNorth island"
    )

    answer = pasted(desk, ferry, table)

    line = next(line for line in answer.context["new"] if line.filled)
    found = {cell.column: cell.typed for cell in line.cells}
    assert (found["who"], found["words"], found["where"]) == (
        "Mayor",
        "35 civilians",
        "North island",
    )
    assert "Say who is counted" in refusals(answer)[line.key, "counted"]
    assert not Claim.objects.exists()


def test_rows_without_headings_stand_in_the_order_of_the_sheet(desk, ferry):
    answer = pasted(desk, ferry, "26 August 2024\tMayor\t5\t\tkilled, All\tNorth island\tDawn")

    line = next(line for line in answer.context["new"] if line.filled)
    assert [cell.typed for cell in line.cells] == [
        *("26 August 2024", "Mayor", "5", "", "killed, All", "North island", "Dawn")
    ]
    assert refusals(answer) == {}


def test_an_unknown_column_is_asked_about_and_nothing_stands_until_it_is_said(desk, ferry):
    table = "Who\tFigure\tZzz\nMayor\t5\tkilled"

    asked = pasted(desk, ferry, table)
    assert "The column “Zzz”, with “killed”, is not known" in words(asked)
    assert not any(line.filled for line in asked.context["new"])

    told = pasted(desk, ferry, table, **{"column-2": "measure"})
    line = next(line for line in told.context["new"] if line.filled)
    assert next(c.typed for c in line.cells if c.column == "counted") == "killed"


# Nonsense, and who may.


@pytest.mark.parametrize(
    "sent",
    [
        {"f999999999999999999-words": "x"},
        {"n1-who": "\x00", "n1-words": "5"},
        {"n1-who": "x" * 5000, "n1-words": "9" * 400, "n1-counted": ",,,"},
        {"take": "f1:mine"},
        {"do": "paste", "paste": '"'},
        {"do": "paste", "paste": "x\t" * 100},
    ],
)
def test_nonsense_is_answered_in_words(desk, ferry, sent):
    assert desk.post(address(ferry), {"do": "save", **sent}).status_code in (200, 302)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("query", ["?by=x", "?row=x", "?show=x", "?q=" + "a" * 900])
def test_no_address_breaks_it(desk, ferry, query):
    assert desk.get(address(ferry, query)).status_code == 200


def test_who_may_not_change_claims_has_no_sheet(client, ferry):
    client.force_login(an_editor())

    assert client.get(address(ferry)).status_code == 403


def test_a_published_claim_says_that_it_has_changed(desk, ferry, coastguard):
    figure = counted(ferry.north, 12, coastguard, words="12")
    published(figure.claim)
    figure.claim.refresh_from_db()

    save(desk, ferry, **typed(figure, words=("12", "13")))

    assert Claim.objects.get().changed
    assert "1 claim is new or changed since publication" in words(desk.get(address(ferry)))


def test_totals_and_clashes_follow_what_is_typed_and_nothing_is_kept(desk, ferry, coastguard):
    row = counted(ferry.north, 12, coastguard, words="12 dead")
    other = counted(ferry.north, 12, a_source("Mayor"), words="12 dead")
    typed = {
        f"f{row.pk}-words": "15 dead", f"f{row.pk}-words-was": "12 dead", f"f{row.pk}-seen": "1",
        "n1-who": "Harbour master", "n1-words": "3 dead", "n1-where": "South island",
        "n1-counted": "killed, All",
    }  # fmt: skip

    told = desk.post(address(ferry), {**typed, "_margin": "1"})

    assert "killed, All: between 12 and 15 by 2 figures" in words(told)
    assert "killed, All: 3 by 1 figure" in words(told)
    assert "1 decision" in words(told)
    assert sorted(told.context["clashing"]) == sorted([f"f{row.pk}", f"f{other.pk}"])
    row.refresh_from_db()
    assert (row.value, Figure.objects.count()) == (12, 2)


def test_a_half_typed_cell_leaves_the_totals_as_they_were(desk, ferry, coastguard):
    row = counted(ferry.north, 12, coastguard, words="12 dead")
    typed = {f"f{row.pk}-bounds": "2x", f"f{row.pk}-bounds-was": "12", "n1-words": "3 dead"}

    told = desk.post(address(ferry), {**typed, "n1-where": "Nowhere", "_margin": "1"})

    assert "killed, All: 12 by 1 figure" in words(told)


def test_what_is_not_seen_is_taken_out_of_a_cell_and_said(desk, ferry, coastguard):
    row = counted(ferry.north, 12, coastguard, words="12 dead")
    typed = {f"f{row.pk}-words": "13\u202e dead", f"f{row.pk}-words-was": "12 dead"}

    asked = desk.post(address(ferry), typed)

    assert "right-to-left override (U+202E)" in words(asked)
    assert 'value="13 dead"' in asked.content.decode()
    row.refresh_from_db()
    assert row.value == 12


DISGUISED = "Сoastguard"  # The first letter is Cyrillic.


def test_a_new_name_in_disguise_waits_until_an_editor_has_looked_at_it(desk, ferry, coastguard):
    row = counted(ferry.north, 12, coastguard, words="12 dead")
    sent = {
        **typed(row, who=("Coastguard", DISGUISED)),
        **new(1, who=DISGUISED, words="The ferry was overloaded.", report="Herald"),
    }

    asked = save(desk, ferry, **sent)

    assert set(refusals(asked)) == {(f"f{row.pk}", "who"), ("n1", "who")}
    assert "mixes letters that look alike" in refusals(asked)[f"f{row.pk}", "who"]
    assert not Source.objects.filter(name=DISGUISED).exists()
    offered = re.findall(r'name="keep-as-typed" value="([^"]*)"', asked.content.decode())
    assert offered == [DISGUISED, DISGUISED]
    looked = {"keep-as-typed": offered, "apart-rows-reason": "Another office."}
    save(desk, ferry, **sent, **looked)
    assert Source.objects.filter(name=DISGUISED).count() == 1
    assert Claim.objects.filter(claimant__name=DISGUISED).count() == 2


def test_a_quote_at_the_foot_is_kept_as_it_was_typed_once_an_editor_says_so(desk, ferry):
    new = {"n1-who": "Coastguard", "n1-words": "The ferry was overloaded.", "n1-report": "Herald",
           "n1-quote": "Die Auf\u200clage war zu schwer."}  # fmt: skip

    asked = desk.post(address(ferry), new)

    assert not Claim.objects.exists()
    assert "Keep it as it was typed: I have looked at it." in words(asked)
    kept = {**new, "n1-quote": "Die Auflage war zu schwer.", "keep-as-typed": new["n1-quote"]}
    desk.post(address(ferry), kept)
    assert Citation.objects.get().quote == new["n1-quote"]
