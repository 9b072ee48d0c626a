"""Signed notes and checkpoints, in the forms of C2SP: signed-note, tlog-checkpoint, cosignatures.

A note is a text that ends with a line break, an empty line, and lines of signatures. Of Ed25519 two
kinds are read: 1, over the text, by which a log signs; 4, over the text and a time, by which a
witness says that what it saw until then was continued.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = 1, 4
LONGEST = 64 * 1024
PRIVATE = "PRIVATE+KEY+"
NAME = re.compile(r"[^\s+]{1,200}")


class NotGenuine(ValueError):
    """A note, a key or a signature that is not what it must be; says why in a sentence."""


@dataclass(frozen=True)
class PublicKey:
    """Whose signatures are believed: a name, what they are over, and 32 bytes."""

    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        """Four bytes by which a line of a note says that it is of this key."""
        return _id(self.name, self.kind, self.raw)

    def text(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_coded(bytes([self.kind]) + self.raw)}"

    @classmethod
    def read(cls, text: str) -> PublicKey:
        """``NotGenuine`` where it was altered or cut off."""
        key = cls(*_parts(text))
        if key.text() != text.strip():
            raise NotGenuine("This is not a public key, or it was altered on its way.")
        return key

    def check(self, text: str, signature: bytes) -> int | None:
        """Raise ``NotGenuine`` unless it is over the text; a witness's tells when, in seconds."""
        signed, when = text.encode(), None
        if self.kind == WITNESS:
            when, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            signed = _with_time(text, when)
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, signed)
        except (InvalidSignature, ValueError):
            raise NotGenuine(f"The signature of {self.name} does not fit.") from None
        return when


@dataclass(frozen=True)
class PrivateKey:
    """What signs. Its text never leaves the file that holds it."""

    name: str
    kind: int
    seed: bytes

    @classmethod
    def read(cls, text: str) -> PrivateKey:
        text = text.strip()
        if not text.startswith(PRIVATE):
            raise NotGenuine("This is not a private key.")
        key = cls(*_parts(text.removeprefix(PRIVATE)))
        if key.text() != text:
            raise NotGenuine("This private key was altered or cut off.")
        return key

    @classmethod
    def new(cls, name: str, kind: int = LOG) -> PrivateKey:
        if not NAME.fullmatch(name):
            raise NotGenuine("The name of a key has no spaces and no “+”, and is not empty.")
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> PublicKey:
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(self.name, self.kind, raw)

    def text(self) -> str:
        return (
            f"{PRIVATE}{self.name}+{self.public.id.hex()}+{_coded(bytes([self.kind]) + self.seed)}"
        )

    def line(self, text: str, *, when: int = 0) -> str:
        """The line that signs a text; a witness says ``when``, in seconds since 1970."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if self.kind == WITNESS:
            signature = when.to_bytes(8, "big") + key.sign(_with_time(text, when))
        else:
            signature = key.sign(text.encode())
        return f"— {self.name} {_coded(self.public.id + signature)}\n"


@dataclass(frozen=True)
class Line:
    """One signature: whose it says it is, of which key, and its bytes."""

    name: str
    key_id: bytes
    signature: bytes
    text: str


@dataclass(frozen=True)
class Checkpoint:
    """The record up to entry ``size``, as one root; nothing else is read from its text."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_coded(self.root)}\n"

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        found = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([^\n]+)\n((?:[^\n]+\n)*)", text)
        if found is None:
            raise NotGenuine("This is not a checkpoint.")
        return cls(found[1], int(found[2]), _decoded(found[3], length=32))


def opened(note: str, key: PublicKey) -> Checkpoint:
    """What a note says, once the signature of the key stands on it."""
    text, lines = taken_apart(note)
    ours = [line for line in lines if line.key_id == key.id and line.name == key.name]
    if not ours:
        raise NotGenuine(f"The checkpoint is not signed by {key.name} with this key.")
    for line in ours:
        key.check(text, line.signature)
    found = Checkpoint.read(text)
    if found.origin != key.name:
        raise NotGenuine(f"The checkpoint is of {found.origin}, and the key of {key.name}.")
    return found


def taken_apart(note: str) -> tuple[str, list[Line]]:
    """The text of a note and the lines that sign it."""
    text, parted, signed = note.rpartition("\n\n")
    if len(note) > LONGEST or not parted or not signed.endswith("\n"):
        raise NotGenuine("This is not a signed note.")
    return text + "\n", list(_lines(signed.splitlines()))


def _lines(signed: Iterable[str]) -> Iterator[Line]:
    for text in signed:
        found = re.fullmatch(rf"— ({NAME.pattern}) (\S+)", text)
        if found is None:
            raise NotGenuine("A line of the signed note is no signature.")
        told = _decoded(found[2])
        yield Line(found[1], told[:4], told[4:], text + "\n")


def _parts(text: str) -> tuple[str, int, bytes]:
    name, _, coded = text.strip().split("+", 2) if text.count("+") >= 2 else ("", "", "")
    told = _decoded(coded, length=33)
    if told[0] not in (LOG, WITNESS) or not NAME.fullmatch(name):
        raise NotGenuine("This is not a key of a kind that is known here.")
    return name, told[0], told[1:]


def _id(name: str, kind: int, raw: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + raw).digest()[:4]


def _with_time(text: str, when: int) -> bytes:
    return f"cosignature/v1\ntime {when}\n{text}".encode()


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str, length: int | None = None) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not raw or (length is not None and len(raw) != length) or _coded(raw) != text:
        raise NotGenuine("A key, root or signature is not written as it must be.")
    return raw
