"""One statement is one claimant's: the same word for two of them joins nothing."""

import copy

import pytest

from claims.domain import reconciliation
from claims.domain.reconciliation import Kind

FILE = {
    "format": "counterclaim-dossier/1",
    "event": {"slug": "fire", "title": "The fire"},
    "categories": [{"slug": "all", "name": "Everyone", "parts": [{"slug": "men", "name": "Men"}]}],
    "sources": [
        {"slug": "police", "name": "Police", "kind": "police"},
        {"slug": "hospital", "name": "Hospital", "kind": "health"},
    ],
    "reports": [],
    "claims": [],
}


def checked(*said):
    """Figures of one word for the statement: each a claimant, a category and a number."""
    file = copy.deepcopy(FILE)
    file["claims"] = [
        {
            "slug": f"c{n}",
            "claimant": claimant,
            "event": "fire",
            "statement": f"{number} killed.",
            "utterance": "the-statement",
            "figures": [
                {
                    "id": f"f{n}",
                    "measure": "killed",
                    "category": category,
                    "qualifier": "plain",
                    "value": number,
                }
            ],
        }
        for n, (claimant, category, number) in enumerate(said)
    ]
    return reconciliation.check(reconciliation.read(file)).findings


def test_one_claimant_contradicts_itself_in_one_statement():
    (finding,) = checked(("police", "all", 6), ("police", "all", 9))

    assert finding.kind is Kind.SELF_INCONSISTENT


@pytest.mark.parametrize(
    ("category", "kind"), [("all", Kind.DIRECT_CONTRADICTION), ("men", Kind.PART_EXCEEDS_WHOLE)]
)
def test_two_claimants_never_contradict_themselves(category, kind):
    findings = checked(("police", "all", 6), ("hospital", category, 9))

    assert [finding.kind for finding in findings] == [kind]
    assert "In one statement" not in findings[0].told
    assert "Police" in findings[0].told
    assert "Hospital" in findings[0].told
