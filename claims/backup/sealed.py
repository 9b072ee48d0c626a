"""Encryption in the format of age (age-encryption.org/v1): whoever has `age` can open it, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import pyrage

from claims.domain.errors import RuleBroken

NO_RECIPIENT = (
    "Say for whom the backup is encrypted: --recipient, or COUNTERCLAIM_BACKUP_RECIPIENTS. "
    "`backup --new-identity FILE` makes a key and tells its public half."
)


def new_identity() -> tuple[str, str]:
    """The words of a key, which are kept secret, and its public half."""
    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    return f"# public key: {public}\n{made}\n", public


def recipients(words: Iterable[str]) -> list[object]:
    """Public keys, each written out or in a file of them; ``RuleBroken`` where one is none."""
    found = [_recipient(line) for word in words for line in _lines(word)]
    if not found:
        raise RuleBroken(NO_RECIPIENT)
    return found


def _lines(word: str) -> Iterator[str]:
    if word.startswith("age1"):
        yield word
        return
    yield from _words_of(Path(word))


def _words_of(path: Path) -> Iterator[str]:
    """Lines of a file of keys, without remarks."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise RuleBroken(f"The keys in {path} cannot be read: {problem}.") from problem
    yield from (line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _recipient(line: str) -> object:
    try:
        return pyrage.x25519.Recipient.from_str(line)
    except pyrage.RecipientError:
        told = "a private key" if line.startswith("AGE-SECRET") else "no public key of age"
        raise RuleBroken(
            f"“{line[:12]}…” is {told}: a public key begins with age1 and is written whole."
        ) from None


def identities(paths: Sequence[str]) -> list[object]:
    """Private keys out of files; ``RuleBroken`` where one is none."""
    if not paths:
        raise RuleBroken("Name the file of the key that opens it: --identity.")
    return [_identity(line, path) for path in paths for line in _words_of(Path(path))]


def _identity(line: str, path: str) -> object:
    try:
        return pyrage.x25519.Identity.from_str(line)
    except pyrage.IdentityError:
        raise RuleBroken(f"{path} holds what is no private key of age.") from None


def seal(plain: IO[bytes], sealed: IO[bytes], to: Sequence[object]) -> None:
    pyrage.encrypt_io(plain, sealed, to)


def unseal(sealed: IO[bytes], plain: IO[bytes], keys: Sequence[object]) -> None:
    """``RuleBroken`` where no key opens it, or it was altered or cut off."""
    try:
        pyrage.decrypt_io(sealed, plain, keys)
    except (pyrage.DecryptError, OSError) as problem:
        raise RuleBroken(
            f"It cannot be opened: it is no backup, it was altered or cut off, or this is not the "
            f"key it was encrypted for ({problem})."
        ) from problem


def sealed_text(words: str, to: Sequence[object]) -> str:
    """In letters, as a column of the database holds it."""
    return str(pyrage.encrypt(words.encode(), to, armored=True), "ascii")


def unsealed_text(sealed: str, keys: Sequence[object]) -> str:
    try:
        return str(pyrage.decrypt(sealed.encode(), keys), "utf-8")
    except pyrage.DecryptError as problem:
        raise RuleBroken(f"This is not the key it was encrypted for ({problem}).") from problem
