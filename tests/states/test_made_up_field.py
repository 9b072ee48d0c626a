"""A new public field costs nobody anything: what was published before it serves on every face."""

import pytest

from claims.api import fields
from claims.api.serializers.state import StateSerializer
from claims.publishing import background_check, projection
from claims.states import body, encoding
from claims.states.base import public, state
from tests.api.world import a_world, taken_back
from tests.crawl import Crawl
from tests.states.kinds import kinds

pytestmark = pytest.mark.django_db


def test_what_was_published_before_a_field_serves_on_every_face_after_it(tmp_path, monkeypatch):
    event, _ = a_world()
    taken_back(event)
    before = every_answer(tmp_path / "before")

    give_every_kind_a_made_up_field(monkeypatch)
    monkeypatch.setattr(background_check, "EVERY_SECONDS", 0)  # /readyz looks at the record again

    after = every_answer(tmp_path / "after")
    assert {address: status for address, (status, _) in after.items()} == {
        address: status for address, (status, _) in before.items()
    }
    differing = {address for address in before if before[address] != after[address]}
    assert differing
    assert all(address.startswith("/api/") for address in differing)
    assert '"made_up":null' in after["/api/v1/claims/army-14/"][1]


def every_answer(folder):
    """Status and body of every public address, asked anew."""
    Crawl(folder).everything(every=10**9)
    rows = [line.split("\t") for line in (folder / "index.tsv").read_text().splitlines()]
    bodies = [path.read_bytes().partition(b"\n") for path in folder.iterdir()]
    texts = {address.decode(): text.decode("utf-8", "replace") for address, _, text in bodies}
    return {address: (status, texts[address]) for address, status, *_ in rows}


def give_every_kind_a_made_up_field(monkeypatch):
    """Put in at the door of reading, for subjects and for parts, and in what derives from kinds."""
    made_up = {kind: with_a_made_up_field(kind) for kind in kinds()}
    load = encoding.load

    def load_made_up(kind, raw):
        return load(made_up.get(kind, kind), raw)

    monkeypatch.setattr(encoding, "load", load_made_up)
    monkeypatch.setattr(body, "load", load_made_up)
    for kind, columns in tuple(projection.COLUMNS.items()):
        monkeypatch.setitem(projection.COLUMNS, made_up[kind], columns)
    for serializer in serializers():
        monkeypatch.setattr(serializer, "state", made_up[serializer.state])
    fields.made.shapes.clear()  # shapes from before the field


def with_a_made_up_field(kind):
    field = public("Made up", says="What was not there before.", absent="")
    names = {"__annotations__": {"made_up": str}, "made_up": field, "__module__": __name__}
    return state(type(kind.__name__, (kind,), names))


def serializers(base=StateSerializer):
    for serializer in base.__subclasses__():
        if "state" in vars(serializer):
            yield serializer
        yield from serializers(serializer)
