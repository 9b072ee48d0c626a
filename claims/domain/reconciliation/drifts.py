"""What changed while a count was repeated: who, where, how sure, and whose it was."""

from collections.abc import Iterator

from claims.domain import figures as words
from claims.domain.messages import Message
from claims.domain.messages import gettext as _
from claims.domain.reconciliation.finding import Words
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.links import repeated_line
from claims.domain.reconciliation.phrases import asking, own, said, who, who_within
from claims.domain.reconciliation.values import Case, Figure


def drifts(original: Figure, repeat: Figure, case: Case) -> Iterator[tuple[Kind, Words]]:
    """One for each thing that changed."""
    places = {"who": who(repeat, case), "original": own(original, case)}
    settles = asking([repeat], case, _("Ask %(who)s what the words meant."))
    for kind, change, changed in _changes(original, repeat, case):
        yield kind, Words(change.placed(**places, **changed), settles=settles)


Places = dict[str, str]


def _changes(
    original: Figure, repeat: Figure, case: Case
) -> Iterator[tuple[Kind, Message, Places]]:
    before, after = original.cell, repeat.cell
    if before.category != after.category:
        names = case.categories.name(before.category), case.categories.name(after.category)
        yield Kind.CATEGORY_DRIFT, WHO_COUNTED, _became(original, repeat, names)
    if before.event != after.event:
        names = case.events.name(before.event), case.events.name(after.event)
        yield Kind.SCOPE_DRIFT, WHERE_COUNTED, _became(original, repeat, names)
    if before.measure != after.measure:
        measures = _measure(original, case), _measure(repeat, case)
        yield Kind.MEASURE_DRIFT, WHAT_COUNTED, _became(original, repeat, measures)
    if _hedge(original) != _hedge(repeat):
        yield Kind.QUALIFIER_DRIFT, HEDGE, _hedges(original, repeat)
    if _as_its_own(original, repeat, case):
        yield Kind.ATTRIBUTION_DRIFT, AS_ITS_OWN, {"first": who_within(original, case)}


WHO_COUNTED = _(
    "%(who)s repeats %(original)s, but who was counted changed: %(was)s “%(was_name)s” became"
    " %(now)s “%(now_name)s”."
)
WHERE_COUNTED = _(
    "%(who)s repeats %(original)s, but where they were counted changed: %(was)s “%(was_name)s”"
    " became %(now)s “%(now_name)s”."
)
WHAT_COUNTED = _(
    "%(who)s repeats %(original)s, but what was counted changed: %(was)s “%(was_name)s” became"
    " %(now)s “%(now_name)s”."
)
HEDGE = _("%(who)s repeats %(original)s, but the number changed: “%(before)s” became “%(after)s”.")
AS_ITS_OWN = _(
    "%(who)s repeats %(original)s, but presents it as its own count and does not name %(first)s,"
    " who said it first."
)


def _measure(figure: Figure, case: Case) -> str:
    return case.measures.of(figure.measure or figure.cell.measure).name


def _became(original: Figure, repeat: Figure, names: tuple[str, str]) -> Places:
    was, now = names
    return {"was": said(original), "was_name": was, "now": said(repeat), "now_name": now}


def _hedge(figure: Figure) -> tuple[object, ...]:
    hedged = words.describe(figure.qualifier, figure.value, figure.low, figure.high)
    return hedged, figure.low, figure.high


def _hedges(original: Figure, repeat: Figure) -> Places:
    before, after = said(original), said(repeat)
    if before == after:
        # The same words, read differently: only the bounds tell.
        before, after = (
            _(
                "%(said)s, read as %(range)s",
                said=said(figure),
                range=words.describe_range(figure.low, figure.high),
            )
            for figure in (original, repeat)
        )
    return {"before": before, "after": after}


def _as_its_own(original: Figure, repeat: Figure, case: Case) -> bool:
    """Whether a quotation gives the count as the repeat's own, and does not name its owner."""
    if not repeat.as_its_own:
        return False
    if case.same_voice(original, repeat):
        return False
    first = {figure.claimant for figure in (original, *repeated_line(original, case))}
    return not repeat.credits & first
