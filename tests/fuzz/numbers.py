"""Add words to phrases that are read as numbers, and look for a number that changes in silence.

    python -m tests.fuzz.numbers --phrases 20000 --seed 1

Each phrase of the table of tests gets one to three words more: known ones of any language, unknown
ones, signs, whatever nobody expects. It must be read as before, asked about or refused; only a word
that changes numbers (a hedge, a scale, a number) may change it. Nothing else may be raised.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter
from random import Random

from claims.domain.number_parser.tokens import words_of
from tests.domain.test_number_fuzz import CHANGING, JUNK, KNOWN, READ, meaning, some_phrase
from tests.fuzz import odd

WORDS = [*sorted(KNOWN), *JUNK.split(", "), *odd.TEXTS, *odd.MOMENTS, "zug", "qwerty", "дом"]


def run(phrases, seed):
    """How many were read how; and what was wrong, each with its phrase."""
    random, counts, wrong = Random(seed), Counter(), []
    for _ in range(phrases):
        before = random.choice(READ) if random.random() < 0.8 else " ".join(some_phrase(random)[0])
        added = [random.choice(WORDS) for _ in range(random.choice([1, 1, 1, 2, 3]))]
        after = _with(before, added, random)
        try:
            told = _told(before, after, added)
        except Exception:
            told = "raised"
            wrong.append((after, traceback.format_exc(limit=-2)))
        if told == "changed in silence":
            wrong.append((f"{before} -> {after}", f"{meaning(before)} {meaning(after)}"))
        counts[told] += 1
    return counts, wrong


def _with(phrase, added, random):
    words = phrase.split()
    for word in added:
        words.insert(random.randint(0, len(words)), word)
    return " ".join(words)


def _told(before, after, added):
    was, now = meaning(before), meaning(after)
    if now is None:
        return "refused"
    if now[1]:
        return "asked about"
    if was is None or was[1]:
        return "was not read before"
    if was[0] == now[0]:
        return "read as before"
    # A word that changes numbers may also change what the words beside it mean.
    changing = any(
        CHANGING.intersection(words_of(word)) or any(map(str.isdigit, word)) for word in added
    )
    return "changed by a word that changes numbers" if changing else "changed in silence"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phrases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    counts, wrong = run(asked.phrases, asked.seed)
    print(f"{asked.phrases} phrases, seed {asked.seed}: {dict(counts)}")
    for phrase, problem in wrong:
        print(f"\nWRONG {phrase[:300]}\n{problem}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
