"""Lists page by key, tell of one moment, and can be followed by what changed."""

from datetime import timedelta

import pytest
from django.test import Client

from claims import actions
from claims.api.description import description
from claims.domain.vocabulary import ChangeType, NumberChange
from claims.models.record.entry import Entry
from tests.api.asker import ask, everything, results
from tests.api.world import LATER, a_world, taken_back
from tests.builders import NOW, a_claim, a_party, a_source, an_event, published, raw

pytestmark = pytest.mark.django_db

LISTS = ["events/", "sources/", "claims/", "figures/", "positions/", "changes/", "record/"]


def test_every_list_gives_all_it_has_page_by_page_and_each_thing_once():
    event, _ = a_world()
    taken_back(event)

    for path in LISTS:
        whole = results(path)
        assert whole, path
        assert everything(path, limit=1) == whole


@pytest.mark.parametrize("path", LISTS)
def test_every_list_stands_before_anything_is_published(path):
    answer = ask(path)

    assert answer.pop("search", None) is None
    assert answer == {
        "as_of": {"entry": 0, "time": None},
        "newest_entry": 0,
        "next": None,
        "results": [],
    }


def test_the_pages_of_one_list_tell_of_one_moment():
    event = an_event()
    first, second = (published(a_claim(event=event)) for _ in range(2))
    page = ask("claims/", limit=1)
    first.statement = "Said again, better."
    first.save()
    actions.publish([first], note="Better.", change=ChangeType.UPDATE, by=None, at=LATER)

    following = Client().get(page["next"]).json()

    assert [claim["slug"] for claim in page["results"]] == [second.slug]
    assert [claim["slug"] for claim in following["results"]] == [first.slug]
    assert following["results"][0]["statement"] != "Said again, better."


def test_the_next_page_stands_in_the_header_too(client):
    event = an_event()
    for _ in range(2):
        published(a_claim(event=event))

    answer = client.get("/api/v1/claims/?limit=1")

    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'


def test_one_can_ask_for_what_changed_since_an_entry():
    event = an_event()
    published(a_claim(event=event))
    before = ask("")["newest_entry"]
    new = published(a_claim(event=event))

    assert [c["slug"] for c in results("claims/", changed_since=before)] == [new.slug]
    assert results("claims/", changed_since=ask("")["newest_entry"]) == []


@pytest.mark.parametrize(
    ("since", "count"),
    [
        ("2024-08-27", 2),
        ("2024-08-28", 1),
        ("2024-08-29", 0),
        ("2024-08-27T13:00Z", 2),
        ("2024-08-27T13:01Z", 1),
        ("2024-08-27T18:01+05:00", 1),
        ("0001-01-05", 2),
    ],
)
def test_one_can_ask_for_what_changed_since_a_time(since, count):
    event = an_event()
    published(a_claim(event=event))
    published(a_claim(event=event), at=NOW + timedelta(days=1))

    assert len(results("claims/", changed_since=since)) == count


def test_what_was_withheld_since_comes_along_so_that_a_copy_can_drop_it():
    claim = published(a_claim(slug="gone"))
    before = ask("")["newest_entry"]
    actions.suppress(claim, grounds="law", reason="An order.", by=None, at=LATER)

    (told,) = results("claims/", changed_since=before)

    assert (told["slug"], told["publication"], told["statement"]) == ("gone", "withheld", None)


def test_an_entry_number_gives_exactly_what_was_then_shown():
    claim = published(a_claim("As it was.", slug="one"))
    then = ask("")["newest_entry"]
    claim.statement = "As it is."
    claim.save()
    actions.publish([claim], note="New.", change=ChangeType.UPDATE, by=None, at=LATER)

    assert ask("claims/one/")["statement"] == "As it is."
    assert ask("claims/one/", as_of=then)["statement"] == "As it was."
    assert results("claims/", as_of=then)[0]["statement"] == "As it was."
    assert ask("claims/", as_of=then)["as_of"] == {"entry": then, "time": None}


def test_a_day_means_its_end_on_the_clocks_of_the_event():
    event = an_event(slug="there", time_zone="Asia/Karachi")
    published(a_claim(event=event))

    answer = ask("claims/", as_of="2024-08-27")

    assert answer["as_of"] == {"entry": None, "time": "2024-08-27T18:59:59.999999Z"}
    assert len(answer["results"]) == 1
    assert ask("claims/", as_of="2024-08-26")["results"] == []


def test_what_was_not_on_record_yet_is_not_found():
    published(a_claim(slug="one"))

    problem = ask("claims/one/", as_of="2020-01-01", expected=404)

    assert problem["detail"] == "This claim had not been recorded by then."


def test_events_are_a_tree():
    a_world()

    parts = {event["slug"]: event for event in results("events/")}

    assert parts["checkpoint"]["path"] == "attacks/checkpoint"
    assert parts["checkpoint"]["parent"]["slug"] == "attacks"
    assert [part["slug"] for part in parts["attacks"]["parts"]] == ["checkpoint"]
    assert "civilians" in {c["slug"] for c in parts["attacks"]["categories"]}
    assert parts["attacks"] == ask("events/attacks/")
    assert [e["slug"] for e in results("events/", event="checkpoint")] == ["checkpoint"]


def test_sources_are_narrowed_by_kind_and_side():
    a_world()

    assert [s["slug"] for s in results("sources/", kind="military")] == ["army"]
    assert [s["slug"] for s in results("sources/", side="state")] == ["army"]
    assert ask("sources/army/")["name"] == "The army"


def test_sources_are_narrowed_by_the_party_they_stood_with_in_any_event():
    a_world()
    fire, police = an_event(), a_source("The police", slug="police")
    a_party(fire, police, name="Another state", slug="state")
    a_party(fire, a_source(slug="rebels"), name="The rebels", slug="rebels")
    published(a_claim(event=fire, claimant=police))

    assert {s["slug"] for s in results("sources/", party="state")} == {"army", "police"}
    assert results("sources/", party="nobody") == []


def test_changes_are_narrowed_by_what_they_are():
    event, claim = a_world()
    taken_back(event)

    assert [c["subject"]["slug"] for c in results("changes/", change="correction")] == ["retracted"]
    assert [c["kind"] for c in results("changes/", subject=claim.uid)] == ["status", "published"]


def test_a_position_never_comes_without_whose_figures_it_rests_on():
    a_world()

    (position,) = results("positions/")

    assert (position["low"], position["high"], position["high_is_open"]) == (14, None, True)
    assert position["standing"] == "attributed"
    assert [source["slug"] for source in position["attributed_to"]] == ["army"]
    assert [figure["key"] for figure in position["uses"]] == ["attacks/army-14"]
    assert position["category"]["name"] == "Everyone except attackers"
    assert position == ask(f"positions/{position['uid']}/")


def test_a_position_is_established_only_while_all_it_uses_is_confirmed():
    event, claim = a_world()
    position = event.positions.get()
    position.rationale = "Both counted."
    position.save()
    actions.publish([position], note="Now confirmed.", change=ChangeType.UPDATE, by=None, at=LATER)
    assert results("positions/")[0]["standing"] == "established"

    claim.refresh_from_db()
    actions.change_status(
        claim, to="unconfirmed", reason="We were wrong.", evidence=[], by=None, at=LATER
    )

    assert results("positions/")[0]["standing"] == "attributed"


def test_a_position_that_goes_beyond_its_figures_is_established_by_none_of_them():
    event, _ = a_world()
    position = event.positions.get()
    position.high, position.override_reason = 20, "Six more were found."
    position.save()

    actions.publish(
        [position],
        note="More found.",
        numbers={position.uid: NumberChange.LATE_REPORT},
        by=None,
        at=LATER,
    )

    entry = Entry.objects.about(position.uid).last()
    assert raw(entry.words)["state"]["standing"] == "attributed"
    assert results("positions/")[0]["standing"] == "attributed"


def test_fewer_fields_are_the_same_fields():
    """All of them where nobody asks for fewer, and of these each as it was."""
    event, _ = a_world()
    taken_back(event)

    for path in LISTS[:-1]:
        fewer_fields(path)


def fewer_fields(path):
    shape, says = described(path)
    whole = results(path)

    assert {frozenset(one) for one in whole} == {frozenset(shape)}
    for asked in ("lean", "entry", f"publication,{shape[0]}" if "publication" in shape else "url"):
        found = results(path, fields=asked)
        names = set(found[0])
        if asked == "lean":
            assert names < set(shape)
            assert all(name in says for name in names)
        else:
            assert names == set(asked.split(","))
        assert found == [{name: one[name] for name in one if name in names} for one in whole]


def described(path):
    """The fields of each thing in a list, and what is said of asking for fewer."""
    told, known = description(), description()["components"]["schemas"]
    list_of = told["paths"][f"/api/v1/{path}"]["get"]
    answer = list_of["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    items = known[answer.rpartition("/")[2]]["properties"]["results"]["items"]
    whole = known[items["anyOf"][0]["$ref"].rpartition("/")[2]]
    (fields,) = (one for one in list_of["parameters"] if one["name"] == "fields")
    return list(whole["properties"]), fields["description"]


def test_a_field_that_nobody_knows_is_refused_by_its_name(client):
    a_world()
    answer = client.get("/api/v1/claims/", {"fields": "slug,stauts"})

    assert answer.status_code == 400
    (wrong,) = answer.json()["errors"]
    assert wrong["parameter"] == "fields"
    assert wrong["detail"].startswith("There is no field “stauts” here. Known are: lean, uid,")


def test_the_next_page_has_the_same_fields(client):
    a_world()
    found = everything("claims/", fields="slug", limit=1)

    assert len(found) > 1
    assert all(set(one) == {"slug"} for one in found)
