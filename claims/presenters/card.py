"""What stands outside our pages: a card, a badge, a line that cites. Each says where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.domain.messages import after_colons, joined, strung
from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.domain.vocabulary import AnswerStanding, Lifecycle
from claims.presenters import sureness
from claims.presenters.claim import ClaimPage
from claims.presenters.event import NO_POSITION
from claims.presenters.lifecycle import Fate
from claims.presenters.moments import When
from claims.presenters.notice import Notice
from claims.presenters.position import PublicPosition
from claims.presenters.question import QuestionPage
from claims.presenters.status import LOOKS

SHORTEST_DIGEST = 12
ROOM = 22
"""In words, for what is ours and who says otherwise; the rest of a card takes some ten more."""
ROOM_OF_CLAIM = 20
"""In words, for a claim, where it stands, who says it, why it fell; days and a link take 14."""
MARKS: Mapping[str, str] = {
    **sureness.MARKS,
    AnswerStanding.DISPUTED.label: LOOKS[Status.DISPUTED].mark,
}
"""By the words that say how sure we are of what is ours; some have none."""


@dataclass(frozen=True)
class Stamp:
    """The entry something shown rests on: its number, its digest, the time from when it holds.

    ``asked`` is the time that a page was asked for as of: no entry shows just that.
    """

    seq: int
    digest: str
    when: When
    proof: str = ""
    """Where the proof of the entry is, once it is signed."""
    asked: str = ""

    @property
    def version(self) -> str:
        """What ``as_of`` shows the same by."""
        return self.asked or str(self.seq)

    @property
    def brief(self) -> str:
        return self.digest[:SHORTEST_DIGEST]


@dataclass(frozen=True)
class Card:
    """``notices`` stand above the status, which is absent where a fate stands in its place.

    ``words`` are always ours, never a quotation; ``by`` says who is said to say so. ``told`` is
    all of a claim in one line: where it stands, who, what. ``href`` is absolute.

    Of a figure or an answer of ours ``by`` is the event, ``asked`` the question that is answered,
    ``sureness`` how sure we are of it, and ``beside`` who says otherwise, as of when. ``plain`` are
    the words where the sureness stands above them.
    """

    label: str
    mark: str
    words: str
    by: str
    said: When | None
    notices: tuple[Notice, ...]
    stamp: Stamp
    href: str
    told: str = ""
    misattributed: bool = False
    is_struck: bool = False
    is_ours: bool = False
    asked: str = ""
    sureness: str = ""
    beside: str = ""
    dissent: str = ""
    plain: str = ""
    who: str = ""
    """As ``by``, in mid-sentence."""
    short: str = ""
    """The claim as an editor put it for lists."""

    @property
    def standing(self) -> str:
        """The status with whatever stands above it, as one phrase."""
        return str(strung([*(notice.label for notice in self.notices), self.label]))

    @property
    def is_withheld(self) -> bool:
        return not (self.label or self.told)

    @property
    def in_one_line(self) -> str:
        """All of it, for who sees nothing else of the card."""
        words = str(joined([self.asked, self.words, self.beside]))
        return self.told or str(after_colons((self.standing, self.by, words)))

    @property
    def in_few(self) -> str:
        """The claim, or its short form where a card of some thirty words has no room for it.

        Never cut by machine: what is left of a sentence may say what nobody said.
        """
        said = [self.words, self.standing, self.who, *(n.sentence for n in self.notices)]
        words, *beside = (len(str(text).split()) for text in said)
        shorter = 0 < len(self.short.split()) < words
        return self.short if shorter and words + sum(beside) > ROOM_OF_CLAIM else self.words

    @property
    def aside(self) -> str:
        """Who says otherwise, if a card of some thirty words has room for it."""
        words = f"{self.asked} {self.plain or self.words} {self.dissent}".split()
        return self.dissent if len(words) <= ROOM else ""

    @property
    def until(self) -> When:
        """Up to when it takes account of what was said: what is ours has a moment of its own."""
        return self.said if self.is_ours and self.said else self.stamp.when

    @property
    def since(self) -> str:
        return _("as of %(text)s", text=self.stamp.when.text)


def claim_card(claim: ClaimPage, stamp: Stamp, href: str) -> Card:
    above = (fate_notice(claim.fate),) if claim.fate else ()
    card = Card(
        label="" if claim.fate else claim.status.label,
        mark="" if claim.fate else claim.status.mark,
        words=claim.statement,
        short=claim.short,
        by=claim.claimant.text,
        who=claim.claimant.text_in_sentence,
        said=claim.said,
        notices=(*above, *claim.notices),
        stamp=stamp,
        href=href,
    )
    wrongly = claim.fate is not None and claim.fate.code == Lifecycle.MISATTRIBUTED
    return replace(
        card,
        told=told(claim, claim.statement),
        misattributed=wrongly,
        is_struck=claim.fate is not None and claim.fate.is_struck,
    )


def fate_notice(fate: Fate) -> Notice:
    return Notice(fate.word, fate.why, fate.when)


def told(claim: ClaimPage, words: str) -> str:
    """Where a claim stands, whose it is and what it says, for where the page is not.

    Without quotation marks: the words are ours.
    """
    places = {
        "standing": strung([claim.standing, *(notice.label for notice in claim.notices)]),
        "claimant": claim.claimant.text_in_sentence,
        "claim": words,
    }
    if claim.fate and claim.fate.code == Lifecycle.MISATTRIBUTED:
        return _("%(standing)s. Wrongly attributed to %(claimant)s: %(claim)s") % places
    return _("%(standing)s. Said by %(claimant)s: %(claim)s") % places


def described(claim: ClaimPage) -> str:
    """What follows where a claim stands and what it says: who, when and why."""
    above = [notice.sentence for notice in claim.notices]
    fate = claim.fate
    why = fate.why if fate else claim.lead or claim.status.finding
    places = {"standing": claim.standing, "claimant": claim.claimant.text_in_sentence}
    if fate and fate.code == Lifecycle.MISATTRIBUTED:
        whose = _("%(standing)s. Wrongly attributed to %(claimant)s.") % places
    elif claim.said:
        places["day"] = claim.said.day
        whose = _("%(standing)s. Said by %(claimant)s, %(day)s; our wording.") % places
    else:
        whose = _("%(standing)s. Said by %(claimant)s; our wording.") % places
    return str(joined([whose, *above, why]))


def event_card(
    title: str,
    positions: Sequence[PublicPosition],
    retracted: str,
    stamp: Stamp,
    href: str,
    *,
    questions: Sequence[QuestionPage] = (),
) -> Card:
    """Our own figure on an event, or that we have none. The title stands where a claimant would.

    An event without a figure of ours is told by its first question.
    """
    ours = next(iter(positions), None)
    if ours is None and questions:
        asked = question_card(questions[0], stamp, href)
        return replace(asked, by=title, notices=_taken_back(retracted))
    sure = ours.sureness if ours else ""
    return Card(
        label=_("Our figure") if ours else _("No figure of ours"),
        mark=MARKS.get(sure, ""),
        words=ours.in_short if ours else NO_POSITION,
        by=title,
        said=ours.as_of if ours else None,
        notices=_taken_back(retracted),
        stamp=stamp,
        href=href,
        is_ours=True,
        sureness=sure,
        beside=ours.beside if ours else "",
        dissent=ours.dissent if ours else "",
        plain=ours.plain if ours else "",
    )


def question_card(question: QuestionPage, stamp: Stamp, href: str) -> Card:
    """Our own answer to a question, or that we have none."""
    return Card(
        label=_("Our answer") if question.standing else _("No answer of ours"),
        mark=MARKS.get(question.standing, ""),
        words=question.ours,
        by=question.event.text,
        said=question.as_of,
        notices=_taken_back(question.retracted),
        stamp=stamp,
        href=href,
        is_ours=True,
        asked=question.text,
        sureness=question.standing,
        beside=question.beside,
        dissent=question.dissent,
        plain=question.plain,
    )


def _taken_back(reason: str) -> tuple[Notice, ...]:
    return (
        (Notice(_("Retracted"), _("We no longer stand by this. %(reason)s", reason=reason)),)
        if reason
        else ()
    )


def withheld_card(notice: Notice, stamp: Stamp, href: str) -> Card:
    return Card("", "", notice.sentence, "", None, (notice,), stamp, href)
