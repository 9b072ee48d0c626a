"""Characters that are not seen but change how a text reads, or hide something in it.

What scripts need is left alone: joiners within words of Arabic, Indic and kindred scripts and in
emoji, direction marks in a text that holds letters written from right to left.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from claims.domain.messages import gettext as _

_REORDERING = {
    "\u202a": _("left-to-right embedding"),
    "\u202b": _("right-to-left embedding"),
    "\u202c": _("end of a direction"),
    "\u202d": _("left-to-right override"),
    "\u202e": _("right-to-left override"),
    "\u2066": _("left-to-right isolate"),
    "\u2067": _("right-to-left isolate"),
    "\u2068": _("first strong isolate"),
    "\u2069": _("end of an isolate"),
}
_MARKS = "\u200e\u200f\u061c"
_JOINERS = "\u200c\u200d"
_FLAG = "\U0001f3f4"
_SUSPECTS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U00013430-\U0001345f\U000e0000-\U000e0fff]"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u0608\u060d\u0620-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
# Scripts whose words are spelt with joiners: Arabic to Mongolian, and further Indic ones.
_JOINING = re.compile(
    "[\u0620-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1a20-\u1aaf]")
_TAGS = re.compile("[\U000e0020-\U000e007e]+\U000e007f")


# What a text may need though its letters do not show it, and which moves no other letter: joiners,
# direction marks, places where a line or a ligature may break, the look of a sign.
_MAY_BE_KEPT = frozenset("\u00ad\u200b\u2060" + _MARKS + _JOINERS) | {
    chr(code) for code in range(0xFE00, 0xFE10)
}


def may_be_kept(text: str) -> bool:
    """Whether an editor may keep all that is not seen in it; what reorders or hides never is."""
    return all(text[n] in _MAY_BE_KEPT for n in _places(text))


def unseen(text: str) -> list[str]:
    """Each such character, in order: “right-to-left override (U+202E)”."""
    return [_named(text[n]) for n in _places(text)]


def without_unseen(text: str, *, keeping: bool = False) -> str:
    """The text without them; where one ended a line, a space.

    ``keeping``: those stay that an editor may keep.
    """
    if text.isascii():
        return text
    places = {n for n in _places(text) if not (keeping and text[n] in _MAY_BE_KEPT)}
    kept = (
        c if n not in places else " " if c in "\u2028\u2029" else "" for n, c in enumerate(text)
    )
    return "".join(kept) if places else text


def whole_text(typed: str, kept: Sequence[str]) -> str:
    """Of what an editor ticked to be kept: the text that this is, or of which this is left."""
    typed = typed.replace("\r\n", "\n").strip()
    return next((one for one in kept if typed in (one, without_unseen(one))), "")


def refusal(text: str) -> str:
    """What to tell whoever typed it; empty where there is nothing to tell."""
    found = dict.fromkeys(unseen(text))
    if not found:
        return ""
    named = ", ".join(list(found)[:5])
    return _(
        "The text holds what cannot be seen and may make it read as it is not: %(named)s.",
        named=named,
    )


def _places(text: str) -> Iterator[int]:
    if text.isascii():
        return
    for found in _SUSPECTS.finditer(text):
        if not _is_needed(text, found.start()):
            yield found.start()


def _is_needed(text: str, n: int) -> bool:
    character = text[n]
    before, after = text[n - 1 : n], text[n + 1 : n + 2]
    if character in _MARKS:
        needed = _RIGHT_TO_LEFT.search(text) is not None
    elif character in _JOINERS:
        spelt = _JOINING.match(before) is not None and before != character
        emoji = character == "\u200d" and _is_picture(before) and _is_picture(after)
        needed = spelt or emoji
    elif character == "\u200b":
        needed = bool(_UNSPACED.match(before) or _UNSPACED.match(after))
    elif "\u180b" <= character <= "\u180f":
        needed = "\u1800" <= before <= "\u18af"
    elif "\ufe00" <= character <= "\ufe0f":
        needed = _is_picture(before) or before in tuple("0123456789#*") or _is_han(before)
    elif "\U000e0100" <= character <= "\U000e01ef":
        needed = _is_han(before)
    else:
        needed = _in_flag(text, n)
    return needed


def _in_flag(text: str, n: int) -> bool:
    """Flags of regions are spelt with tags behind a black flag."""
    flag = text.rfind(_FLAG, 0, n)
    tags = _TAGS.match(text, flag + 1) if flag >= 0 else None
    return tags is not None and n < tags.end()


def _is_picture(character: str) -> bool:
    """An emoji, its skin colour or its variation."""
    if not character:
        return False
    drawn = unicodedata.category(character) in ("So", "Sm", "Sk", "Po", "Sc", "Pd")
    return (drawn and not character.isascii()) or "\ufe0e" <= character <= "\ufe0f"


def _is_han(character: str) -> bool:
    return bool(character) and unicodedata.name(character, "").startswith("CJK")


def _named(character: str) -> str:
    name = _REORDERING.get(character) or unicodedata.name(character, "").lower()
    if "\U000e0000" <= character <= "\U000e007f":
        name = "tag"
    return f"{name or 'unassigned'} (U+{ord(character):04X})"
