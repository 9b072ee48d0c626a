"""What a reader must say to report an error, and how the desk may answer."""

from claims.domain import text
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word

SHORTEST, LONGEST, LONGEST_CONTACT = 10, 4000, 200


class Outcome(Word):
    OPEN = "open", _("waits for an answer")
    CORRECTED = "corrected", _("corrected")
    STANDS = "stands", _("looked at, it stands")
    NOT_FOR_US = "not_for_us", _("not an error report")


def check_report(*, words: str, grounds: str, contact: str) -> None:
    """Raise ``RuleBroken`` with all that keeps this from being a report; the texts are clean."""
    told = []
    if len(words) < SHORTEST:
        told.append(_("Say in a sentence what is wrong."))
    for what, written, most in (
        (_("what is wrong"), words, LONGEST),
        (_("how you know"), grounds, LONGEST),
        (_("how to reach you"), contact, LONGEST_CONTACT),
    ):
        if len(written) > most:
            told.append(
                _(
                    "Keep “%(what)s” to %(most)s characters: it has %(number)s.",
                    what=what,
                    most=f"{most:,}",
                    number=f"{len(written):,}",
                )
            )
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
        raise RuleBroken(_("Choose how it ends."))
    if outcome is Outcome.CORRECTED and correction is None:
        raise RuleBroken(
            _(
                "Publish the correction first, then name its entry here: readers see the"
                " correction, and nobody sees who reported the error."
            )
        )
    if outcome is not Outcome.CORRECTED and correction is not None:
        raise RuleBroken(_("An entry belongs to a correction only."))
    if outcome is Outcome.STANDS and not note:
        raise RuleBroken(_("Note for the desk what was looked at, and why it stands."))
