"""Text as people type and search it, in any script."""

import unicodedata

from claims.domain.errors import RuleBroken

# Embeddings, overrides and isolates. The plain direction marks are left out:
# ordinary Urdu and Arabic text is full of them.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_LETTER_FORMS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ه": "ہ",
        "ة": "ہ",
        "ھ": "ہ",
        "ە": "ہ",
        "\u0640": "",  # tatweel stretches a word and means nothing
    }
)


def clean(text: str) -> str:
    """Text as we keep it: NFC, lines ended by LF, stripped; refuses control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
            raise RuleBroken(
                f"The text contains a character that cannot be kept: U+{ord(character):04X}."
                " Remove it and try again."
            )
    return unicodedata.normalize("NFC", text).strip()


def has_bidi_controls(text: str) -> bool:
    """Whether invisible characters reorder the text, so that it may read as it is not."""
    return not _BIDI_CONTROLS.isdisjoint(text)


def fold(text: str) -> str:
    """Text as it is searched: case, accents, letter forms and digits made equal."""
    if text.isascii() and text.isprintable():
        # The same, and many times faster where nothing but case can differ.
        return " ".join(text.lower().split())
    kept = "".join(map(_fold_character, unicodedata.normalize("NFKD", text)))
    folded = " ".join(kept.casefold().translate(_LETTER_FORMS).split())
    return unicodedata.normalize("NFC", folded)


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cc":
        return " "
    # Cf holds the zero-width joiners and the direction marks.
    dropped = unicodedata.combining(character) or category in ("Cf", "Cs")
    return "" if dropped else character
