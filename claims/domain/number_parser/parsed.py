"""A number as it was said, and what it allows."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.figures import describe, describe_range
from claims.domain.messages import gettext as _
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
        doubt = _("We do not know what %(asked_words)s makes of it.", asked_words=self.asked_words)
        if self.asks == (text,):
            doubt = _("It can be read otherwise.")
        if self.low == self.high:
            return _(
                "Does “%(text)s” mean exactly %(meaning)s? %(doubt)s",
                text=text,
                meaning=self.meaning,
                doubt=doubt,
            )
        return _(
            "Does “%(text)s” mean %(meaning)s? %(doubt)s",
            text=text,
            meaning=self.meaning,
            doubt=doubt,
        )

    @property
    def note(self) -> str:
        """What a person settled by answering; kept with the figure."""
        return _("Read as %(described)s.", described=self.described) if self.asks else ""
