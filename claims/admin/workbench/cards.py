"""One decision as an editor meets it, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.admin.workbench.labels import Words, listed, span
from claims.domain.reconciliation import Case, Cell, planning
from claims.domain.reconciliation.planning import Card, CardKind, Choice, Count
from claims.domain.reconciliation.planning.in_play import hull
from claims.domain.vocabulary import Option


@dataclass(frozen=True)
class Line:
    """One count or figure on a card. ``fates`` say what becomes of it, by the line that is chosen.

    ``value`` is what choosing it sends; without one it cannot be chosen.
    """

    value: str
    number: str
    who: str
    when: str
    fates: tuple[str, ...]
    chosen: bool = False
    effect: str = ""
    """What our figure becomes if this one stands."""
    stands: str = ""
    """The words of the button that lets it stand."""

    @property
    def fate(self) -> str:
        return self.fates[0] if self.fates else ""


@dataclass(frozen=True)
class Button:
    option: str
    label: str
    key: str
    first: bool
    effect: str = ""

    @property
    def pressed_by(self) -> str:
        return _("Enter") if self.first else self.key


@dataclass(frozen=True)
class CardShown:
    key: str
    seen: str
    heading: str
    clears: str
    kind: str
    lines: tuple[Line, ...]
    buttons: tuple[Button, ...]
    effect: str
    reason: str
    """As proposed, or as it was typed."""
    offered: str
    """The reason that goes with what is proposed, and with nothing else."""
    proposed: str
    """What is proposed, as `token` tells it."""
    again: str
    notes: tuple[str, ...]
    put_off: bool
    low: str = ""
    high: str = ""

    @property
    def chooses_one(self) -> bool:
        return self.kind == CardKind.ONE_CELL

    @property
    def chooses_some(self) -> bool:
        return self.kind == CardKind.PART_WHOLE


@dataclass(frozen=True)
class PlanLine:
    number: int
    key: str
    told: str
    clears: str
    ours: bool
    here: bool


@dataclass(frozen=True)
class Ours:
    """The figures that a number of ours uses, and for which count."""

    uses: AbstractSet[str]
    cell: Cell
    allowed: str
    """What they allow by themselves, in words."""


@dataclass(frozen=True)
class Typed:
    """What an editor had chosen and written when it was refused."""

    figure: str = ""
    give_way: tuple[str, ...] = ()
    reason: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Shower:
    """Puts the cards of one event into words."""

    words: Words
    ours: Ours

    @property
    def case(self) -> Case:
        return self.words.case

    def plan(self, cards: Sequence[Card], here: str) -> list[PlanLine]:
        return [
            PlanLine(
                n,
                card.key,
                _("%(about)s: %(answer)s")
                % {"about": self.about(card), "answer": self.answer(card.proposal)},
                _clears(card),
                planning.touches(card, self.ours.uses),
                card.key == here,
            )
            for n, card in enumerate(cards, start=1)
        ]

    def card(self, card: Card, typed: Typed | None = None) -> CardShown:
        typed = typed or Typed()
        reason = sentence(card.proposal.why) if card.proposal.option is not Option.LATER else ""
        lines = tuple(_LINES[card.kind](self, card, typed))
        return CardShown(
            key=card.key,
            seen=card.fingerprint,
            heading=self.heading(card),
            clears=_clears(card),
            kind=card.kind,
            lines=lines,
            buttons=tuple(self._buttons(card)),
            effect=self._effect_at_first(card, lines),
            reason=typed.reason or reason,
            offered=reason,
            proposed=token(card.proposal.option, card.proposal.figure, card.proposal.give_way),
            again=self._again(card),
            notes=tuple(self._notes(card)),
            put_off=card.put_off,
            low=typed.low,
            high=typed.high,
        )

    def heading(self, card: Card) -> str:
        if card.kind is CardKind.ONE_CELL:
            low, high = hull(card.counts)
            return _("%(count)s: %(span)s") % {"count": self.about(card), "span": span(low, high)}
        return self.about(card)

    def about(self, card: Card) -> str:
        """What a card is about, without its numbers."""
        if card.kind is CardKind.OPPOSED:
            one, other = card.parties
            return _("%(one)s and %(other)s contradict each other") % {
                "one": self.words.party(one),
                "other": self.words.party_in_sentence(other),
            }
        if card.kind is CardKind.TWICE:
            figure = self.words.placed(card.figure or card.key.partition(":")[2])
            return _("%(figure)s may be counted twice in our figure") % {"figure": figure}
        if card.cell is None:
            return card.kind.label
        if card.kind is CardKind.PART_WHOLE:
            return _("%(count)s: parts and whole") % {"count": self.words.count(card.cell)}
        return self.words.count(card.cell)

    def answer(self, choice: Choice) -> str:
        """What an answer does, in a few words."""
        ways = listed([self.words.short(key) for key in choice.give_way], 2)
        low, high = choice.low or 0, choice.high
        number = span(low, high) if choice.number is None else f"{choice.number:,}"
        return {
            Option.STANDS: _("%(number)s stands") % {"number": number},
            Option.RANGE: _("the range %(span)s stands") % {"span": span(low, high)},
            Option.EACH: _("each is shown"),
            Option.BOTH: _("both are shown"),
            Option.LEAVES_SOME_OUT: _("%(figures)s may leave some out") % {"figures": ways},
            Option.LEAVE_OUT: _("without %(figures)s") % {"figures": ways},
            Option.NOT_THE_SAME: _("they do not count the same"),
            Option.LATER: _("nothing is proposed"),
        }[choice.option]

    def effect(self, card: Card, choice: Choice) -> str:
        """What our figure can become by an answer."""
        if not self.ours.uses:
            return ""
        if not planning.touches(card, self.ours.uses):
            return _("Our figure uses none of these.")
        after = planning.allowed_after(self.case, card, choice, self.ours.uses, self.ours.cell)
        now = _("nothing") if after.impossible else span(after.low, after.high)
        answer = self.answer(choice)
        names = {"answer": f"{answer[:1].upper()}{answer[1:]}", "before": self.ours.allowed}
        if now == self.ours.allowed:
            return _("%(answer)s: the figures of ours allow %(before)s as before.") % names
        names["after"] = now
        return _("%(answer)s: the figures of ours then allow %(after)s, not %(before)s.") % names

    # The lines of each kind of card.

    def _counts(self, card: Card, typed: Typed) -> Iterator[Line]:
        """A line a count, and one for each figure that leaves room for several."""
        chosen = typed.figure or card.proposal.figure
        order = self._in_order(card)
        for count in order:
            # The figure that the proposal names speaks for its count.
            first = card.proposal.figure if card.proposal.figure in count.carriers else ""
            carriers = [first or count.carriers[0], *(k for k in count.carriers if k != first)]
            own = count.carriers[0]
            choice = planning.choice(self.case, card, Option.STANDS, figure=own)
            yield Line(
                value=carriers[0],
                number=self._number(count),
                who=listed(list(dict.fromkeys(map(self.words.marked, carriers)))),
                when=self.words.dated(carriers[0]),
                fates=tuple(self._fates(carriers[0], card, order, own=count)),
                chosen=chosen in count.carriers,
                effect=self.effect(card, choice),
                stands=self.answer(choice),
            )
        counted = {key for count in card.counts for key in count.carriers}
        for key in card.figures:
            if key not in counted:
                yield Line(
                    value="",
                    number=self.words.number(key),
                    who=self.words.marked(key),
                    when=self.words.dated(key),
                    fates=tuple(self._fates(key, card, order, own=None)),
                )

    def _in_order(self, card: Card) -> list[Count]:
        """What is proposed first, then from the highest down."""
        proposed = card.proposal.figure
        return sorted(card.counts, key=lambda c: (proposed not in c.carriers, -c.low))

    def _number(self, count: Count) -> str:
        if count.high is None:
            return f"{count.low:,}+"
        return span(count.low, count.high) if count.number is None else f"{count.number:,}"

    def _fates(
        self, key: str, card: Card, order: Sequence[Count], *, own: Count | None
    ) -> Iterator[str]:
        """What becomes of a line: as proposed first, then by each line that could be chosen."""
        proposed = next((c for c in order if card.proposal.figure in c.carriers), None)
        if proposed is None:
            yield self._within(key, card.proposal)
        else:
            words = self._fate(key, proposed, own is proposed)
            yield _("%(fate)s (proposed)") % {"fate": words} if own is proposed else words
        for count in order:
            yield self._fate(key, count, own is count)

    def _fate(self, key: str, count: Count, own: bool) -> str:
        figure, winner = self.case.by_id[key], self.case.by_id[count.carriers[0]]
        if own:
            return _("stands")
        if count.held_by(figure.low, figure.high):
            return _("agrees with %(number)s") % {"number": self._number(count)}
        if planning.replaces(winner, figure, self.case):
            return _("its own earlier count")
        return _("left out")

    def _within(self, key: str, choice: Choice) -> str:
        figure = self.case.by_id[key]
        above = choice.high is not None and figure.low > choice.high
        below = figure.high is not None and figure.high < (choice.low or 0)
        return _("outside, left out") if above or below else _("kept in the range")

    def _ways(self, card: Card, typed: Typed) -> Iterator[Line]:
        """A line a figure, with a box for those that give way."""
        ticked = typed.give_way or card.proposal.give_way
        for key in card.figures:
            yield Line(
                value=key,
                number=self.words.number(key),
                who=self.words.marked(key),
                when=self.words.dated(key),
                fates=(self.words.count(self.case.by_id[key].cell),),
                chosen=key in ticked,
            )

    def _sides(self, card: Card, typed: Typed) -> Iterator[Line]:
        """A line a count, with what each of the parties says of it."""
        cells = sorted((self.case.by_id[key].cell, key) for key in card.figures)
        for cell, same in groupby(cells, key=lambda pair: pair[0]):
            keys = [key for _cell, key in same]
            told = [self.words.short(key) for key in keys]
            yield Line("", "", self.words.count(cell), "", (listed(told, 4),))

    def _twice(self, card: Card, typed: Typed) -> Iterator[Line]:
        for key in card.figures:
            cell = self.case.by_id[key].cell
            number, who, when = (
                self.words.number(key),
                self.words.marked(key),
                self.words.dated(key),
            )
            yield Line("", number, who, when, (self.words.count(cell),))

    # What stands around them.

    def _buttons(self, card: Card) -> Iterator[Button]:
        proposal = card.proposal
        for n, option in enumerate(planning.answers(card)):
            label = self._label(card, option)
            effect = ""
            if option in (Option.RANGE, Option.EACH, Option.LEAVE_OUT, Option.LEAVES_SOME_OUT):
                asked = planning.choice(self.case, card, option)
                effect = self.effect(card, asked)
            first = n == 0 and option is not Option.LATER
            first = first and option is proposal.option
            yield Button(option, label, _KEYS.get(option, ""), first, effect)

    def _label(self, card: Card, option: Option) -> str:
        if option is Option.STANDS:
            return _("The marked one stands")
        if option is Option.RANGE:
            return _("Keep the range %(span)s") % {"span": self._span_of(card, option)}
        return {
            Option.EACH: _("Show each"),
            Option.BOTH: _("Show both to readers"),
            Option.LEAVES_SOME_OUT: _("They may leave some out"),
            Option.LEAVE_OUT: _("Leave out"),
            Option.NOT_THE_SAME: _("They do not count the same"),
            Option.LATER: _("Later"),
        }[option]

    def _span_of(self, card: Card, option: Option) -> str:
        asked = planning.choice(self.case, card, option)
        return span(asked.low, asked.high)

    def _effect_at_first(self, card: Card, lines: Sequence[Line]) -> str:
        picked = next((line.effect for line in lines if line.chosen and line.effect), "")
        if picked or card.proposal.option is Option.LATER:
            return picked
        return self.effect(card, card.proposal)

    def _again(self, card: Card) -> str:
        if not card.again:
            return ""
        new = listed([self.words.short(key) for key in card.again], 6)
        return ngettext(
            "One more since it was decided: %(figures)s. As before?",
            "%(count)s more since it was decided: %(figures)s. As before?",
            len(card.again),
        ) % {"count": len(card.again), "figures": new}

    def _notes(self, card: Card) -> Iterator[str]:
        hidden = planning.hidden_by(self.case, card)
        if hidden:
            yield _("A range hides that the settled counts leave no room for %(numbers)s.") % {
                "numbers": listed([self._number(count) for count in hidden], 6)
            }


_LINES: dict[CardKind, Callable[[Shower, Card, Typed], Iterator[Line]]] = {
    CardKind.ONE_CELL: Shower._counts,
    CardKind.PART_WHOLE: Shower._ways,
    CardKind.OPPOSED: Shower._sides,
    CardKind.TWICE: Shower._twice,
}
_KEYS = {
    Option.STANDS: "T",
    Option.RANGE: "R",
    Option.EACH: "S",
    Option.BOTH: "S",
    Option.LEAVES_SOME_OUT: "W",
    Option.LEAVE_OUT: "O",
    Option.NOT_THE_SAME: "N",
    Option.LATER: "L",
}


def token(option: str, figure: str, give_way: Iterable[str]) -> str:
    """The same for the same answer."""
    standing = figure if option == Option.STANDS else ""
    return f"{option}:{standing}:{','.join(sorted(give_way))}"


def sentence(why: str) -> str:
    """A proposal's reason as the sentence it is offered in."""
    return f"{why[:1].upper()}{why[1:]}." if why else ""


def _clears(card: Card) -> str:
    return ngettext("%(count)s clash", "%(count)s clashes", card.clears) % {"count": card.clears}
