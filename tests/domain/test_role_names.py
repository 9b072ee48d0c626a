"""How a name stands in the middle of a sentence."""

import pytest

from claims.domain.role_names import in_sentence, is_role, names_a_group


@pytest.mark.parametrize(
    ("name", "kind", "nature", "told"),
    [
        ("The Metropolitan Police", "police", "body", "the Metropolitan Police"),
        ("The Guardian", "media", "body", "The Guardian"),
        ("An unidentified article", "media", "unnamed", "an unidentified article"),
        ("Police", "police", "unnamed", "police"),
        ("Local officials", "official", "unnamed", "local officials"),
        ("Afghan officials", "official", "unnamed", "Afghan officials"),
        ("Polizei", "police", "unnamed", "Polizei"),
        ("Army", "military", "body", "Army"),
        ("Theresa May", "official", "person", "Theresa May"),
    ],
)
def test_a_name_in_mid_sentence(name, kind, nature, told):
    assert in_sentence(name, kind, nature) == told


@pytest.mark.parametrize(
    "name",
    [
        "the police",
        "two officials",
        "union activists",
        "union miners",
        "पुलिस",
        "स्थानीय अधिकारी",
        "পুলিশ",
        "görgü tanıkları",
        "la police",
        "les autorités locales",
        "fuentes oficiales",
        "autoridades locais",
        "die Feuerwehr",
        "местные жители",
        "неназванный свидетель",
        "місцеві мешканці",
        "شهود عيان",
        "منابع محلی",
        "مقامی لوگ",
        "ځايي چارواکي",
        "警方",
        "当地 居民",
    ],
)
def test_people_whom_nobody_named_are_known_in_the_languages_of_our_events(name):
    assert names_a_group(name)


@pytest.mark.parametrize("name", ["the company", "The operator", "the prosecutor", "the mayor"])
def test_an_office_is_another_in_each_event(name):
    assert is_role(name)
    assert not names_a_group(name)


@pytest.mark.parametrize(
    "name",
    ["Die Welt", "La Voz", "Le Monde", "Los Angeles Police", "Union of Miners of Soma", "AFAD", ""],
)
def test_a_name_is_no_role(name):
    assert not is_role(name)
