"""A record that is signed: two editors' worth of entries, a key, a checkpoint, a witness."""

import pytest
from django.core.management import call_command

from claims import actions
from claims.domain.status import Status
from claims.models.record.checkpoint import newest
from claims.proof.note import PrivateKey
from tests.builders import NOW, a_claim, a_source, an_editor, published, some_evidence


@pytest.fixture
def key_file(tmp_path):
    call_command("checkpoint", "--new-key", "--key", str(tmp_path / "key"), stdout=_Nowhere())
    return tmp_path / "key"


class _Nowhere:
    def write(self, text):
        pass


@pytest.fixture
def key(key_file):
    return PrivateKey.read(key_file.read_text())


@pytest.fixture
def claim(db):
    """Published, then decided on by an editor; five entries with its needs, and more sources."""
    editor = an_editor("amina")
    claim = published(a_claim("Fourteen soldiers were killed."), by=editor)
    piece = some_evidence(claim, kind="primary")
    actions.change_status(
        claim, to=Status.CONFIRMED, reason="We saw it.", evidence=[piece], by=editor, at=NOW
    )
    for n in range(5):
        published(a_source(f"Source {n}"), by=editor)
    return claim


@pytest.fixture
def signed(claim, key_file):
    call_command("checkpoint", "--key", str(key_file), stdout=_Nowhere())
    return newest()
