"""The made-up record is of the shape that publishing gives, and the measurements can be taken."""

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command

from benchmarks import imports, material, pages, read, readers, search
from claims import dossier
from claims.models.record.entry import EntryBody
from claims.publishing import verify
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_source,
    a_stance,
    actions,
    published,
    raw,
    some_evidence,
)

pytestmark = pytest.mark.django_db


def shapes():
    """For each kind of subject the names in its states, and in the parts of each list there."""
    found = {}
    for body in EntryBody.objects.select_related("entry"):
        kind, state = body.entry.subject_kind, raw(body)["state"]
        # What is absent from one may stand in another: only the whole has parties.
        found[kind, ""] = found.get((kind, ""), set()) | set(state)
        for name, value in state.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                found[kind, name] = set(value[0])
    return found


def a_published_world():
    claim, other = a_claim(said_at=NOW, said_precision="minute"), a_claim()
    a_figure(claim)
    a_stance(claim, source=a_source())
    some_evidence(claim)
    published(claim)
    published(other)
    actions.publish([a_link(claim, other), a_position(claim.event)], by=None, at=NOW)


def test_the_made_up_record_is_sound_and_shaped_as_published_ones_are():
    a_published_world()
    own = shapes()

    material.fill(40)

    assert shapes() == own
    assert list(verify.problems()) == []


def test_every_address_measured_answers():
    material.fill(120)

    for _, path in read.addresses():
        taken = pages.ask(path, rounds=1)

        assert taken.queries < 30, path
        assert taken.size > 1000


def test_every_question_measured_is_asked():
    material.fill(120)
    lines = []

    search.tell(lines.append, 1)

    assert len(lines) == 1 + len(search.QUESTIONS)
    assert "weathervane" not in lines[0]


def test_without_the_folder_the_command_says_where_it_is(monkeypatch):
    monkeypatch.setitem(sys.modules, "benchmarks", None)
    for name in [name for name in sys.modules if name.startswith("benchmarks.")]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(CommandError, match=r"in the folder benchmarks/ beside manage\.py"):
        call_command("bench", "figures")


def test_a_dossier_made_up_by_telling_it_again_can_be_brought_in():
    told = imports.grown(300)

    assert len({claim["slug"] for claim in told["claims"]}) == len(told["claims"]) >= 300
    dossier.read(json.dumps(told).encode())


def test_readers_are_counted_from_when_they_were_due():
    async def slowly(reader, writer):
        while await reader.readuntil(b"\r\n\r\n"):
            await asyncio.sleep(0.02)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    async def asked():
        async with await asyncio.start_server(slowly, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            found = readers.Readers(port, "/")
            await found.ask(rate=50, seconds=1)
            return found

    # A browser of other tests leaves a loop that goes on in this thread.
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, asked()).result()

    assert (len(found.times), found.failed) == (50, 0)
    assert min(found.times) >= 20
