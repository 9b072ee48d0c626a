"""What became of a claim: it stands before everything else, and in the place of the status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.domain.messages import Message
from claims.domain.messages import gettext as _
from claims.domain.standard_reasons import is_dated, readable
from claims.domain.vocabulary import Lifecycle, StanceKind
from claims.presenters.moments import When, minute, stated
from claims.presenters.names import ClaimName, Name, Names
from claims.states.claim import ClaimState

RETRACTED = "retracted"
WORDS = {
    RETRACTED: _("Retracted"),
    Lifecycle.SUPERSEDED: _("Superseded"),
    Lifecycle.WITHDRAWN: _("Withdrawn"),
    Lifecycle.MISATTRIBUTED: _("Misattributed"),
    Lifecycle.CONTEXT: _("Context"),
    Lifecycle.MERGED: _("Merged"),
}
"""The one word that begins title, heading, share, card and line of a list."""
MEANINGS: dict[str, Message] = {
    Lifecycle.SUPERSEDED: _("The same source has since said otherwise."),
    Lifecycle.WITHDRAWN: _("Whoever made this claim has withdrawn it."),
    Lifecycle.MISATTRIBUTED: _("We found that the source named did not say this."),
    Lifecycle.CONTEXT: _("Nobody disputes this: we keep it as background of the event."),
    Lifecycle.MERGED: _("This was the same claim as another; we keep it there."),
}

NOT_LINKED = "not linked"
HEADS: dict[str, Message] = {
    Lifecycle.SUPERSEDED: _("Superseded: %(claimant)s has since said otherwise", claimant="…"),
    Lifecycle.WITHDRAWN: _("Withdrawn by %(claimant)s", claimant="…"),
    Lifecycle.CONTEXT: _("Kept as context"),
    Lifecycle.MERGED: _("Merged into another claim"),
}
SENTENCES: dict[str, Message] = {
    NOT_LINKED: _("Newer words took its place."),
    Lifecycle.MISATTRIBUTED: _("We found that %(claimant)s did not say this.", claimant="…"),
    Lifecycle.CONTEXT: _(
        "Nobody disputes this: we keep it as background of the event. The status told is that of"
        " the time when it was a claim."
    ),
    Lifecycle.MERGED: MEANINGS[Lifecycle.MERGED],
}


@dataclass(frozen=True)
class Fate:
    """``word`` stands first everywhere, ``head`` says whose doing it was, ``sentence`` why.

    ``claim`` is where to read on. What we retracted ``is_struck`` out.
    """

    code: str
    word: str
    head: str
    sentence: str
    when: When | None = None
    claim: Name | None = None

    @property
    def why(self) -> str:
        """What is said behind the word alone."""
        return self.sentence or MEANINGS.get(self.code, self.head)

    @property
    def leaves_status(self) -> bool:
        """Whether what we found of the claim is still worth telling: it was made, and is ours."""
        return self.code in (Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN)

    @property
    def is_struck(self) -> bool:
        return self.code == RETRACTED

    @property
    def is_ours(self) -> bool:
        """Whether the claimant is not, or no longer here, the one whose claim it is."""
        return self.code in (RETRACTED, Lifecycle.MISATTRIBUTED, Lifecycle.MERGED)


def fate_of(
    state: ClaimState, names: Names, *, zone: str, own_zone: str, since: Sequence[ClaimName] = ()
) -> Fate | None:
    """``since`` are the claims that took one another's place after this one, the newest last.

    None where the claim stands as it was made, and where only others have said more since.
    """
    if state.retracted:
        why = state.retracted.reason
        when = minute(state.retracted.at, own_zone) if is_dated(why) else None
        return Fate(RETRACTED, WORDS[RETRACTED], _("Retracted by us"), readable(why), when)
    if state.lifecycle is Lifecycle.CURRENT or said_since(state, names, since):
        return None
    who = names.source(state.claimant).in_sentence
    newest = _newest(state, names, since)
    code = NOT_LINKED if state.lifecycle is Lifecycle.SUPERSEDED and not newest else state.lifecycle
    word = WORDS[state.lifecycle]
    return Fate(
        code=state.lifecycle,
        word=word,
        head=HEADS[code].placed(claimant=who) if code in HEADS else word,
        sentence=SENTENCES[code].placed(claimant=who) if code in SENTENCES else "",
        when=_withdrawn(state, zone),
        claim=_read_on(state, names) or newest,
    )


def _withdrawn(state: ClaimState, zone: str) -> When | None:
    gone = [s.stated for s in state.stances if s.stance is StanceKind.WITHDRAWS]
    return stated(gone[-1], zone) if gone and state.lifecycle is Lifecycle.WITHDRAWN else None


def _read_on(state: ClaimState, names: Names) -> Name | None:
    """Where what was merged, or is no claim any more, is kept."""
    if state.lifecycle is Lifecycle.CONTEXT:
        event = names.event(state.event)
        return replace(event, href=f"{event.href}#context") if event.href else None
    return names.claim(state.merged_into) if state.merged_into else None


def said_since(state: ClaimState, names: Names, since: Sequence[ClaimName]) -> ClaimName | None:
    """Where only others have said more since: that is no fate of this claim."""
    newest = _newest(state, names, since)
    if newest is None or state.lifecycle is not Lifecycle.SUPERSEDED:
        return None
    return newest if newest.spoken_by != names.source(state.claimant).voice else None


def _newest(state: ClaimState, names: Names, since: Sequence[ClaimName]) -> ClaimName | None:
    """The claimant's own newest words; where there are none, those of others."""
    own = [claim for claim in since if claim.spoken_by == names.source(state.claimant).voice]
    line = own or list(since)
    return line[-1] if line else None


def fate_label(lifecycle: str, *more: str, retracted: bool) -> str:
    """What stands beside the status in a list: nothing for most claims."""
    words = [WORDS[RETRACTED]] if retracted else []
    if lifecycle in WORDS:
        words.append(WORDS[Lifecycle(lifecycle)])
    return ", ".join(str(word) for word in (*words, *more) if word).capitalize()
