"""Sources of one name are told apart in every sentence that names them."""

import pytest

from claims.domain import reconciliation


def _file(*kinds):
    """A source of one name for each kind, each with another number of the same dead."""
    return {
        "format": "counterclaim-dossier/1",
        "event": {"slug": "wreck", "title": "The wreck"},
        "categories": [{"slug": "all", "name": "Everyone"}],
        "sources": [
            {"slug": f"ministry-{n}", "name": "Health ministry", "kind": kind}
            for n, kind in enumerate(kinds)
        ],
        "claims": [
            {
                "slug": f"c{n}",
                "claimant": f"ministry-{n}",
                "event": "wreck",
                "statement": "They died.",
                "figures": [
                    {
                        "id": f"f{n}",
                        "measure": "killed",
                        "category": "all",
                        "qualifier": "plain",
                        "value": 10 + n,
                    }
                ],
            }
            for n in range(len(kinds))
        ],
    }


@pytest.mark.parametrize(
    ("kinds", "names"),
    [
        (["health"], {"Health ministry"}),
        (
            ["health", "government"],
            {"Health ministry (Hospital or health service)", "Health ministry (Government)"},
        ),
        (["health", "health"], {"Health ministry (ministry-0)", "Health ministry (ministry-1)"}),
    ],
)
def test_a_sentence_never_names_two_sources_alike(kinds, names):
    case = reconciliation.read(_file(*kinds))

    told = [finding.sentence for finding in reconciliation.check(case).findings]

    assert {source.name for source in case.sources.facts.values()} == names
    assert len(told) == len(kinds) - 1
    assert all(name in sentence for sentence in told for name in names)
