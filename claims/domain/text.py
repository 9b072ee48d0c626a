"""Text as people type and search it, in any script."""

import unicodedata

from claims.domain import letter_folding
from claims.domain.errors import RuleBroken
from claims.domain.invisible_characters import refusal, without_unseen
from claims.domain.messages import gettext as _


def clean(text: str) -> str:
    """Text as we keep it: NFC, lines ended by LF, stripped; refuses control characters.

    What is not seen and only deceives is taken out; who typed it is asked first: ``checked``.
    """
    return _kept(text, keeping=False)


def kept_as_typed(text: str) -> str:
    """The same, but what an editor may want in it though it is not seen stays.

    On the desk alone: readers are shown nothing that they cannot see.
    """
    return _kept(text, keeping=True)


def _kept(text: str, *, keeping: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
            raise RuleBroken(
                _(
                    "The text contains a character that cannot be kept: U+%(ord)s. Remove it"
                    " and try again.",
                    ord=f"{ord(character):04X}",
                )
            )
    text = unicodedata.normalize("NFC", text)
    while (less := without_unseen(text, keeping=keeping)) != text:
        # What goes may leave a letter and its mark side by side.
        text = unicodedata.normalize("NFC", less)
    return text.strip()


def checked(text: str) -> str:
    """The same of what somebody typed: raises ``RuleBroken`` where it holds what is not seen."""
    if said := refusal(text):
        raise RuleBroken(said)
    return clean(text)


def fold(text: str) -> str:
    """Text as it is searched: case, accents, letter forms, apostrophes and digits made equal."""
    if text.isascii() and text.isprintable():
        # The same, and many times faster where nothing but case can differ.
        return " ".join(text.translate(letter_folding.APOSTROPHES).lower().split())
    kept = "".join(map(_fold_character, unicodedata.normalize("NFKD", text)))
    folded = " ".join(
        letter_folding.without_seats(kept).casefold().translate(letter_folding.PLAIN).split()
    )
    return unicodedata.normalize("NFC", folded)


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cc":
        return " "
    if character in letter_folding.HAMZAS:
        return character
    # Cf holds the zero-width joiners and the direction marks.
    dropped = unicodedata.combining(character) or category in ("Cf", "Cs")
    return "" if dropped else character
