"""A table becomes claims by a command as on the desk's page: all of it, or nothing."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source
from tests.builders import a_claim, a_source, an_event

pytestmark = pytest.mark.django_db
HEADER = "Date,Who,Number in words,Who is counted,What,Outlet,Address,Quote"
TABLE = f"""{HEADER}
26/8/2024,ISPR,at least 21,attackers,killed,Dawn,https://dawn.example/1,21 terrorists killed
2024-08-27,Police,dozens,civilians,injured,,,
,Hospital,,,,Geo,,We have no beds left.
"""


@pytest.fixture(autouse=True)
def _event():
    an_event("Attacks", slug="attacks", time_zone="Asia/Karachi")


def take(tmp_path, text, *options, event="attacks"):
    file = tmp_path / "table.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    out = io.StringIO()
    call_command("import_table", str(file), "--event", event, *options, stdout=out, stderr=out)
    return out.getvalue()


def refusal(*args, **kwargs):
    with pytest.raises(CommandError) as refused:
        take(*args, **kwargs)
    assert refused.value.returncode == 2
    assert not Claim.objects.exists()
    return str(refused.value)


def test_each_row_becomes_a_claim_with_what_it_names(tmp_path):
    told = take(tmp_path, TABLE)

    assert "3 claims are drafts now." in told
    first, second, third = Claim.objects.order_by("pk")
    assert first.statement == "at least 21 killed (attackers)"
    assert (first.said_precision, first.claimant.name) == ("day", "ISPR")
    assert first.figures.get().low == 21
    citation = first.citations.get()
    assert (citation.quote, citation.report.publisher.name) == ("21 terrorists killed", "Dawn")
    assert second.figures.get().measure == "injured"
    assert not second.citations.exists()
    assert third.statement == "We have no beds left."
    assert third.citations.get().report.publisher.name == "Geo"


def test_a_check_tells_of_each_row_and_changes_nothing(tmp_path):
    ispr = a_source("Inter-Services Public Relations", slug="ispr", aliases=["ISPR"])
    said = a_claim("It rained.", claimant=ispr, event=Event.objects.get(), cited=False)

    told = take(tmp_path, TABLE, "--check")

    assert "Row 2: New claim: ISPR" in told
    assert "claimant: Inter-Services Public Relations" in told
    assert "[ispr] · Other · heard in “Attacks”" in told
    assert "Nothing was changed" in told
    assert Claim.objects.get() == said
    assert not Report.objects.exists()
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    "row",
    [
        "2024-08-26,ISPR,21,attackers,,,,",
        "2024-08-26,ISPR,21,,killed,,,",
        "3/4/2024,ISPR,21,attackers,killed,,,",
        "2042-08-26,ISPR,21,attackers,killed,,,",
        "2024-08-26,,21,attackers,killed,,,",
        "2024-08-26,ISPR,,,,,,",
        "2024-08-26,ISPR,21,attackers,killed,,ftp://a.example/1,",
        "2024-08-26,ISPR,21,attackers,killed,,https://www.magzter.com/1,",
    ],
)
def test_one_wrong_row_and_nothing_is_taken(tmp_path, row):
    assert "Mend these rows, or take them out: 5." in refusal(tmp_path, f"{TABLE}{row}\n")


def test_a_column_that_is_not_understood_is_named(tmp_path):
    told = refusal(tmp_path, "Who,Quote,Mood\nISPR,All is well.,grim\n")

    assert "The column “Mood” is not understood" in told


def test_what_looks_like_what_is_here_needs_a_reason(tmp_path):
    take(tmp_path, "Who,Statement\nISPR,Security forces killed 21 militants at Musakhel.\n")
    again = "Who,Statement\nISPR,Security forces killed 21 militants in Musakhel.\n"

    with pytest.raises(CommandError, match="--apart"):
        take(tmp_path, again)
    take(tmp_path, again, "--apart", "Another statement of the same day.")

    assert Claim.objects.count() == 2


def test_what_is_no_event_or_no_file_is_said(tmp_path):
    assert "There is no event “nowhere”" in refusal(tmp_path, TABLE, event="nowhere")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_table", str(tmp_path / "none.csv"), "--event", "attacks")


def test_the_line_of_excel_is_passed_over(tmp_path):
    assert "1 claims" in take(tmp_path, "sep=;\r\nWho;Quote\r\nISPR;All is well.\r\n")


def test_a_quote_without_a_report_is_not_lost(tmp_path):
    take(tmp_path, "Who,Number,Who is counted,What,Quote\nISPR,21,attackers,killed,We hit 21.\n")

    assert "“We hit 21.”" in Claim.objects.get().private_note


def test_a_date_that_does_not_fit_is_told_with_its_row(tmp_path):
    an_event(slug="fire", starts_on="2024-08-26")

    told = take(tmp_path, "Who,Claim,Date\nISPR,It burnt.,2023-08-26\n", "--check", event="fire")

    assert "It was said before the event began" in told


def test_a_table_is_read_and_checked_before_anybody_has_to_wait(tmp_path):
    table = f"{HEADER}\n" + "".join(f",Speaker {n},{n},all,killed,,,\n" for n in range(2, 12))
    held = []

    def watching(execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT"):
            held.clear()  # The lock is taken: what came before kept nobody waiting.
        held.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watching):
        take(tmp_path, table)

    assert Claim.objects.count() == 10
    assert not [sql for sql in held if sql.startswith("SELECT") and "claims_category" in sql]
