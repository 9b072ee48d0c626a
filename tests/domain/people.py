"""The sources of the attacks of 26 August 2024, as far as independence goes."""

from dataclasses import replace

from claims.domain.chains import SourceFacts, Sources, Voice
from claims.domain.parties import Member, Parties, Party


def a_party(name, *members, allied_with=()):
    """A party of these sources; one that is not there always is given as a member."""
    made = tuple(m if isinstance(m, Member) else Member(m) for m in members)
    return Party(name, name, made, frozenset(allied_with))


def with_facts(sources, *facts):
    return replace(sources, facts={**sources.facts, **{one.key: one for one in facts}})


def _for(whom):
    return (Voice(whom),)


SOURCES = Sources(
    {
        facts.key: facts
        for facts in [
            SourceFacts("bla", "BLA", "armed_group"),
            SourceFacts("bla-spokesman", "Jeeyand Baloch", speaks_for=_for("bla")),
            SourceFacts("military", "the military", "military"),
            SourceFacts("ispr", "ISPR", "military", speaks_for=_for("military")),
            SourceFacts("bugti", "Chief Minister Bugti", "government"),
            SourceFacts("naqvi", "Interior Minister Naqvi", "government"),
            SourceFacts("police-chief", "the district police chief", "police"),
            SourceFacts("hospital", "Kalat hospital", "health", apart_from=frozenset({"ispr"})),
            SourceFacts("ministry", "the ministry", "government"),
            SourceFacts("ministry-spokesman", "its man", speaks_for=_for("ministry")),
            SourceFacts("other-group", "another armed group", "armed_group"),
            *[SourceFacts(f"outlet-{n}", f"Outlet {n}", "media") for n in range(1, 5)],
            SourceFacts("correspondent", "Outlet 1's correspondent", speaks_for=_for("outlet-1")),
        ]
    },
    Parties(
        (
            a_party("the BLA", "bla"),
            a_party(
                "the state",
                *("military", "bugti", "naqvi", "police-chief", "hospital", "ministry-spokesman"),
            ),
            a_party("the others", "other-group"),
        )
    ),
)
