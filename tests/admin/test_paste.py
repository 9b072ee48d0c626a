"""A table from a spreadsheet is looked at row by row, then brought in whole or not at all."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from claims import actions
from claims.actions.new_claims import Line
from claims.actions.record_figure import Count
from claims.actions.stubs import report_stub, source_stub
from claims.actions.table.cells import measure_in
from claims.admin.paste import page
from claims.domain.errors import RuleBroken
from claims.domain.moments import Moment
from claims.domain.number_parser import read_said
from claims.domain.table import MOST_BYTES
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.event import Measure
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.source import Report, Source
from claims.models.desk.told_apart import ToldApart
from tests.admin.desk import at_the_desk, words
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_report,
    a_source,
    an_editor,
    an_event,
    published,
)

pytestmark = pytest.mark.django_db
PAGE = "/admin/claims/paste/"
HEADER = "measure,claimant,statement,said,address,number,who is counted"
MILITANTS = "ISPR,Security forces killed 21 militants.,2024-08-26,https://a.example/1,21,attackers"
SOLDIERS = "ISPR,Fourteen were killed.,2024-08-26,https://a.example/1,14,Security forces"


@pytest.fixture
def desk():
    return at_the_desk()


@pytest.fixture
def event():
    return an_event("Attacks", time_zone="Asia/Karachi")


def table(*rows, header=HEADER):
    """Under the usual header all numbers are of people killed."""
    measured = [f"killed,{row}" for row in rows] if header == HEADER else rows
    return "\n".join([header, *measured])


def checked(desk, event, *rows, **more):
    sent = {"event": event.pk, "table": table(*rows), "_check": "1", **more}
    return desk.post(PAGE, sent)


def kinds(response):
    return [row["fate"].kind for row in response.context["rows"]]


def wrong(response):
    return [told for row in response.context["rows"] for told in row["fate"].wrong]


def bring(desk, event, *rows, after=None, **more):
    """Look at it, then bring in what was looked at."""
    seen = after or checked(desk, event, *rows, **more)
    sent = {"event": event.pk, "table": seen.context["text"], "seal": seen.context["seal"]}
    sent |= {"header": seen.context["header"], "_bring": "1", **more}
    sent |= {f"column-{i}": name for i, (_, name) in enumerate(seen.context["mapping"])}
    return desk.post(PAGE, sent)


def test_looking_at_a_table_keeps_nothing(desk, event):
    seen = checked(desk, event, MILITANTS, SOLDIERS)

    assert kinds(seen) == ["new", "new"]
    assert "New source, to be completed: ISPR." in words(seen)
    assert "21 killed" in words(seen)
    assert not Claim.objects.exists()
    assert not Source.objects.exists()


def test_all_rows_become_drafts_that_share_what_is_new(desk, event):
    done = bring(desk, event, MILITANTS, SOLDIERS)

    assert done.status_code == 302
    assert Claim.objects.count() == 2
    assert [s.name for s in Source.objects.filter(stub=True).order_by("pk")] == [
        "ISPR",
        "a.example",
    ]
    assert Report.objects.get().citations.count() == 2
    told = Figure.objects.order_by("pk").values_list("words", "category__slug", "low")
    assert list(told) == [("21", "attackers", 21), ("14", "security-forces", 14)]
    assert {c.publication for c in Claim.objects.all()} == {"draft"}


WRONG = {
    ",Words.,,,,": ("claimant", "It is empty."),
    "ISPR,,,,,": ("statement", "It is empty."),
    "ISPR,Words.,yesterday,,,": ("said", "yesterday"),
    "ISPR,Words.,,not an address,,": ("address", "no address"),
    "ISPR,Words.,,,several,all": ("number", "cannot tell"),
    "ISPR,Words.,,,21,": ("who is counted", "Say who is counted."),
    "ISPR,Words.,,,21,martians": ("who is counted", "“martians” is none of those"),
    "ISPR,Words.,,,,,more": ("row", "more cells"),
    "ISPR,Wo\x07rds.,,,,": ("statement", "cannot be kept"),
    f"ISPR,{'w' * 1001},,,,": ("statement", "too long"),
}


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row[:30])
def test_what_is_wrong_is_said_with_its_row_and_column_and_nothing_is_brought_in(desk, event, row):
    seen = checked(desk, event, MILITANTS, row)
    (column, sentence), *_ = wrong(seen)
    refused = bring(desk, event, after=seen)

    assert kinds(seen) == ["new", "wrong"]
    assert column == WRONG[row][0]
    assert WRONG[row][1] in sentence
    assert "Nothing is brought in while a row is wrong" in words(refused)
    assert not Claim.objects.exists()


def test_the_same_table_again_is_known(desk, event):
    bring(desk, event, MILITANTS, SOLDIERS)

    again = checked(desk, event, MILITANTS, SOLDIERS)
    refused = bring(desk, event, after=again)

    assert kinds(again) == ["known", "known"]
    assert "There is nothing new in it." in words(refused)
    assert Claim.objects.count() == 2


def test_an_unclear_number_is_read_as_another_column_says(desk, event):
    row = "ISPR,Many were killed.,,,21 feared dead,all"

    asked = checked(desk, event, row)
    bring(desk, event, table=table(f"killed,{row},at least 21", header=f"{HEADER},read as"))

    assert "Does “21 feared dead” mean exactly 21?" in words(asked)
    figure = Figure.objects.get()
    assert (figure.words, figure.qualifier, figure.low) == ("21 feared dead", "at_least", 21)
    assert figure.bounds_note == "Read as at least 21."


def test_rows_of_one_claim_are_one_claim(desk, event):
    injured = "ISPR,Security forces killed 21 militants.,,https://b.example/2,5,attackers"

    seen = checked(desk, event, MILITANTS, injured, injured)
    bring(desk, event, after=seen)

    assert kinds(seen) == ["new", "adds", "known"]
    claim = Claim.objects.get()
    assert [f.low for f in claim.figures.order_by("pk")] == [21, 5]
    assert claim.citations.count() == 2


def test_a_number_is_added_to_a_claim_named_by_its_address(desk, event):
    claim = a_claim(event=event, slug="ispr-21")
    header = "slug,number,measure,who is counted"

    seen = checked(desk, event, table=table("/claims/ispr-21/,about 5,injured,all", header=header))
    bring(desk, event, after=seen)

    assert kinds(seen) == ["adds"]
    figure = claim.figures.get()
    assert (figure.words, figure.measure, figure.low, figure.high) == ("about 5", "injured", 4, 6)
    claim.refresh_from_db()
    assert claim.version == 2


@pytest.mark.parametrize(
    ("number", "measure", "statement"),
    [
        ("49 dead", "killed", "49 dead (All)"),
        ("49", "killed", "49 killed (All)"),
        ("at least 12 injured", "injured", "at least 12 injured (All)"),
    ],
)
def test_a_sentence_made_of_a_number_says_once_what_befell(desk, event, number, measure, statement):
    header = "claimant,number,measure,who is counted"

    bring(
        desk, event, f"ISPR,{number},{measure},All", table=f"{header}\nISPR,{number},{measure},All"
    )

    assert Claim.objects.get().statement == statement


def test_all_that_is_wrong_with_a_row_is_said_at_once(desk, event):
    row = "ISPR,Some died.,9999-12-31,http://localhost/1,several,soldiers"

    seen = checked(desk, event, row)

    assert sorted(column for column, _ in wrong(seen)) == ["address", "number", "said"]


def test_a_claim_of_no_such_address_is_wrong(desk, event):
    seen = checked(desk, event, table=table("nowhere,5", header="slug,number"))

    assert wrong(seen)[0] == ("existing claim", "There is no claim at “nowhere”.")


def test_columns_are_chosen_where_headings_say_nothing(desk, event):
    text = table("ISPR,Words.", header="A,B")
    asked = checked(desk, event, table=text)
    assert "Say which columns hold the claimant" in words(asked)

    chosen = {"header": "A\tB", "column-0": "claimant", "column-1": "statement"}
    seen = checked(desk, event, table=text, **chosen)

    assert kinds(seen) == ["new"]
    twice = checked(desk, event, table=text, **{**chosen, "column-1": "claimant"})
    assert "Two columns are said to hold the same" in words(twice)


def test_what_looks_alike_needs_a_reason_which_is_kept_with_each_pair(desk, event):
    ispr = a_source("ISPR")
    old = a_claim("Security forces killed 21 of the militants.", event=event, claimant=ispr)
    a_figure(old, 21, category="attackers")
    seen = checked(desk, event, MILITANTS)
    assert "Looks like" in words(seen)

    refused = bring(desk, event, after=seen)
    assert "looks like this" in words(refused)
    assert Claim.objects.count() == 1
    bring(desk, event, after=seen, **{"apart-table-reason": "Another operation."})

    new = Claim.objects.exclude(pk=old.pk).get()
    assert {ToldApart.objects.get().one, ToldApart.objects.get().other} == {old.uid, new.uid}


def test_a_new_name_like_a_known_one_is_asked_about(desk, event):
    a_source("Sarfraz Bugti")

    seen = checked(desk, event, "Sarfaraz Bugti,Vehicles were torched.,,,,")

    assert "Looks like Sarfraz Bugti" in words(seen)


def test_what_changed_since_it_was_looked_at_is_shown_again(desk, event):
    seen = checked(desk, event, MILITANTS)
    a_report(url="https://a.example/1")

    refused = bring(desk, event, after=seen)

    assert "look at it again" in words(refused)
    assert not Claim.objects.exists()


def test_nothing_is_kept_when_the_last_row_is_refused_after_all(event):
    ispr = source_stub("ISPR")
    nobody = Count("14", read_said("14"), "a-category-removed-meanwhile", "killed")
    lines = [Line(ispr, event, "Militants were killed."), Line(ispr, event, "So.", count=nobody)]

    with pytest.raises(RuleBroken, match="counts nobody by the name"):
        actions.record_table(lambda: lines, by=None)

    assert not Claim.objects.exists()
    assert not Source.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_in_the_encoding_it_has(desk, event, encoding):
    raw = table("Médecins,A café was hit.,,,,").encode(encoding)
    file = SimpleUploadedFile("claims.csv", raw)

    seen = desk.post(PAGE, {"event": event.pk, "file": file, "_check": "1"})

    assert seen.context["rows"][0]["who"] == "Médecins"
    assert ("Windows-1252" in words(seen)) == (encoding == "cp1252")


FILES = {
    b"PK\x03\x04": "This is a workbook",
    b"a" * (MOST_BYTES + 1): "too large",
    b"": "nothing in it",
}


@pytest.mark.parametrize("raw", FILES, ids=lambda raw: repr(raw[:9]))
def test_a_file_that_cannot_be_read_is_refused_in_words(desk, event, raw):
    file = SimpleUploadedFile("claims.csv", raw)

    refused = desk.post(PAGE, {"event": event.pk, "file": file, "_check": "1"})

    assert FILES[raw] in words(refused)


def test_the_example_can_be_brought_in(desk, event):
    example = desk.get(f"{PAGE}example.csv")
    file = SimpleUploadedFile("example.csv", example.content)

    seen = desk.post(PAGE, {"event": event.pk, "file": file, "_check": "1"})
    done = bring(desk, event, after=seen)

    assert example["Content-Type"].startswith("text/csv")
    assert kinds(seen) == ["new", "new", "new"]
    assert done.status_code == 302
    assert Claim.objects.count() == 3


def test_only_who_may_add_all_of_it_reaches_the_page(event):
    client = Client()
    client.force_login(an_editor())

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"event": event.pk}).status_code == 403


def test_what_cannot_be_read_in_the_table_itself_is_said_beside_it(desk, event):
    response = desk.post(PAGE, {"event": event.pk, "table": "claimant\nISPR\x00", "_check": "1"})

    assert response.context["form"].errors["table"]
    for sentence in response.context["form"].errors["table"]:
        assert sentence in words(response)


def test_odd_requests_are_answered_with_the_page(desk, event):
    for sent in ({}, {"event": "x"}, {"event": event.pk}, {"event": event.pk, "table": "\x00"}):
        assert desk.post(PAGE, {**sent, "_bring": "1"}).status_code == 200


def test_a_new_report_without_a_title_is_told_by_its_outlet(desk, event):
    seen = checked(
        desk, event, table=table("ISPR,It burnt.,Dawn", header="claimant,statement,outlet")
    )

    assert "New report, to be completed: Dawn." in words(seen)


@pytest.mark.parametrize(("came_out", "asks"), [("2024-08-25", True), ("2024-08-26", False)])
def test_what_was_said_after_its_report_came_out_is_asked_about(desk, event, came_out, asks):
    a_report(
        url="https://a.example/1",
        published_at=datetime.fromisoformat(f"{came_out}T00:00+05:00"),
        published_precision="day",
    )

    seen = checked(desk, event, SOLDIERS)

    assert kinds(seen) == ["new"]
    assert ("A report that carries it came out before it was said." in words(seen)) is asks


def test_a_new_name_in_mixed_scripts_is_told_with_its_row(desk, event):
    seen = checked(desk, event, MILITANTS.replace("ISPR", "I\u0405PR"))

    assert kinds(seen) == ["new"]
    assert "“I\u0405PR” mixes letters that look alike" in words(seen)


def test_many_rows_ask_the_database_hardly_more_under_the_lock_than_few(event):
    """Others wait while it is held: what is asked once for each row would keep them waiting."""
    few, many = (_asked_under_the_lock(_new_lines(event, rows)) for rows in (3, 40))

    assert many < few + 20


def test_nor_where_the_rows_add_to_claims_on_the_desk(event):
    few, many = (_asked_under_the_lock(_lines_of_known(event, rows)) for rows in (3, 40))

    assert many < few + 20


def _new_lines(event, rows):
    name = f"Speaker {rows}"
    return [_numbered(event, source_stub(f"{name} {n}"), f"Said {n}.", n) for n in range(rows)]


def _lines_of_known(event, rows):
    claims = [published(a_claim(f"Said {n} of {rows}.", event=event)) for n in range(rows)]
    return [_numbered(event, c.claimant, "", n, claim=c) for n, c in enumerate(claims)]


def _asked_under_the_lock(lines):
    asked = []

    def counting(execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT"):
            asked.clear()  # The lock is taken: what came before kept nobody waiting.
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        actions.record_table(lambda: lines, by=None)
    return len(asked)


def _numbered(event, who, statement, number, **more):
    report = report_stub(who, address="", title=f"{who} said {number}")
    count = Count(str(number), read_said(str(number)), "attackers", "killed")
    return Line(who, event, statement, report=report, count=count, **more)


def test_what_a_table_makes_is_what_its_rows_one_by_one_would(event):
    """The same addresses, names of figures, suggested links and lines of history."""
    a_figure(a_claim("Seven died.", event=event), 7, category="attackers")

    def lines():
        speakers = [source_stub("A speaker"), source_stub("A speaker"), source_stub("A speaker")]
        said = [(0, 7, 1), (1, 7, 2), (0, 9, 3), (2, 9, 3), (0, 11, None)]
        made = [
            _numbered(
                event,
                speakers[who],
                f"They were {number} and {hour}.",
                number,
                said=Moment(NOW + timedelta(hours=hour), "minute") if hour else None,
            )
            for who, number, hour in said
        ]
        more = _numbered(event, speakers[1], made[1].statement, 9)
        more.of = made[1]
        return [*made, more]

    with transaction.atomic():
        _one_by_one(lines())
        singly = _all_of_it()
        transaction.set_rollback(True)
    actions.record_table(lines, by=None)

    assert len(singly["links"]) > 3
    assert _all_of_it() == singly


def test_what_a_table_adds_to_claims_is_what_its_rows_one_by_one_would(event):
    """To a draft, to one that readers see, and twice to one; links that were rejected stay so."""
    draft, seen, other = (
        a_claim(f"It was counted {n}.", event=event, said_at=NOW, said_precision="minute")
        for n in range(3)
    )
    a_figure(other, 7, category="attackers")
    rejected = a_claim("It was counted again.", event=event, said_at=NOW, said_precision="day")
    a_figure(rejected, 8, category="attackers")
    a_link(seen, rejected, relation="repeats", state="rejected", note="By chance.")
    published(seen)

    def lines():
        added = [(draft, 7), (seen, 8), (draft, 9)]
        return [_numbered(event, c.claimant, c.statement, n, claim=c) for c, n in added]

    with transaction.atomic():
        _one_by_one(lines())
        singly = _all_of_it() | _versions(draft, seen)
        transaction.set_rollback(True)
    assert actions.record_table(lines, by=None) == []

    assert [link[1] for link in singly["links"]] == ["repeats", "repeats"]
    assert _all_of_it() | _versions(draft, seen) == singly
    assert singly[seen.slug][1:] == (True, "published")


def _versions(*claims):
    """How each stands after it; saved once for each row before, and now once."""
    found = {}
    for claim in claims:
        claim.refresh_from_db()
        assert claim.history.latest().version == claim.version
        found[claim.slug] = (claim.version > 1, claim.changed, claim.publication)
    return found


@pytest.mark.parametrize("quote", ["", "Ten died."])
def test_what_a_claim_cites_already_is_not_added_again(event, quote):
    claim = a_claim(event=event, cited=False)
    report = a_citation(claim, quote="Ten died.").report

    line = Line(claim.claimant, event, "", claim=claim, report=report, quote=quote)
    with pytest.raises(RuleBroken, match="already cites"):
        actions.record_table(lambda: [line], by=None)

    assert claim.citations.count() == 1


def _one_by_one(lines):
    made = {}
    for line in lines:
        if line.claim is not None:
            actions.cite(line.claim, [line.citation(line.report)], by=None)
            actions.add_figure(line.claim, line.count, by=None)
        elif line.of is None:
            made[id(line)] = actions.record_claim(
                claimant=line.claimant,
                event=line.event,
                statement=line.statement,
                report=line.report,
                count=line.count,
                by=None,
                said=line.said,
                private_note=line.private_note,
            )
        else:
            claim = made[id(line.of)]
            actions.cite(claim, [line.citation(line.report)], by=None)
            actions.add_figure(claim, line.count, by=None)


def _all_of_it():
    links = Link.objects.values_list("from_claim__slug", "relation", "to_claim__slug", "state")
    return {
        "claims": sorted(Claim.objects.values_list("slug", "statement", "claimant__slug")),
        "sources": sorted(Source.objects.values_list("slug", "version")),
        "reports": sorted(Report.objects.values_list("slug", "publisher__slug")),
        "figures": sorted(Figure.objects.values_list("key", "claim__slug", "low")),
        "links": sorted(links),
        "history": [m.history.count() for m in (Source, Report, Figure, Link, Citation)],
    }


def test_rows_that_would_have_one_address_each_get_their_own(event):
    known = a_claim("It was so.", claimant=a_source("ISPR"), event=event)
    lines = [Line(known.claimant, event, "It was so!", report=a_report()) for _ in range(12)]

    made = actions.record_table(lambda: lines, by=None)

    assert len({known.slug, *(claim.slug for claim in made)}) == 13
    assert all(claim.slug == Claim.objects.get(pk=claim.pk).slug for claim in made)


@pytest.mark.django_db(transaction=True)
def test_a_table_that_was_brought_in_while_it_was_read_comes_in_once(desk, event, monkeypatch):
    """As when the button is pressed twice: the second looks at what the first has written."""
    seen, pressed = checked(desk, event, MILITANTS), []
    read = page.read_rows

    def meanwhile(*args, **kwargs):
        found = read(*args, **kwargs)
        if not pressed:
            pressed.append(True)
            bring(desk, event, after=seen)
        return found

    monkeypatch.setattr(page, "read_rows", meanwhile)
    refused = bring(desk, event, after=seen)

    assert "look at it again" in words(refused)
    assert kinds(refused) == ["known"]
    assert Claim.objects.count() == 1


def test_what_is_not_seen_is_taken_out_of_the_table_or_kept_where_an_editor_ticks_so(desk, event):
    header = "claimant,claim,quote,outlet,link,note"
    rows = table(
        'ISPR,Ten d\u00adied.,"The ""co\u00adop"" burned.",Dawn,https://a.example/1,se\u200ben',
        header=header,
    )

    seen = checked(desk, event, table=rows)
    quote, note = (text for text, _ in seen.context["rows"][0]["ticks"])
    kept = checked(desk, event, table=seen.context["text"], **{"keep-as-typed": [quote]})
    bring(desk, event, after=kept, **{"keep-as-typed": [quote]})

    assert kinds(seen) == ["wrong"]
    assert "taken out of the box" in words(seen)
    assert (quote, note) == ('The "co\u00adop" burned.', "se\u200ben")
    assert seen.context["text"] == rows.replace("\u00ad", "").replace("\u200b", "")
    claim = Claim.objects.get()
    assert (claim.statement, claim.private_note) == ("Ten died.", "seen")
    assert claim.citations.get().quote == quote


def test_what_hides_or_reorders_is_never_kept_of_a_table(desk, event):
    text = "The army said \u202edemrifnoc\u202c 21 dead."
    rows = table(
        f"ISPR,So.,{text},Dawn,https://a.example/1", header="claimant,claim,quote,outlet,link"
    )

    seen = checked(desk, event, table=rows, **{"keep-as-typed": [text]})

    assert kinds(seen) == ["wrong"]
    assert seen.context["rows"][0]["ticks"] == []


def test_an_outlet_is_that_of_the_report_or_refused(desk, event):
    dawn = a_source("Dawn", kind="media")
    a_report(url="https://a.example/1", title="The headline", publisher=dawn)
    header = "claimant,quote,address,outlet,title"
    rows = [
        "ISPR,It is over.,https://a.example/1,Geo,",
        "ISPR,It has begun.,https://a.example/1,Dawn,Another headline",
        "ISPR,The road is open.,https://b.example/1,,",
        "ISPR,The road is shut.,https://b.example/1,Geo,",
        "ISPR,The bridge fell.,https://b.example/1,Dawn,",
    ]

    seen = checked(desk, event, table=table(*rows, header=header))

    assert kinds(seen) == ["wrong", "new", "new", "new", "wrong"]
    assert "published by Dawn [" in wrong(seen)[0][1]
    assert "“The headline” already: this title is not taken" in words(seen)
    assert "published by Geo: new to the desk" in wrong(seen)[-1][1]


def test_no_two_measures_of_another_script_are_taken_for_one(event):
    Measure.objects.create(event=event, slug="sheltered", name="پناہ میں")

    assert measure_in(event, "پناہ میں") == "sheltered"
    assert measure_in(event, "Dead or missing") == "dead-or-missing"
    with pytest.raises(RuleBroken, match="“ہلاک ہوئے” is none of those counted here"):
        measure_in(event, "ہلاک ہوئے")
