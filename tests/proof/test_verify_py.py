"""The program that strangers run: it believes what is true, and not one byte of anything else."""

import ast
import sys
from pathlib import Path

import pytest

from claims.models.record.checkpoint import Checkpoint
from claims.models.record.entry import Entry
from claims.proof import files, note, verify
from claims.proof.note import PrivateKey
from claims.publishing import checkpoints
from tests.builders import a_source, published

# RFC 8032, 7.1: public key, message, signature of the first three tests.
VECTORS = """
d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a -
e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b\
d25bf5f0595bbe24655141438e7a100b
3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c 72
92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c\
387b2eaeb4302aeeb00d291612bb0c00
fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025 af82
6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659\
4a7c15e9716ed28dc027beceea1ec40a
""".replace("-", "").split("\n")
VECTORS = [(*VECTORS[n].split(" "), VECTORS[n + 1]) for n in (1, 3, 5)]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_are_those_of_the_rfc(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))

    verify.check_signature(key, message, signature, "them")

    for place in (0, 31, 32, 63):
        wrong = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
        with pytest.raises(verify.DoesNotHold):
            verify.check_signature(key, message, wrong, "them")
    again = int.from_bytes(signature[32:], "little") + verify.ORDER
    with pytest.raises(verify.DoesNotHold):
        verify.check_signature(key, message, signature[:32] + again.to_bytes(32, "little"), "them")


@pytest.fixture
def proof(signed):
    """Of a status decided, on a checkpoint that a witness signed as well."""
    witness = PrivateKey.new("witness.example", note.WITNESS)
    text, _ = note.taken_apart(signed.note)
    checkpoints.cosign(signed.note + witness.line(text, when=1_790_000_000), witness.public)
    return files.of_entry(Entry.objects.filter(kind="status").select_related("words").get())


def test_a_proof_holds_with_the_key_and_with_no_other(proof, signed):
    entry, size, _ = verify.check_proof(proof, signed.key)

    assert entry["kind"] == "status"
    assert "We saw it." in entry["body"]
    assert size == signed.size
    with pytest.raises(verify.DoesNotHold, match="another key"):
        verify.check_proof(proof, PrivateKey.new("testserver/record").public.text())


def test_each_altered_byte_is_refused(proof):
    raw = proof.encode()
    for place in range(len(raw)):
        for wrong in (raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :],):
            with pytest.raises((verify.DoesNotHold, UnicodeDecodeError, KeyError, TypeError)):
                verify.check_proof(wrong.decode())
    for cut in (raw[:-1], raw[1:], raw + b"\n", raw + b" ", b""):
        with pytest.raises(verify.DoesNotHold):
            verify.check_proof(cut.decode())


def test_from_the_command_line(proof, signed, key, tmp_path, capsys):
    older = signed.note
    published(a_source("Later"))
    newer = checkpoints.sign(key, tmp_path / "key.signed", at=signed.signed_at)
    last = Entry.objects.select_related("words").get(seq=newer.size)
    (tmp_path / "proof.json").write_text(files.of_entry(last))
    (tmp_path / "older").write_text(older)
    (tmp_path / "growth.json").write_text(files.of_growth(signed, newer))
    words = [str(tmp_path / "proof.json"), "--key", signed.key]
    words += ["--older", str(tmp_path / "older"), "--consistency", str(tmp_path / "growth.json")]

    assert verify.main(words) == 0
    assert f"Since entry {signed.size} the record was only added to." in capsys.readouterr().out
    (tmp_path / "older").write_text(newer.note)
    assert verify.main(words) == 1
    (tmp_path / "proof.json").write_text("{}")
    assert verify.main(words[:1]) == 1
    assert verify.main([str(tmp_path / "nothing")]) == 1
    assert capsys.readouterr().out.count("Does not hold.") == 3


def test_growth_holds_between_any_two_sizes_and_no_others(signed, key, tmp_path):
    sizes = [signed]
    for _ in range(3):
        published(a_source())
        sizes.append(checkpoints.sign(key, tmp_path / "key.signed", at=signed.signed_at))
    for old in sizes:
        for new in sizes[sizes.index(old) :]:
            text, root = files.of_growth(old, new), bytes.fromhex(new.root)
            assert verify.check_growth(old.note, text, old.key, new.size, root) == old.size
            with pytest.raises(verify.DoesNotHold):
                verify.check_growth(old.note, text, old.key, new.size, bytes(32))
    assert Checkpoint.objects.count() == 4


def test_it_needs_nothing_but_python():
    tree = ast.parse(Path(verify.__file__).read_text())
    names = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]

    assert not [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    assert set(names) <= sys.stdlib_module_names
