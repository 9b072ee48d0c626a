"""How a name stands in the middle of a sentence."""

import pytest

from claims.domain.role_names import in_sentence


@pytest.mark.parametrize(
    ("name", "kind", "nature", "told"),
    [
        ("The Metropolitan Police", "police", "body", "the Metropolitan Police"),
        ("The Guardian", "media", "body", "The Guardian"),
        ("Police", "police", "unnamed", "police"),
        ("Local officials", "official", "unnamed", "local officials"),
        ("Afghan officials", "official", "unnamed", "Afghan officials"),
        ("Army", "military", "body", "Army"),
        ("Theresa May", "official", "person", "Theresa May"),
    ],
)
def test_a_name_in_mid_sentence(name, kind, nature, told):
    assert in_sentence(name, kind, nature) == told
