"""What a reader must say to report an error, and how the desk may answer."""

from claims.domain import text
from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import Word

SHORTEST, LONGEST, LONGEST_CONTACT = 10, 4000, 200


class Outcome(Word):
    OPEN = "open", "waits for an answer"
    CORRECTED = "corrected", "corrected"
    STANDS = "stands", "looked at, it stands"
    NOT_FOR_US = "not_for_us", "not an error report"


def check_report(*, words: str, grounds: str, contact: str) -> None:
    """Raise ``RuleBroken`` with all that keeps this from being a report; the texts are clean."""
    told = []
    if len(words) < SHORTEST:
        told.append("Say in a sentence what is wrong.")
    for what, written, most in (
        ("what is wrong", words, LONGEST),
        ("how you know", grounds, LONGEST),
        ("how to reach you", contact, LONGEST_CONTACT),
    ):
        if len(written) > most:
            told.append(f"Keep “{what}” to {most:,} characters: it has {len(written):,}.")
    if told:
        raise RuleBroken(*told)


def page_of(about: str) -> str:
    """The page a report is about, as a path of ours; empty where it is none."""
    path = text.clean(about).partition("?")[0]
    known = path.startswith("/") and not path.startswith("//") and len(path) <= 300
    return path if known and path.isprintable() else ""


def check_answer(outcome: Outcome, *, correction: int | None, note: str) -> None:
    """Raise ``RuleBroken`` unless a report may be answered so."""
    if outcome is Outcome.OPEN:
        raise RuleBroken("Choose how it ends.")
    if outcome is Outcome.CORRECTED and correction is None:
        raise RuleBroken(
            "Publish the correction first, then name its entry here: readers see the correction,"
            " and nobody sees who reported the error."
        )
    if outcome is not Outcome.CORRECTED and correction is not None:
        raise RuleBroken("An entry belongs to a correction only.")
    if outcome is Outcome.STANDS and not note:
        raise RuleBroken("Note for the desk what was looked at, and why it stands.")
