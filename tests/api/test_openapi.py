"""The description is valid, complete and true: every answer has the shape it promises."""

from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from claims.api.description import description
from tests.api.asker import everything, results
from tests.api.world import a_world, taken_back
from tests.pages.reader import mistakes

pytestmark = pytest.mark.django_db

DICTIONARY = Path(__file__).parents[2] / "docs" / "researchers.md"

OF_ONE = [
    "claims/{slug}/",
    "events/{slug}/",
    "sources/{slug}/",
    "positions/{uid}/",
    "record/{seq}/",
]


def conforms(answer, path):
    """Raise unless an answer has the shape that the description promises for this address."""
    promised = description()["paths"][path]["get"]["responses"][str(answer.status_code)]
    (content,) = promised["content"].values()
    schema = {**content["schema"], "components": description()["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer.json())


def test_the_description_is_valid_and_gives_no_warning(tmp_path):
    file = tmp_path / "schema.yml"

    call_command("spectacular", validate=True, fail_on_warn=True, file=str(file))

    assert "openapi: 3.1.0" in file.read_text()


def test_every_address_of_the_api_is_described():
    routes = {str(p.pattern) for p in _api().url_patterns}
    undescribed = {"", "docs/", "schema/"}

    assert len(routes - undescribed) == len(description()["paths"])


def _api():
    return next(p for p in get_resolver().url_patterns if str(p.pattern) == "api/")


def test_every_list_has_the_shape_it_promises(client):
    event, _ = a_world()
    taken_back(event)

    lists = [path for path in description()["paths"] if "{" not in path]
    for path, query in product(lists, ["", "?as_of=2024-08-27T14:00Z", "?as_of=3", "?no-such=1"]):
        conforms(client.get(path + query), path)


def test_every_single_thing_has_the_shape_it_promises(client):
    event, _ = a_world()
    taken_back(event)

    for path in OF_ONE:
        kind, name = path.split("/")[0], path.split("{")[1].split("}")[0]
        found = everything(f"{kind}/")
        assert found
        for thing in found:
            conforms(client.get(f"/api/v1/{kind}/{thing[name]}/"), f"/api/v1/{path}")


def test_every_address_in_an_answer_leads_somewhere(client):
    event, _ = a_world()
    taken_back(event)

    addresses = {
        urlsplit(a)._replace(scheme="", netloc="").geturl()
        for kind in ("claims/", "events/", "sources/", "figures/", "positions/", "changes/")
        for thing in results(kind)
        for a in _addresses(thing)
    }

    assert len(addresses) > 20
    assert {a: client.get(a).status_code for a in addresses} == dict.fromkeys(addresses, 200)


def _addresses(value):
    """Every address of ours in an answer."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _addresses(inner)
    elif str(value).startswith("http://testserver"):
        yield value


def test_programs_can_fetch_the_description(client):
    answer = client.get("/api/schema/")

    assert answer["Content-Type"] == "application/json"
    assert answer.json()["openapi"] == "3.1.0"


def test_the_page_for_people_shows_every_address_parameter_and_field(client):
    page = client.get("/api/docs/").content.decode()

    for path, methods in description()["paths"].items():
        assert path in page
        assert all(p["name"] in page for p in methods["get"].get("parameters", ()))
    for shape in description()["components"]["schemas"].values():
        assert all(f"<code>{name}</code>" in page for name in shape["properties"])
    assert mistakes(page) == []


@pytest.mark.parametrize("shape", ["FigureRow", "Claim", "ClaimWithHistory", "Position", "Change"])
def test_the_data_dictionary_explains_every_field(shape):
    words = DICTIONARY.read_text(encoding="utf-8")

    fields = description()["components"]["schemas"][shape]["properties"]
    assert [name for name in fields if f"`{name}`" not in words] == []


def test_the_short_address_leads_to_the_page(client):
    assert client.get("/api/")["Location"] == "/api/docs/"


def test_a_page_of_the_site_leads_to_the_page_for_programmers():
    assert 'href="/api/docs/"' in Client().get("/").content.decode()
