"""Notes and keys are read as others write them, and nothing altered is believed."""

import pytest

from claims.proof import note
from claims.proof.note import Checkpoint, NotGenuine, PrivateKey, PublicKey, opened

# The example of the documentation of Go's package for signed notes, which C2SP wrote down.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)


def test_what_others_signed_is_read():
    key = PublicKey.read(KEY)
    text, (line,) = note.taken_apart(f"{TEXT}\n{LINE}")

    key.check(text, line.signature)

    assert (text, line.key_id) == (TEXT, key.id)
    assert key.text() == KEY


def test_a_key_is_read_as_it_was_written():
    key = PrivateKey.new("example.org/record")

    assert PrivateKey.read(key.text() + "\n") == key
    assert PublicKey.read(key.public.text()) == key.public


@pytest.mark.parametrize(
    "text", ["", "x", "a+b+c", KEY[:-4], KEY.replace("Peter", "Petra"), "é+1+"]
)
def test_a_key_that_was_altered_is_refused(text):
    with pytest.raises(NotGenuine):
        PublicKey.read(text)


def test_a_name_that_would_not_be_read_again_is_no_name():
    for name in ("", "two words", "a+b"):
        with pytest.raises(NotGenuine):
            PrivateKey.new(name)


def test_a_checkpoint_is_believed_only_as_it_was_signed_by_whom_it_names():
    key, other = PrivateKey.new("log.example"), PrivateKey.new("log.example")
    told = Checkpoint("log.example", 423, bytes(range(32)))
    signed = f"{told.text()}\n{key.line(told.text())}"

    assert opened(signed, key.public) == told
    assert opened(signed + other.line(told.text()), key.public) == told
    for altered in (
        signed.replace("423", "422"),
        signed.replace("AAEC", "AAED"),
        signed.replace("log.example\n", "log.sample\n", 1),
        f"{told.text()}\n{other.line(told.text())}",
        told.text(),
        signed[:-1],
        "",
        "\n" * 10,
    ):
        with pytest.raises(NotGenuine):
            opened(altered, key.public)


def test_a_witness_signs_the_text_with_the_time_and_never_as_a_log():
    witness = PrivateKey.new("witness.example", note.WITNESS)
    text = Checkpoint("log.example", 1, bytes(32)).text()
    line = note.taken_apart(f"{text}\n{witness.line(text, when=1_790_000_000)}")[1][0]

    assert witness.public.check(text, line.signature) == 1_790_000_000
    with pytest.raises(NotGenuine):
        witness.public.check(text, b"\0" * 8 + line.signature[8:])
    with pytest.raises(NotGenuine):
        PublicKey("witness.example", note.LOG, witness.public.raw).check(text, line.signature[8:])
