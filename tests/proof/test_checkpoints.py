"""Signing, and what is refused; what readers, feeds and programs are given of it."""

import json
import stat
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from claims import actions
from claims.domain.vocabulary import Grounds
from claims.models.desk.authorship import Authorship
from claims.models.record import triggers
from claims.models.record.checkpoint import Checkpoint, newest
from claims.models.record.entry import Entry, EntryBody, head, head_seq
from claims.proof import merkle, note, tree, verify
from claims.proof.note import PrivateKey, opened
from claims.publishing import rebuild
from tests.builders import NOW, a_source, published


def sign(key_file, *words):
    call_command("checkpoint", "--key", str(key_file), *words)


def refusal(*words):
    with pytest.raises(CommandError) as caught:
        call_command(*words)
    return str(caught.value)


def behind_the_triggers(change):
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        triggers.drop(connection)
        change()
        rebuild.rebuild()
        triggers.install(connection)


def test_the_whole_record_is_signed_in_the_forms_of_others(signed, key):
    found = opened(signed.note, key.public)
    hashes = [bytes.fromhex(digest) for digest in Entry.objects.order_by("seq").values_list("digest", flat=True)]  # noqa: E501  # fmt: skip

    assert (found.size, found.root) == (head_seq(), merkle.root(hashes))
    assert found.origin == "testserver/record"


def test_the_tree_is_the_same_by_blocks(claim, monkeypatch):
    hashes = [bytes.fromhex(digest) for digest in Entry.objects.order_by("seq").values_list("digest", flat=True)]  # noqa: E501  # fmt: skip
    monkeypatch.setattr(tree, "BLOCK", 4)

    for size in range(1, len(hashes) + 1):
        assert tree.root(size) == merkle.root(hashes[:size])
        assert tree.inclusion(1, size) == merkle.inclusion(merkle.of(hashes), 0, size)
    with pytest.raises(ValueError, match="has no entries"):
        tree.root(len(hashes) + 1)


def test_a_key_is_its_owners_alone_and_never_written_over(key_file):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert "never written over" in refusal("checkpoint", "--new-key", "--key", str(key_file))


def test_what_does_not_grow_is_not_signed_again(signed, key_file, tmp_path, capsys):
    sign(key_file, "--out", str(tmp_path / "public"))

    assert "Nothing came since" in capsys.readouterr().out
    assert Checkpoint.objects.count() == 1
    assert (tmp_path / "public" / "checkpoint").read_text() == signed.note
    assert (tmp_path / "public" / "checkpoints" / str(signed.size)).read_text() == signed.note


def test_a_record_that_is_not_what_was_signed_is_not_signed(signed, key_file):
    last = head_seq()

    def cut():
        Checkpoint.objects.all().delete()
        EntryBody.objects.filter(entry=last).delete()
        Authorship.objects.filter(entry=last).delete()
        Entry.objects.filter(seq=last).delete()

    behind_the_triggers(cut)

    assert "its end was cut off" in refusal("checkpoint", "--key", str(key_file))
    published(a_source("In its place"), at=NOW + timedelta(hours=5))
    assert "the record was rewritten" in refusal("checkpoint", "--key", str(key_file))
    assert not Checkpoint.objects.exists()


def test_checkpoints_stay(signed):
    for change in (
        lambda: Checkpoint.objects.update(note="forged"),
        lambda: Checkpoint.objects.all().delete(),
        lambda: Checkpoint(size=signed.size - 1, root="", key="", signed_at=NOW, note="").save(
            force_insert=True
        ),
        lambda: Checkpoint(size=signed.size + 1, root="", key="", signed_at=NOW, note="").save(
            force_insert=True
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Name the file of the key"),
        (("--key", "/no/such/key"), "No such file"),
        (("--cosigned", "x"), "Say whose signature"),
        (("--cosigned", "/no/such", "--witness", "x"), "No such file"),
    ],
)
def test_what_a_command_lacks_is_told(db, words, told):
    assert told in refusal("checkpoint", *words)


def test_a_witness_is_kept_and_shown(signed, tmp_path, client):
    witness = PrivateKey.new("partner.example", note.WITNESS)
    text, _ = note.taken_apart(signed.note)
    (tmp_path / "cosigned").write_text(signed.note + witness.line(text, when=1_790_000_000))
    (tmp_path / "forged").write_text(
        signed.note + PrivateKey.new("partner.example", note.WITNESS).line(text, when=1)
    )
    words = ("checkpoint", "--witness", witness.public.text(), "--cosigned")

    assert "did not sign" in refusal(*words, str(tmp_path / "forged"))
    call_command(*words, str(tmp_path / "cosigned"))

    assert client.get("/checkpoint").content.decode() == (tmp_path / "cosigned").read_text()
    assert "partner.example" in client.get("/checkpoints/").content.decode()


# What is given out -------------------------------------------------------------------------------


def test_cite_leads_to_a_proof_that_holds_once_it_is_signed(claim, key_file):
    page = f"/claims/{claim.slug}/"
    assert "/proofs/" not in Client().get(page).content.decode()
    sign(key_file)

    shown = Client().get(page).content.decode()

    address = f"/proofs/{Entry.objects.get(kind='status').seq}.json"
    assert f'href="{address}"' in shown
    entry, _, _ = verify.check_proof(Client().get(address).content.decode(), newest().key)
    assert entry["subject"] == claim.uid


def test_each_address_gives_what_it_says(signed, client):
    published(a_source("Not signed yet"))

    assert client.get("/checkpoint").content.decode() == signed.note
    assert client.get(f"/checkpoints/{signed.size}").content.decode() == signed.note
    growth = client.get(f"/proofs/{signed.size}-{signed.size}.json")
    assert json.loads(growth.content)["consistency"] == []
    assert "immutable" in growth["Cache-Control"]
    assert "def check_proof" in client.get("/verify.py").content.decode()
    again = client.get("/checkpoint", headers={"If-None-Match": client.get("/checkpoint")["ETag"]})
    assert again.status_code == 304
    for absent in ("/checkpoints/1", f"/proofs/{head_seq()}.json", "/proofs/0.json", "/proofs/9-1.json", f"/proofs/{2**70}.json", f"/checkpoints/{2**70}", f"/proofs/1-{2**70}.json"):  # noqa: E501  # fmt: skip
        assert client.get(absent).status_code == 404, absent


def test_nothing_signed_is_said_so(db, client):
    assert client.get("/checkpoint").status_code == 404
    assert "Nothing of the record was signed yet." in client.get("/checkpoints/").content.decode()


def test_words_withheld_are_in_no_proof(signed, claim, client):
    first = Entry.objects.filter(subject=claim.uid).first().seq
    assert "Fourteen" in client.get(f"/proofs/{first}.json").content.decode()

    claim.refresh_from_db()
    actions.suppress(claim, grounds=Grounds.LAW, reason="A court.", by=None, at=NOW)

    assert client.get(f"/proofs/{first}.json").status_code == 404


def test_programs_and_feeds_carry_what_was_signed(signed, client):
    header = client.get("/api/v1/record/")["Record-Checkpoint"]
    root = note._coded(bytes.fromhex(signed.root))

    assert header == f"size={signed.size}, root=:{root}:"
    told = json.loads(client.get("/feeds/changes.json").content)["_counterclaim"]
    assert told["checkpoint"] == signed.note
    assert root in client.get("/feeds/changes.atom").content.decode()


def test_a_page_asks_once_for_the_newest_entry_and_what_is_signed(
    signed, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert head().signed == signed.size
