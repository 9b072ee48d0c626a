"""The audit log: what happened on the desk, told once, to whoever may see it, and never changed."""

import json
import logging

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from claims import actions
from claims.domain.audit import AuditKind
from claims.domain.roles import Role
from claims.domain.status import Status
from claims.models.desk.audit import AuditEvent
from claims.models.desk.roles import give_role
from claims.models.record import triggers
from claims.models.record.entry import head_seq
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk, page, who, words
from tests.builders import NOW, a_claim, an_editor, published, some_evidence

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/auditevent/"


def told(**narrowed):
    """What the log says, the oldest first: what, who and the rest of it."""
    lines = AuditEvent.objects.filter(**narrowed).select_related("by").order_by("n")
    return [(x.what, x.by.username if x.by else "", x.about, x.detail) for x in lines]


def sign_in(name, password, client=None):
    client = client or Client(REMOTE_ADDR="192.0.2.7")
    return client.post("/admin/login/", {"username": name, "password": password})


def test_sign_ins_and_failures_are_told_and_nothing_that_was_typed():
    editor = an_editor("mahin")

    sign_in("mahin", "wrong")
    sign_in("correct horse", "mahin")
    sign_in("mahin", "correct horse")

    kinds = [AuditKind.SIGN_IN_FAILED, AuditKind.SIGNED_IN]
    assert told(kind__in=kinds) == [
        ("sign-in", "", str(editor.pk), ""),
        ("sign-in", "", "", "no such account"),
        ("sign-in", "mahin", "", ""),
    ]
    assert {x.address for x in AuditEvent.objects.filter(kind__in=kinds)} == {"192.0.2.7"}


def test_who_is_given_which_role_by_whom():
    desk, editor = at_the_desk("chief"), an_editor("omar")
    give_role(editor, Role.REPORTER)

    desk.post(f"/admin/auth/user/{editor.pk}/change/", {"username": "omar", "role": Role.EDITOR})

    pk = str(editor.pk)
    assert told(kind=AuditKind.PEOPLE)[2:] == [
        ("role", "", pk, "given: Reporters"),
        ("account", "chief", pk, "is_active: False"),
        ("role", "chief", pk, "taken: Reporters"),
        ("role", "chief", pk, "given: Editors"),
    ]


def test_a_closed_page_and_a_rule_are_told_as_refusals():
    outsider = Client()
    outsider.force_login(an_editor("stranger"))
    desk, claim = at_the_desk("mahin"), published(a_claim())

    outsider.get(page("claim", "change", claim.pk))
    Page(desk, "claim", "status", claim.pk).press(
        "preview", to="confirmed", reason="Somebody near the desk has said so."
    )

    assert told(kind=AuditKind.REFUSED) == [
        ("403", "stranger", "", f"GET admin:claims_claim_change {claim.pk}"),
        ("status", "mahin", claim.uid, "rule"),
    ]


def test_decisions_are_told_with_their_entries_and_without_a_word_of_them():
    desk = at_the_desk("mahin")
    claim = published(a_claim("Fourteen were killed."))

    Page(desk, "claim", "retract", claim.pk).decide(reason="We misread the statement.")
    draft = a_claim()
    actions.change_status(
        draft, to=Status.UNCONFIRMED, reason="Nobody else saw it.", by=who(desk), at=NOW
    )

    last, of_draft = list(AuditEvent.objects.filter(kind=AuditKind.DECIDED).order_by("n"))[-2:]
    assert (last.what, last.about) == ("retracted", claim.uid)
    assert last.detail == f"entry {head_seq()}"
    assert (of_draft.what, of_draft.about, of_draft.detail) == ("status", draft.uid, "unconfirmed")
    assert "misread" not in json.dumps([x.line() for x in AuditEvent.objects.all()])


def test_reading_what_is_confidential_is_told():
    desk, claim, open_one = at_the_desk("mahin"), a_claim(private_note="Call her."), a_claim()
    some_evidence(claim, confidential=True)

    for subject in (claim, open_one):
        desk.get(page("claim", "change", subject.pk))
        desk.get(page("claim", "status", subject.pk))
        desk.get(page("claim", "history", subject.pk))

    shown = {
        "form": "confidential source, private note",
        "status": "confidential source",
        "history": "confidential source, private note",
    }
    assert told(kind=AuditKind.READ) == [
        (name, "mahin", claim.uid, what) for name, what in shown.items()
    ]


def test_exports_of_the_desk_are_told(tmp_path):
    claim = a_claim()

    call_command("export_dossier", claim.event.slug, out=str(tmp_path / "whole.json"))

    assert told(kind=AuditKind.EXPORTED) == [("dossier", "", claim.event.uid, "")]


def test_each_line_goes_to_stderr_as_json_once_it_is_kept(
    caplog, django_capture_on_commit_callbacks
):
    claim = a_claim()
    logger = logging.getLogger("claims.audit")
    logger.addHandler(caplog.handler)

    with django_capture_on_commit_callbacks(execute=True):
        published(claim, by=an_editor("mahin"))
    logger.removeHandler(caplog.handler)

    line = json.loads(caplog.messages[-1])
    assert (line["kind"], line["what"], line["by"]) == ("decided", "published", "mahin")
    assert line["digest"] == AuditEvent.objects.get(n=line["n"]).digest


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims_auditevent SET detail = 'nothing'",
        "DELETE FROM claims_auditevent",
    ],
)
def test_no_line_is_changed_or_removed(sql):
    published(a_claim())

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE claims_auditevent SET by_id = NULL WHERE kind = 'decided'", "was altered"),
        ("DELETE FROM claims_auditevent WHERE n = 1", "does not follow"),
        ("DELETE FROM claims_auditevent WHERE kind = 'decided'", "what was written since"),
    ],
)
def test_verify_record_finds_what_was_altered_behind_the_triggers(sql, found, capsys):
    published(a_claim(), by=an_editor())
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    triggers.install(connection)

    with pytest.raises(CommandError, match="not sound"):
        call_command("verify_record")

    assert found in capsys.readouterr().out


def test_the_log_is_read_and_narrowed_by_chiefs_alone_and_never_edited(
    django_assert_max_num_queries,
):
    desk, claim = at_the_desk("mahin"), published(a_claim("Fourteen were killed."))
    editor = Client()
    editor.force_login(an_editor("omar", role=Role.EDITOR))

    assert editor.get(LIST).status_code == 403
    with django_assert_max_num_queries(25):
        seen = words(desk.get(LIST, {"kind__exact": "decided", "q": claim.uid}))

    assert "Fourteen were killed." in seen
    assert "published" in seen
    assert "sign-in" not in words(desk.get(LIST, {"kind__exact": "decided"})).split("Filter")[0]
    for address in (f"{LIST}add/", f"{LIST}1/delete/"):
        assert desk.get(address).status_code == 403
    desk.post(f"{LIST}1/change/", {"detail": "nothing"})
    assert AuditEvent.objects.get(n=1).detail != "nothing"
