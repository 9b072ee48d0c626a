"""A clock that jumps dates nothing until somebody says that it is right."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from claims import actions
from claims.domain.roles import Role
from claims.management import health_checks
from claims.models.desk.audit import AuditEvent
from claims.models.record.clock import Clock
from claims.models.record.entry import Entry, head_seq
from claims.publishing import clock
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk, signed_in
from tests.builders import NOW, a_claim, an_editor, published

pytestmark = pytest.mark.django_db
TYPED = {"to": "unverifiable", "reason": "We asked both hospitals."}
JUMPED = "The clock of this machine jumped"


@pytest.fixture
def claim():
    return published(a_claim("Fourteen soldiers were killed."))


def jump(by):
    """What was heard before is moved the other way: it is as if the clock had jumped."""
    Clock.objects.update(started_at=F("started_at") - by, seen_at=F("seen_at") - by)


@pytest.mark.parametrize("by", [timedelta(days=400), timedelta(hours=-2)])
def test_an_editor_is_told_and_nothing_is_dated_until_a_chief_confirms(claim, client, by):
    form, before = Page(at_the_desk(), "claim", "status", claim.pk), head_seq()
    jump(by)

    refused = form.decide(**TYPED)

    assert any(JUMPED in sentence for sentence in refused.refusals)
    assert TYPED["reason"] in refused.words
    assert head_seq() == before
    ready = client.get("/readyz")
    assert (ready.status_code, JUMPED in ready.content.decode()) == (503, True)
    assert client.get(f"/claims/{claim.slug}/").status_code == 200

    chief = signed_in(client, an_editor(role=Role.CHIEF))
    assert JUMPED in chief.get("/admin/").content.decode()
    assert JUMPED in chief.get("/admin/clock/").content.decode()
    chief.post("/admin/clock/")

    assert client.get("/readyz").status_code == 200
    form.decide(**TYPED)
    claim.refresh_from_db()
    assert claim.status == "unverifiable"
    assert AuditEvent.objects.filter(what="clock", by__isnull=False).exists()


def test_the_command_confirms_after_it_was_said_twice(claim, capsys):
    jump(timedelta(days=400))

    with pytest.raises(CommandError, match="Compare it with another clock"):
        call_command("confirm_clock")
    assert JUMPED in capsys.readouterr().out
    assert any(JUMPED in told for told in health_checks.of_record())
    call_command("confirm_clock", "--yes")

    assert clock.doubt() == ""
    assert "Confirmed" in capsys.readouterr().out


def test_what_a_wrong_clock_left_behind_is_forgotten_once_another_is_confirmed(claim):
    Clock.objects.create(boot="away", started_at=NOW, seen_at=NOW + timedelta(days=9000))
    Clock.objects.filter(pk=clock.read().boot).delete()
    assert clock.doubt()

    call_command("confirm_clock", "--yes")

    assert [one.boot for one in Clock.objects.all()] == [clock.read().boot]


def test_no_entry_is_dated_before_the_one_before_it(claim):
    late = published(a_claim(), at=NOW + timedelta(hours=2))

    actions.change_status(late, **TYPED, by=None, at=NOW)

    dated = list(Entry.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert dated == sorted(dated)
