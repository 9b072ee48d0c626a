#!/usr/bin/env python3
"""Checks, offline, that a record holds exactly what you were shown. Needs Python and nothing else.

    python verify.py proof.json --key "example.org/record+1a2b3c4d+AQ..."
    python verify.py proof.json --key KEY --older checkpoint.txt --consistency consistency.json

The first shows that an entry, word for word, stands in what the holder of the key signed. The
second shows besides that the record you kept a checkpoint of earlier was only added to. Take the
key from somewhere else than the file: whoever forges the one would forge the other.

Hashes: RFC 6962. Signatures: Ed25519 (RFC 8032). Notes: C2SP signed-note, tlog-checkpoint and
tlog-cosignature. Says what was checked and ends with 0, or says what does not hold and ends with 1.
"""

import argparse
import base64
import hashlib
import json
import re
import sys

LOG, WITNESS = 1, 4


class DoesNotHold(Exception):
    """Why, in a sentence."""


# Ed25519, as RFC 8032, 5.1 has it ---------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    found = IDENTITY
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def same(one, other):
    return not (
        (one[0] * other[2] - other[0] * one[2]) % P or (one[1] * other[2] - other[1] * one[2]) % P
    )


def point_of(raw):
    """A point from its 32 bytes; refuses every way of writing one but the only right one."""
    number = int.from_bytes(raw, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    if y >= P:
        raise DoesNotHold("A key or a signature is no point of the curve.")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and odd):
        raise DoesNotHold("A key or a signature is no point of the curve.")
    if x & 1 != odd:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def check_signature(key, message, signature, whose):
    if len(key) != 32 or len(signature) != 64:
        raise DoesNotHold(f"The signature of {whose} is not as long as it must be.")
    first, second = signature[:32], int.from_bytes(signature[32:], "little")
    hashed = hashlib.sha512(first + key + message).digest()
    challenge = int.from_bytes(hashed, "little") % ORDER
    right = add(point_of(first), times(challenge, point_of(key)))
    if second >= ORDER or not same(times(second, BASE), right):
        raise DoesNotHold(f"The signature of {whose} does not fit.")


# Keys and signed notes ----------------------------------------------------------------------------


def decoded(text, length=None):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    wrong = length is not None and len(raw) != length
    if not raw or wrong or base64.b64encode(raw).decode() != text:
        raise DoesNotHold("A key, a root or a signature is not written as it must be.")
    return raw


def key_of(text):
    """The name, the kind, the bytes and the short id of a public key."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise DoesNotHold("This is not a public key.")
    name, short, coded = parts
    raw = decoded(coded, 33)
    found = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if found.hex() != short or raw[0] not in (LOG, WITNESS):
        raise DoesNotHold("This is not a public key, or it was altered.")
    return name, raw[0], raw[1:], found


def lines_of(note):
    text, parted, signed = note.rpartition("\n\n")
    if not parted or not signed.endswith("\n"):
        raise DoesNotHold("The checkpoint is no signed note.")
    found = []
    for line in signed[:-1].split("\n"):
        match = re.fullmatch(r"— (\S+) (\S+)", line)
        if not match:
            raise DoesNotHold("A line of the checkpoint is no signature.")
        raw = decoded(match[2])
        found.append((match[1], raw[:4], raw[4:]))
    return text + "\n", found


def told_by(note, name):
    """The size and the root that a note tells; whether it is signed is not asked here."""
    match = re.fullmatch(r"([^\n]+)\n([1-9][0-9]*)\n([^\n]+)\n", lines_of(note)[0])
    if not match or match[1] != name:
        raise DoesNotHold("The note is no checkpoint of this record.")
    return int(match[2]), decoded(match[3], 32)


def check_signed(note, key, witnesses=(), strict=True):
    """That the key signed it; with ``strict`` every witness did too, and nobody unknown."""
    text, lines = lines_of(note)
    name, kind, raw, short = key_of(key)
    if kind != LOG or [line[:2] for line in lines].count((name, short)) != 1:
        raise DoesNotHold(f"The checkpoint is not signed once by {name} with this key.")
    known = {(name, short): (kind, raw)}
    for text_of in witnesses:
        witness = key_of(text_of)
        known[witness[0], witness[3]] = witness[1], witness[2]
    for whose, of_key, signature in lines:
        if (whose, of_key) in known:
            check_line(text, whose, *known[whose, of_key], signature)
        elif strict:
            raise DoesNotHold(f"The checkpoint has a signature of {whose} that nobody knows.")
    if strict and len(lines) != len(known):
        raise DoesNotHold("The checkpoint is not signed by every witness it names.")


def check_line(text, whose, kind, raw, signature):
    message = text.encode()
    if kind == WITNESS:
        when, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        message = f"cosignature/v1\ntime {when}\n{text}".encode()
    check_signature(raw, message, signature, whose)


# The tree -----------------------------------------------------------------------------------------


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by_inclusion(found, place, size, path):
    last, left = size - 1, list(path)
    if not 0 <= place < size:
        raise DoesNotHold("The entry does not stand in the record that was signed.")
    while last:
        if place % 2 or place < last:
            if not left:
                raise DoesNotHold("The proof is too short.")
            beside = left.pop(0)
            found = node(beside, found) if place % 2 else node(found, beside)
        place, last = place // 2, last // 2
    if left:
        raise DoesNotHold("The proof is too long.")
    return found


def check_consistency(old, old_root, new, new_root, path):
    if old == new:
        both = [] if path else [old_root, old_root]
    else:
        both = roots_by_consistency(old, old_root, new, path)
    if both != [old_root, new_root]:
        raise DoesNotHold("The record was not only added to since the older checkpoint.")


def roots_by_consistency(old, old_root, new, path):
    """The two roots that a path leads to; nothing where it is not as long as it must be."""
    place, last, left = old - 1, new - 1, list(path)
    while place % 2:
        place, last = place // 2, last // 2
    first = second = left.pop(0) if place and left else old_root
    while last > 0:
        if place % 2 or place < last:
            if not left:
                return []
            beside = left.pop(0)
            first = node(beside, first) if place % 2 else first
            second = node(beside, second) if place % 2 else node(second, beside)
        place, last = place // 2, last // 2
    return [] if left else [first, second]


# Files --------------------------------------------------------------------------------------------


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text, names):
    """A file of ours, in the only way of writing it; nothing else may stand in it."""
    try:
        told = json.loads(text)
    except ValueError:
        raise DoesNotHold("The file is no JSON.") from None
    if not isinstance(told, dict) or set(told) != names or canonical(told) + "\n" != text:
        raise DoesNotHold("The file was altered: it is not written as it was given out.")
    return told


def hashes(texts):
    if not isinstance(texts, list) or not all(re.fullmatch("[0-9a-f]{64}", str(t)) for t in texts):
        raise DoesNotHold("The proof holds something that is no hash.")
    return [bytes.fromhex(text) for text in texts]


def check_proof(text, key=None):
    """The entry, the size that was signed, and its root; ``DoesNotHold`` if anything is wrong."""
    names = {"format", "entry", "digest", "inclusion", "checkpoint", "key", "witnesses"}
    told = read(text, names)
    if told["format"] != "counterclaim-proof/1":
        raise DoesNotHold("This is a proof of a format that is not known here.")
    if key is not None and told["key"] != key.strip():
        raise DoesNotHold("The proof is signed with another key than the one you gave.")
    size, root = told_by(told["checkpoint"], key_of(told["key"])[0])
    entry = told["entry"]
    hashed = hashlib.sha256(b"\x00" + canonical(entry).encode()).digest()
    if hashed.hex() != told["digest"]:
        raise DoesNotHold("The entry was altered: its digest does not fit.")
    if root_by_inclusion(hashed, entry["seq"] - 1, size, hashes(told["inclusion"])) != root:
        raise DoesNotHold("The entry does not stand in the record that was signed.")
    check_signed(told["checkpoint"], told["key"], told["witnesses"])
    return entry, size, root


def check_growth(older, text, key, size, root):
    """That the newer record begins with the older one; returns the older one's size."""
    old, old_root = told_by(older, key_of(key)[0])
    check_signed(older, key, strict=False)
    told = read(text, {"format", "old", "new", "consistency"})
    if (told["format"], told["old"], told["new"]) != ("counterclaim-consistency/1", old, size):
        raise DoesNotHold(f"The proof of consistency is not from entry {old} to entry {size}.")
    check_consistency(old, old_root, size, root, hashes(told["consistency"]))
    return old


def content(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("proof", help="the file that the page offers under Cite")
    parser.add_argument("--key", help="the public key, from somewhere else than the file")
    parser.add_argument("--older", help="a checkpoint that you kept")
    parser.add_argument("--consistency", help="the proof that leads from it to the newer one")
    asked = parser.parse_args(words)
    if bool(asked.older) != bool(asked.consistency) or (asked.older and not asked.key):
        parser.error("--older needs --consistency and --key")
    try:
        entry, size, root = check_proof(content(asked.proof), asked.key)
        told = f"Entry {entry['seq']} stands, word for word, in the record up to entry {size}."
        if asked.older:
            older, text = content(asked.older), content(asked.consistency)
            old = check_growth(older, text, asked.key, size, root)
            told += f" Since entry {old} the record was only added to."
        if not asked.key:
            told += " You gave no key: this says only that the file agrees with itself."
    except DoesNotHold as problem:
        print(f"Does not hold. {problem}")
        return 1
    except (OSError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as problem:
        print(f"Does not hold. The files cannot be read: {problem!r}")
        return 1
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
