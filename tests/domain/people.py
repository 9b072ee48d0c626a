"""The sources of the attacks of 26 August 2024, as far as independence goes."""

from claims.domain.chains import SourceFacts

SOURCES = {
    facts.key: facts
    for facts in [
        SourceFacts("bla", "BLA", "armed_group", side="bla"),
        SourceFacts("bla-spokesman", "Jeeyand Baloch", speaks_for="bla"),
        SourceFacts("military", "the military", "military", side="state"),
        SourceFacts("ispr", "ISPR", "military", speaks_for="military"),
        SourceFacts("bugti", "Chief Minister Bugti", "government", side="state"),
        SourceFacts("naqvi", "Interior Minister Naqvi", "government", side="state"),
        SourceFacts("police-chief", "the district police chief", "police", side="state"),
        SourceFacts(
            "hospital", "Kalat hospital", "health", side="state", apart_from=frozenset({"ispr"})
        ),
        SourceFacts("ministry", "the ministry", "government"),
        SourceFacts("ministry-spokesman", "its man", side="state", speaks_for="ministry"),
        SourceFacts("other-group", "another armed group", "armed_group", side="other"),
        *[SourceFacts(f"outlet-{n}", f"Outlet {n}", "media") for n in range(1, 5)],
        SourceFacts("correspondent", "Outlet 1's correspondent", speaks_for="outlet-1"),
    ]
}
