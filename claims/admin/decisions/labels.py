"""A published state in readers' words: labels for its fields, names for what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from claims.domain.relations import Relation
from claims.domain.status import Status
from claims.domain.vocabulary import (
    Bearing,
    Channel,
    EvidenceKind,
    Lifecycle,
    Medium,
    Qualifier,
    SourceKind,
    StanceKind,
    Treatment,
    Word,
    YesNo,
)
from claims.presenters.moments import when
from claims.publishing.registry import KINDS

LABELS = {
    "citations": "Citation",
    "claimant": "Said by",
    "stances": "Stance",
    "asked": "We asked on",
    "channel": "We asked",
    "figures": "Figure",
    "evidence": "Evidence",
    "categories": "Category",
    "separations": "Knows separately from",
    "leaves_out": "Left out",
    "said": "Said on",
    "slug": "Address",
    "short": "Short form",
    "utterance": "Said together as",
    "origins": "Independent origins",
    "named_evidence": "Evidence the decision names",
    "first": "Where it was first said",
    "key": "Name",
    "has_originator": "Has an originator",
    "url": "Web address",
    "linked": "Address linked",
    "retracted": "Retraction",
    "from_claim": "From claim",
    "to_claim": "To claim",
    "merged_into": "Merged into",
}
VOCABULARY: dict[str, tuple[type[Word], ...]] = {
    "status": (Status,),
    "lifecycle": (Lifecycle,),
    "kind": (EvidenceKind, SourceKind),
    "stance": (StanceKind,),
    "channel": (Channel,),
    "bearing": (Bearing,),
    "qualifier": (Qualifier,),
    "treatment": (Treatment,),
    "medium": (Medium,),
    "relation": (Relation,),
    "includes_attackers": (YesNo,),
    "breakdown_complete": (YesNo,),
}
UID = re.compile(r"[0-9a-f]{32}")


def label(key: str) -> str:
    return LABELS.get(key) or key.replace("_", " ").capitalize()


class Spelling:
    """Spells values, with each name looked up once."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._names: dict[str, str] = {}

    def spell(self, key: str, value: Any) -> str:
        """A value on one line; empty where there is nothing."""
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Mapping):
            return self._group(value)
        if isinstance(value, list):
            return "; ".join(self.spell(key, item) for item in value)
        return self._word(key, str(value))

    def item(self, item: Mapping[str, Any]) -> tuple[str, ...]:
        """All that is said of one thing of a list, a line for each field."""
        return tuple(self._lines(item))

    def _lines(self, item: Mapping[str, Any]) -> Iterator[str]:
        for key, value in item.items():
            if told := self.spell(key, value):
                yield f"{label(key)}: {told}"

    def _group(self, value: Mapping[str, Any]) -> str:
        if {"at", "precision"} <= value.keys():
            at = datetime.fromisoformat(value["at"])
            return when(at, value["precision"], self.zone).text
        if value.keys() == {"claim", "key"}:
            return f"{value['key']} ({self.called(value['claim'])})"
        return ", ".join(self._lines(value))

    def _word(self, key: str, value: str) -> str:
        for words in VOCABULARY.get(key, ()):
            if value in list(words):
                return words(value).label
        return self.called(value) if UID.fullmatch(value) else value

    def called(self, uid: str) -> str:
        """What the desk calls the thing of this uid."""
        if uid not in self._names:
            found = (model._base_manager.filter(uid=uid).first() for model in KINDS)
            self._names[uid] = next((str(subject) for subject in found if subject), uid)
        return self._names[uid]
