"""Addresses: short, plain, and made so that they need not change."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from itertools import count

SLUG_PATTERN = r"^[a-z0-9-]+$"
LONGEST = 100
LONGEST_MADE = 80
LONGEST_NAME = 24


def is_slug(text: str) -> bool:
    return len(text) <= LONGEST and re.fullmatch(r"[a-z0-9-]+", text) is not None


def slugify(text: str, longest: int = LONGEST_MADE) -> str:
    """The Latin letters and digits of a text, cut between words; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if len(slug) <= longest:
        return slug
    whole_words = slug[: longest + 1].rpartition("-")[0]
    return whole_words or slug[:longest]


def plain_subject(text: str, known: str = "") -> str:
    """The words of a text that name nobody, for an address that must never name a victim.

    Names are written with a capital letter: such words are left out unless ``known`` has them,
    as the name of a place or of the claimant.
    """
    familiar = set(re.findall(r"\w+", known.lower()))
    words = re.findall(r"[\w'’-]+", text)
    return " ".join(w for w in words if not _is_name(w) or w.lower() in familiar)


def _is_name(word: str) -> bool:
    return not word[0].isdigit() and word != word.lower()


def claim_slug(
    claimant_name: str, day: date | None, subject: str, taken: Callable[[str], bool]
) -> str:
    """Who, when and what: `bla-2024-08-26-soldiers-killed`, with a number where taken."""
    who = slugify(claimant_name, LONGEST_NAME) or "claim"
    when = day.isoformat() if day else ""
    base = slugify(" ".join([who, when, subject]))
    return free_slug(base, taken)


def free_slug(base: str, taken: Callable[[str], bool]) -> str:
    """The base itself, or with the first number that is not taken."""
    if not taken(base):
        return base
    for number in count(2):
        ending = f"-{number}"
        slug = base[: LONGEST_MADE - len(ending)].rstrip("-") + ending
        if not taken(slug):
            return slug
    raise AssertionError("numbers do not run out")
