"""`manage.py demo`: from nothing to a running newsroom, on this machine alone."""

import signal
import socket
import sqlite3
import subprocess
import time

import pytest
from django.core.management import CommandError, call_command

from claims.management import demo_editors
from claims.models.desk.claim import Claim
from claims.models.record.entry import Entry
from tests.builders import an_editor
from tests.test_serve import Place


@pytest.fixture
def own_machine(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"


def demo(capsys):
    call_command("demo", "--no-serve")
    return capsys.readouterr().out


@pytest.mark.django_db
def test_it_is_set_up_once_for_editors_who_can_work_and_keeps_what_they_changed(
    own_machine, capsys, client
):
    first = demo(capsys)
    entries = Entry.objects.count()
    assert "Editor mahin, password " in first
    assert "Editor omar, password " in first

    password = first.split("Editor mahin, password ")[1].split()[0]
    client.post("/admin/login/", {"username": "mahin", "password": password})
    assert client.get("/admin/claims/claim/").status_code == 200
    assert client.get("/admin/auth/user/").status_code == 200
    client.post("/admin/logout/")
    client.post(
        "/admin/login/",
        {"username": "omar", "password": first.split("Editor omar, password ")[1].split()[0]},
    )
    assert client.get("/admin/claims/claim/").status_code == 200
    assert client.get("/admin/auth/user/").status_code == 403
    claim = Claim.objects.order_by("pk")[0]
    claim.private_note = "Ask again."
    claim.save()

    second = demo(capsys)
    assert ", password " not in second
    assert "changepassword NAME" in second
    assert Entry.objects.count() == entries > 0
    claim.refresh_from_db()
    assert claim.private_note == "Ask again."


@pytest.mark.django_db
def test_a_database_with_other_users_is_left_alone(own_machine):
    an_editor("newsroom-editor")

    with pytest.raises(CommandError, match=r"did not make \(newsroom-editor\)"):
        call_command("demo", "--no-serve")

    assert not Claim.objects.exists()
    assert demo_editors.others() == ["newsroom-editor"]


@pytest.mark.parametrize("address", ["https://claims.example.org", "http://192.0.2.7:8000"])
def test_a_site_for_readers_is_refused(settings, address):
    settings.SITE_URL = address

    with pytest.raises(CommandError, match="for this machine alone"):
        call_command("demo", "--no-serve")


def test_a_port_in_use_is_told_before_anything_is_set_up(own_machine):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"port {port} .*choose another with --port"):
            call_command("demo", "--port", str(port))


def test_the_demonstration_serves_and_stops_at_once(tmp_path):
    place = Place(tmp_path)
    process = place.start("demo", "--port", str(place.port))
    try:
        for _ in range(1200):
            if process.poll() is not None or place.answers():
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        raise

    assert process.returncode == 0, said
    assert f"Site   http://127.0.0.1:{place.port}/" in said
    assert f"Admin  http://127.0.0.1:{place.port}/admin/" in said
    with sqlite3.connect(tmp_path / "counterclaim.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
