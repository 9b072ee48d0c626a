"""What an editor may try and must be told about, in sentences they can act on."""

from collections.abc import Sequence

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word


class RuleBroken(Exception):
    """Something an editor tried that a rule forbids; carries one sentence or several."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)

    @property
    def messages(self) -> list[str]:
        return [str(sentence) for sentence in self.args]

    def __str__(self) -> str:
        return " ".join(self.messages)


class NoNote(RuleBroken):
    """Readers would see a change, and are told nothing of what it is."""


class Stale(RuleBroken):
    """What the editor saved over had been changed by somebody else meanwhile."""


class NeedsSecond(RuleBroken):
    """What is to be published waits until a second person has signed it."""

    def __init__(self, kinds: Sequence[Word]) -> None:
        super().__init__(
            _(
                "A second pair of eyes is asked for before readers see this (%(kinds)s). Decide it"
                " on its own page, where it can be handed to somebody else.",
                kinds=", ".join(str(kind.label) for kind in kinds),
            )
        )
        self.kinds = tuple(kinds)
