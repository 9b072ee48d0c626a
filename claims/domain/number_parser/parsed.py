"""A number as it was said, and what it allows."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.figures import describe, describe_range
from claims.domain.vocabulary import Qualifier


@dataclass(frozen=True)
class ParsedNumber:
    qualifier: Qualifier
    value: int | None
    low: int | None
    high: int | None
    asks: tuple[str, ...] = ()
    """Words of the phrase that may change the number, as far as we know."""

    @property
    def described(self) -> str:
        return describe(self.qualifier, self.value, self.low, self.high)

    @property
    def meaning(self) -> str:
        """In a reader's words: "about 55: between 49 and 61"."""
        allows = describe_range(self.low, self.high)
        return allows if self.described == allows else f"{self.described}: {allows}"

    @property
    def asked_words(self) -> str:
        return ", ".join(f"“{words}”" for words in self.asks)

    def question(self, text: str) -> str:
        """What to ask a person before the number is taken."""
        doubt = f"We do not know what {self.asked_words} makes of it."
        if self.low == self.high:
            return f"Does “{text}” mean exactly {self.meaning}? {doubt}"
        return f"Does “{text}” mean {self.meaning}? {doubt}"

    @property
    def note(self) -> str:
        """What a person settled by answering; kept with the figure."""
        return f"Read as {self.described}." if self.asks else ""
