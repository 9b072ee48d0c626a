"""Whose count a claim says it passes on, as far as words on file show it."""

import re
from collections.abc import Iterable

from claims.domain.source_input import Part

# Not “we” alone: whoever was quoted may have said it.
_OURS = re.compile(
    r"(?<!\w)(?:we|our)(?!\w)[^.]{0,40}?"
    r"(?<!\w)(?:own|counts?|counted|tally|tallied|reporters?|correspondents?)(?!\w)"
)


def names_of(source: Part) -> tuple[str, ...]:
    names = [source["slug"], source["name"], source.get("short_name")]
    names += source.get("aliases") or []
    return tuple(name.casefold() for name in names if name)


def everything(claim: Part, figure: Part, claimant: str) -> str:
    """All in which a claim can say whose count it passes on."""
    said = [claimant, claim["statement"], figure.get("words") or "", figure.get("basis") or ""]
    said += _quotations(claim)
    said += [e.get("originator") or "" for e in claim.get("evidence") or []]
    return " ".join(said).casefold()


def as_its_own(claim: Part, names: Iterable[str]) -> bool:
    """Whether a quotation on file has the claimant speak of a count of its own.

    Silence shows nothing: words that were cut short may have named another.
    """
    quotations = [text.casefold() for text in _quotations(claim)]
    statement = claim["statement"].casefold()
    # “Name: words” is a quotation as well.
    spoken = any(statement.startswith(f"{name}:") for name in names)
    return spoken or any(
        _OURS.search(text) or any(says(text, name) for name in names) for text in quotations
    )


def says(text: str, name: str) -> bool:
    """Whether a text has a name in whole words: “blamed” does not name the BLA."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _quotations(claim: Part) -> list[str]:
    found = []
    for citation in claim.get("citations") or []:
        found += [citation.get("quote") or "", citation.get("translation") or ""]
    return [text for text in found if text]
