"""Sources and parties as a dossier writes them, for all that rests on who knows of whom."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from claims.domain.chains import SourceFacts, Voice
from claims.domain.parties import Member, Parties, Party, Span

Part = Mapping[str, Any]
"""A thing as a dossier writes it."""


def source_facts(told: Part | str) -> SourceFacts:
    """What a dossier says of a source, as far as independence rests on it.

    Of one that it calls by its slug alone, no more is known here.
    """
    if isinstance(told, str):
        return SourceFacts(told, told)
    return SourceFacts(
        key=told["slug"],
        name=told["name"],
        kind=told["kind"],
        speaks_for=voices(told.get("speaks_for")),
        apart_from=frozenset(apart["source"] for apart in told.get("apart_from") or []),
    )


def voices(told: str | Sequence[Part] | None) -> tuple[Voice, ...]:
    """Whom a source speaks for: one, always, or each from a day to a day."""
    if not told:
        return ()
    if isinstance(told, str):
        return (Voice(told),)
    return tuple(
        Voice(one["source"], Span.read(one.get("from") or "", one.get("until") or ""))
        for one in told
    )


def parties_of(dossier: Part) -> Parties:
    """The parties of the event; in a file from before there were any, the sides of its sources."""
    listed = dossier.get("parties")
    if listed is None:
        told = (one for one in dossier.get("sources") or () if not isinstance(one, str))
        listed = parties_by_side(told)
    return _parties(listed)


def _parties(listed: Iterable[Part]) -> Parties:
    """The parties as a dossier writes them; raises ValueError where a day cannot be read."""
    return Parties(
        tuple(
            Party(
                slug=one["slug"],
                name=one["name"],
                members=tuple(
                    Member(m["source"], Span.read(m.get("from") or "", m.get("until") or ""))
                    for m in one.get("members") or ()
                ),
                allied_with=frozenset(one.get("allied_with") or ()),
            )
            for one in listed
        )
    )


class WrittenMember(TypedDict):
    source: str


class WrittenParty(TypedDict):
    """A party as a dossier writes it, of whose members nobody said from when to when."""

    slug: str
    name: str
    members: list[WrittenMember]


def parties_by_side(sources: Iterable[Part]) -> list[WrittenParty]:
    """The parties of an event whose sources still have a side each, as a dossier writes them."""
    names: dict[str, str] = {}
    members: dict[str, list[WrittenMember]] = {}
    for source in sources:
        names[source["slug"]] = source.get("short_name") or source.get("name") or ""
        if source.get("side"):
            members.setdefault(source["side"], []).append({"source": source["slug"]})
    return [
        # A side was often called by the source that heads it.
        {"slug": side, "name": names.get(side) or _in_words(side), "members": found}
        for side, found in sorted(members.items())
    ]


def _in_words(side: str) -> str:
    return side.replace("-", " ").replace("_", " ")
