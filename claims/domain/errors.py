"""What an editor may try and must be told about, in sentences they can act on."""


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
