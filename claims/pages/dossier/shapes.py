"""Published states as a dossier writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from claims.domain.dossier_format import DEFAULTS, in_order
from claims.domain.dossier_format.examined import without_usual
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment, stated_apart
from claims.domain.source_input import parties_by_side
from claims.domain.vocabulary import ChangeType, Lifecycle, Publication
from claims.models.record.entry import Entry
from claims.pages.dossier.slugs import CONFIDENTIAL, Slugs, stand_in
from claims.states.claim import ClaimState, EvidenceState, StanceState
from claims.states.event import CategoryState, ContextState, EventState, MeasureState
from claims.states.figure import FigureName, FigureState
from claims.states.in_dossier import in_dossier
from claims.states.link import LinkState
from claims.states.position import DecidedState, PositionState
from claims.states.question import QuestionState
from claims.states.report import ReportState
from claims.states.source import SourceState

Object = dict[str, Any]
# Here nothing says something: that the range is open.
OPEN = ("low", "high")
NOT_HERE = _("What this was does not stand in this file")


def _object(kind: str, facts: Mapping[str, object]) -> Object:
    """Keys in their order, without what says nothing."""
    kept = {
        key: value
        for key, value in facts.items()
        if (kind == "figure" and key in OPEN)
        or (value not in (None, "", []) and not _is_usual_flag(kind, key, value))
    }
    return in_order(kind, kept)


def _is_usual_flag(kind: str, key: str, value: object) -> bool:
    return isinstance(value, bool) and value is DEFAULTS[kind].get(key)


def moment(stated: Moment | None, zone: str) -> str | None:
    return stated.text(zone) if stated else None


def event(state: EventState, parts: Iterable[Object], slugs: Slugs) -> Object:
    context = [_context(one, slugs) for one in state.context]
    return _object("event", in_dossier(state, context=context) | {"parts": list(parts)})


def _context(state: ContextState, slugs: Slugs) -> Object:
    """Words are not told without where they stand."""
    report = slugs.reports.get(state.report)
    return _object("context", in_dossier(state, report=report, quote=state.quote if report else ""))


def categories(listed: Iterable[CategoryState], parent: str = "") -> list[Object]:
    known = list(listed)
    return [
        _object("category", in_dossier(one) | {"parts": categories(known, one.slug)})
        for one in known
        if one.parent == parent
    ]


def measures(listed: Iterable[MeasureState]) -> list[Object]:
    return [_object("measure", in_dossier(one)) for one in listed]


def parties(event: EventState, sources: Mapping[str, SourceState]) -> list[Object]:
    """Those of the whole event, without members whose words were removed.

    Where it was published before events had parties, each side of its sources is one.
    """
    slugs = {uid: state.slug for uid, state in sources.items()}
    if event.parties is None:
        sided = [
            {"slug": one.slug, "name": one.short_name or one.name, "side": one.side}
            for one in sources.values()
        ]
        return [_object("party", party) for party in parties_by_side(sided)]
    return [
        _object(
            "party",
            in_dossier(
                party,
                members=[
                    _object("member", in_dossier(one, source=slugs[one.source]))
                    for one in sorted(
                        party.members, key=lambda m: (slugs.get(m.source, ""), m.since)
                    )
                    if one.source in slugs
                ],
            ),
        )
        for party in event.parties
    ]


def source(state: SourceState, slugs: Slugs) -> Object:
    return _object(
        "source",
        in_dossier(
            state,
            speaks_for=_voices(state, slugs),
            separations=[
                in_dossier(one, other=slugs.sources[one.other])
                for one in state.separations
                if slugs.sources.get(one.other)
            ],
        ),
    )


def _voices(state: SourceState, slugs: Slugs) -> str | list[Object] | None:
    """Whom it speaks for always, alone by its slug; or each from a day to a day."""
    always = slugs.sources.get(state.speaks_for)
    dated = [
        _object("voice", in_dossier(one, whom=slugs.sources[one.whom]))
        for one in state.voices
        if slugs.sources.get(one.whom)
    ]
    return [*([{"source": always}] if always else []), *dated] if dated else always


def report(state: ReportState, slugs: Slugs, zone: str) -> Object:
    return _object(
        "report",
        in_dossier(
            state,
            zone,
            publisher=slugs.sources[state.publisher],
            reprints=slugs.reports.get(state.reprints),
        )
        | {"publication": Publication.RETRACTED.value if state.retracted else None},
    )


def claim(state: ClaimState, slugs: Slugs, history: Iterable[Object], zone: str) -> Object:
    """Everything readers see of a claim; what it names that they do not see is left out."""
    cited = [one for one in state.citations if one.report in slugs.reports]
    into = slugs.claims.get(state.merged_into)
    lifecycle = state.lifecycle
    if lifecycle == Lifecycle.MERGED and not into:
        lifecycle = Lifecycle.SUPERSEDED
    public = Publication.RETRACTED if state.retracted else Publication.PUBLISHED
    shape = in_dossier(
        state,
        zone,
        claimant=slugs.sources[state.claimant],
        event=slugs.events[state.event],
        utterance=state.utterance if state.utterance != state.slug else None,
        citations=[
            _object("citation", in_dossier(one, report=slugs.reports[one.report])) for one in cited
        ],
        figures=[_figure(one, state, slugs, zone) for one in state.figures],
        stances=[_stance(one, slugs, zone) for one in state.stances if one.source in slugs.sources],
        evidence=[_evidence(one, state, slugs) for one in state.evidence],
        lifecycle=lifecycle.value if lifecycle != Lifecycle.CURRENT else None,
        merged_into=into if lifecycle == Lifecycle.MERGED else None,
    )
    apart = {
        "said_precision": stated_apart(state.said.precision) if state.said else None,
        # Nobody can check a claim of which no report is left: it is no more than a draft.
        "history": list(history) if cited else None,
        "publication": (public if cited else Publication.DRAFT).value,
    }
    return _object("claim", shape | apart)


def _stance(state: StanceState, slugs: Slugs, zone: str) -> Object:
    named = {"source": slugs.sources[state.source], "report": slugs.reports.get(state.report)}
    return _object("stance", in_dossier(state, zone, **named))


def _evidence(state: EvidenceState, whole: ClaimState, slugs: Slugs) -> Object:
    unnamed = stand_in(whole.slug, state.key) if state.has_originator else None
    report, other = slugs.reports.get(state.report), slugs.claims.get(state.claim)
    left = report or other or state.note
    return _object(
        "evidence",
        in_dossier(
            state,
            report=report,
            claim=other,
            originator=slugs.sources.get(state.originator) or unnamed,
            note=state.note if left else f"{CONFIDENTIAL if unnamed else NOT_HERE}.",
        ),
    )


def _figure(state: FigureState, whole: ClaimState, slugs: Slugs, zone: str) -> Object:
    elsewhere = state.event != whole.event
    supersedes, repeats = (
        figure_names(named, slugs) for named in (state.supersedes, state.repeats)
    )
    return _object(
        "figure",
        in_dossier(
            state,
            zone,
            event=slugs.events.get(state.event) if elsewhere else None,
            credits=slugs.sources.get(state.credits),
            supersedes=supersedes if len(supersedes) > 1 else next(iter(supersedes), None),
            repeats=next(iter(repeats), None),
            same_people_as=figure_names(state.same_people_as, slugs),
            built_on=figure_names(state.built_on, slugs),
            derived_from=[in_dossier(term) for term in state.derived_from if slugs.has(term)],
            readings=[
                _object("reading", in_dossier(one, event=slugs.events.get(one.event)))
                for one in state.readings
            ],
        ),
    )


def figure_names(named: Iterable[FigureName], slugs: Slugs) -> list[str]:
    return sorted({one.key for one in named if slugs.has(one)})


def history(entries: Iterable[Entry], kept: set[str], zone: str) -> list[Object]:
    """The decisions on a claim, each with the evidence it named that is still on record."""
    found = []
    for entry in entries:
        body = entry.words.read if hasattr(entry, "words") else None
        if body is None or not isinstance(body.state, ClaimState):
            continue
        decision = body.change.decision
        if decision is None or body.state.decided is None:
            continue
        named = body.state.named_evidence if decision.evidence is None else decision.evidence
        step = {
            "status": decision.status_to.value,
            "at": moment(body.state.decided, zone),
            "reason": decision.reason,
            "examined": body.state.examined,
            "evidence": sorted(set(named) & kept),
            "change": entry.change if entry.change in set(ChangeType) else None,
        }
        found.append(step)
    return [_object("history", step) for step in without_usual(found)]


def link(state: LinkState, slugs: Slugs) -> Object:
    ends = {
        "from_claim": slugs.claims[state.from_claim],
        "to_claim": slugs.claims[state.to_claim],
    }
    return _object("link", in_dossier(state, **ends))


def _named_in(claims: Iterable[str], slugs: Slugs) -> list[str]:
    return sorted(slugs.claims[uid] for uid in claims if uid in slugs.claims)


def question(state: QuestionState, slugs: Slugs) -> Object:
    """Claims that do not stand in the file are left out."""
    answers = [
        _object(
            "rival_answer",
            in_dossier(one, claims=_named_in(one.claims, slugs)),
        )
        for one in state.answers
    ]
    return _object("question", in_dossier(state, event=slugs.events[state.event], answers=answers))


def our_answer(state: QuestionState, zone: str) -> Object:
    return _object(
        "position",
        {
            "question": state.slug,
            "answer": state.chosen or state.words,
            "standing": state.standing.value if state.standing else None,
            "as_of": moment(state.as_of, zone),
            "method": state.method,
            "rationale": state.rationale,
            "dissent": state.dissent,
            "at": moment(state.stated, zone),
        },
    )


def decision(state: DecidedState, slugs: Slugs, zone: str) -> Object | None:
    """What was decided; None where nothing that it is about is in the file."""
    figures = figure_names(state.figures, slugs)
    about: Object = {"parties": list(state.parties)} if state.parties else {"figure": state.figure}
    if state.category:
        event = slugs.events.get(state.event, "")
        about = {"event": event, "category": state.category, "measure": state.measure}
        about["party"] = state.party
    whole = figures and (state.category == "" or about["event"])
    if not whole or (state.figure and state.figure not in figures):
        return None
    return in_order(
        "decision",
        {
            "about": about,
            "option": state.option.value,
            "figures": figures,
            "low": state.low,
            "high": state.high,
            "reason": state.reason,
            "at": moment(state.decided, zone),
        },
    )


def position(state: PositionState, slugs: Slugs, zone: str) -> Object:
    return _object(
        "position",
        in_dossier(
            state,
            zone,
            event=slugs.events[state.event],
            uses=figure_names(state.uses, slugs),
            leaves_out=[in_dossier(one) for one in state.leaves_out if slugs.has(one)],
            readings=[in_dossier(one) for one in state.readings if slugs.has(one)],
            held=[in_dossier(one, zone) for one in state.held],
        ),
    )
