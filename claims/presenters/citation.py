"""Where a claim was made: the words, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from claims.presenters.names import Names, ReportName
from claims.states.claim import CitationState


@dataclass(frozen=True)
class Quoted:
    """``first`` means that we have seen the original ourselves."""

    quote: str
    language: str
    translation: str
    translated_by: str
    locator: str
    first: bool
    report: ReportName


def citation(state: CitationState, names: Names) -> Quoted:
    return Quoted(
        quote=state.quote,
        language=state.language,
        translation=state.translation,
        translated_by=state.translated_by,
        locator=state.locator,
        first=state.first,
        report=names.report(state.report),
    )
