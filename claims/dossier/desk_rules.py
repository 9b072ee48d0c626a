"""What the desk would refuse of single things, said before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claims.domain.address_input import check_address
from claims.domain.errors import RuleBroken
from claims.domain.iso import shown
from claims.domain.parties import Span
from claims.domain.source_input import parties_of
from claims.domain.status import check_examined
from claims.domain.vocabulary import SEEN, Lifecycle, LinkState, Option, Publication, StanceKind
from claims.dossier import question_positions
from claims.dossier.errors import Complaints, Place
from claims.dossier.external_refs import Outside
from claims.dossier.structure import Object, as_list, spoken_for, walk

Found = Iterator[tuple[str, str]]
"""A key of the object, or nothing for the object itself, and what is wrong there."""


def check(dossier: Object, outside: Outside, complaints: Complaints) -> None:
    for kind, place, shape in walk(dossier):
        for key, sentence in _RULES[kind](shape) if kind in _RULES else ():
            complaints.add((*place, key) if key else place, sentence)
    _parties(dossier, complaints)
    _parties_decided_about(dossier, complaints)
    _statements(dossier, complaints)
    for n, claim in enumerate(dossier.get("claims", [])):
        _itself(claim, ("claims", n), complaints)
    question_positions.check_answers(dossier, complaints)
    question_positions.check_established(dossier, outside.standing, complaints)


def _itself(claim: Object, place: Place, complaints: Complaints) -> None:
    for m, piece in enumerate(claim.get("evidence", [])):
        if piece.get("claim") == claim["slug"]:
            where = (*place, "evidence", m, "claim")
            complaints.add(where, "a claim is no evidence for itself.")


def _statements(dossier: Object, complaints: Complaints) -> None:
    """Of one claimant alone, or of one and whom it speaks for."""
    listed = [source for source in dossier.get("sources", []) if isinstance(source, dict)]
    voices = {source["slug"]: {source["slug"], *spoken_for(source)} for source in listed}
    begun: dict[str, Object] = {}
    for n, claim in enumerate(dossier.get("claims", [])):
        word = claim.get("utterance") or claim["slug"]
        one, other = claim["claimant"], begun.setdefault(word, claim)["claimant"]
        if not voices.get(one, {one}) & voices.get(other, {other}):
            complaints.add(("claims", n, "utterance"), ANOTHERS.format(shown(word), shown(other)))


ANOTHERS = (
    "{} is a statement of {}: two claimants do not speak in one. Leave this out, or write the word"
    " of another."
)


def _parties(dossier: Object, complaints: Complaints) -> None:
    """Each allied with others of this event, and nobody with two of them at a time."""
    listed = dossier.get("parties", [])
    known = {party["slug"] for party in listed}
    for n, party in enumerate(listed):
        for m, other in enumerate(party.get("allied_with", [])):
            where = ("parties", n, "allied_with", m)
            if other == party["slug"]:
                complaints.add(where, "a party is not allied with itself.")
            elif other not in known:
                complaints.add(where, NO_PARTY.format(shown(other)))
    try:
        twice = list(parties_of(dossier).held_twice())
    except ValueError:
        # Said where it stands.
        return
    places = {party["slug"]: ("parties", n, "members") for n, party in enumerate(listed)}
    for slug, source in twice:
        complaints.add(
            places[slug],
            f"{shown(source)} is a member of two parties at a time: give the days.",
        )


def _parties_decided_about(dossier: Object, complaints: Complaints) -> None:
    known = {party["slug"] for party in dossier.get("parties", [])}
    for n, decision in enumerate(dossier.get("decisions", [])):
        place, about = ("decisions", n, "about"), decision["about"]
        for key in ("party", "parties"):
            for slug in as_list(about.get(key)):
                if slug not in known:
                    complaints.add((*place, key), NO_PARTY.format(shown(slug)))


NO_PARTY = "there is no party {} in this file."


def _span(shape: Object) -> Found:
    try:
        Span.read(shape.get("from", ""), shape.get("until", ""))
    except ValueError as problem:
        yield "until" if "until" in shape else "from", str(problem)


def _voices(source: Object) -> Found:
    told = source.get("speaks_for")
    if not isinstance(told, list):
        return
    if any(one["source"] == source["slug"] for one in told):
        yield "speaks_for", "a source does not speak for itself."
    if len([one for one in told if not one.keys() & {"from", "until"}]) > 1:
        yield "speaks_for", "it can speak for one source always: give the days of the others."


def _event(event: Object) -> Found:
    begins, ends = event.get("starts_on"), event.get("ends_on")
    if begins and ends and ends < begins:
        yield "ends_on", "the last day lies before the first."


def _context(context: Object) -> Found:
    if context.get("quote") and not context.get("report"):
        yield "report", "say in which report these words stand."


def _addresses(thing: Object) -> Found:
    for key in ("url", "archive_url"):
        try:
            if thing.get(key):
                check_address(thing[key])
        except RuleBroken as broken:
            yield key, str(broken)


def _source(source: Object) -> Found:
    yield from _addresses(source)
    yield from _voices(source)
    others = [apart["source"] for apart in source.get("apart_from", [])]
    if len(set(others)) < len(others):
        yield "apart_from", "it names a source twice."
    if source["slug"] in others:
        yield "apart_from", "a source is not apart from itself."


def _report(report: Object) -> Found:
    yield from _addresses(report)
    for key in ("publisher_action_at", "publisher_note"):
        if key in report and "publisher_action" not in report:
            yield key, "say in “publisher_action” whether its publisher corrected or withdrew it."


def _claim(claim: Object) -> Found:
    merged = claim.get("lifecycle") == Lifecycle.MERGED
    if merged and "merged_into" not in claim:
        yield "", "name in “merged_into” the claim it was merged into."
    if not merged and "merged_into" in claim:
        yield "merged_into", "only a claim whose lifecycle is “merged” says this."
    if withdrawn_by_nobody(claim) and claim.get("publication") == Publication.PUBLISHED:
        yield "lifecycle", WHO_WITHDREW.format(claim["claimant"])
    public = claim.get("publication") in SEEN
    if public and not claim.get("citations"):
        yield "citations", "a published claim needs one: add where the claimant said this."


def withdrawn_by_nobody(claim: Object) -> bool:
    """Whether a claim is said to be withdrawn, and no stance tells where its claimant did."""
    return claim.get("lifecycle") == Lifecycle.WITHDRAWN and not any(
        stance.get("stance") == StanceKind.WITHDRAWS
        and stance.get("source") == claim.get("claimant")
        and stance.get("report")
        for stance in claim.get("stances") or []
    )


WHO_WITHDREW = (
    "say in “stances” where its claimant withdrew it: a stance “withdraws” of {}, with its report."
)


def _citation(citation: Object) -> Found:
    if citation.get("translation") and not citation.get("translated_by"):
        yield "translated_by", "say who translated it."


def _stance(stance: Object) -> Found:
    if stance["stance"] == StanceKind.NO_RESPONSE and "asked_at" not in stance:
        yield "asked_at", "“no_response” needs the time at which we asked."
    elif "channel" in stance and "asked_at" not in stance:
        yield "asked_at", "“channel” needs the time at which we asked."


def _evidence(piece: Object) -> Found:
    if "report" in piece and "claim" in piece:
        yield "claim", "evidence is a report or a claim, not both."
    if not piece.keys() & {"report", "claim", "note"}:
        yield "", "name a report or a claim, or say in “note” what it is."


def _history(step: Object) -> Found:
    try:
        check_examined(step["status"], examined=step.get("examined") is not False)
    except RuleBroken as broken:
        yield "examined", str(broken)


def _figure(figure: Object) -> Found:
    if "treatment" in figure and "treatment_note" not in figure:
        yield "treatment_note", "say why this figure is not used."
    terms = [term["figure"] for term in figure.get("derived_from", [])]
    if len(set(terms)) < len(terms):
        yield "derived_from", "it names a figure twice."
    for m, reading in enumerate(figure.get("readings", [])):
        if not reading.keys() & {"event", "category"}:
            yield "readings", f"number {m} names neither an event nor a category."


def _link(link: Object) -> Found:
    if link["from"] == link["to"]:
        yield "to", "a claim cannot be linked to itself."
    if link.get("state") == LinkState.REJECTED and "note" not in link:
        yield "note", "say why the link was rejected: it is remembered."


def _position(position: Object) -> Found:
    yield from question_positions.rules(position)
    numbers = [position[key] for key in ("low", "best", "high") if key in position]
    if numbers != sorted(numbers):
        yield "", "the numbers must rise from low through best to high."
    if numbers and position.get("established") is False:
        yield "established", "where we cannot say, give no number."
    left_out = [out["figure"] for out in position.get("leaves_out", [])]
    if len(set(left_out)) < len(left_out):
        yield "leaves_out", "it names a figure twice."


def _left_out(out: Object) -> Found:
    if "reason" not in out:
        yield "reason", "say why the figure is left out: readers see it."


def _answer(answer: Object) -> Found:
    if "reason" not in answer:
        yield "reason", "give the reason for the answer."


_ABOUT = {"event", "category", "measure"}


def _decision(decision: Object) -> Found:
    if "reason" not in decision and decision["option"] != Option.LATER:
        yield "reason", "give the reason for the decision."
    low, high = decision.get("low"), decision.get("high")
    if low is None and decision["option"] in (Option.STANDS, Option.RANGE, Option.EACH):
        yield "low", "give the lowest of what was decided."
    if low is not None and high is not None and low > high:
        yield "low", "the lowest is above the highest."
    named = decision["about"].keys()
    others = decision["option"] == Option.NOT_THE_SAME and named >= _ABOUT
    if others and not decision.get("figures"):
        yield "figures", "name the figures that count other people."
    one_of = [named >= _ABOUT, "parties" in named, "figure" in named]
    if one_of.count(True) != 1 or (not _ABOUT.isdisjoint(named) and not one_of[0]):
        yield "about", "name a count by event, category and measure, or two parties, or one figure."
    elif one_of[1] and len(set(decision["about"]["parties"])) != 2:
        yield "about", "name the two parties."
    elif decision["option"] not in _OPTIONS[one_of.index(True)]:
        yield "option", "this is no answer to what it is about."


_OPTIONS = (
    {Option.STANDS, Option.RANGE, Option.EACH, Option.NOT_THE_SAME, Option.LATER},
    {Option.BOTH, Option.LATER},
    {Option.LEAVES_SOME_OUT, Option.LEAVE_OUT, Option.NOT_THE_SAME, Option.LATER},
)
"""What a decision about a count, about two parties and about a figure can be."""

_RULES: dict[str, Callable[[Object], Found]] = {
    "event": _event,
    "context": _context,
    "member": _span,
    "voice": _span,
    "source": _source,
    "report": _report,
    "claim": _claim,
    "citation": _citation,
    "stance": _stance,
    "evidence": _evidence,
    "history": _history,
    "figure": _figure,
    "link": _link,
    "position": _position,
    "left_out": _left_out,
    "answer": _answer,
    "decision": _decision,
}
