"""The claim form: what an editor types, and what comes of it."""

import pytest

from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from tests.admin.desk import at_the_desk, errors, opened, page, save, words
from tests.builders import (
    a_claim,
    a_figure,
    a_report,
    a_source,
    an_event,
    published,
    some_evidence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk()


def a_new_claim(desk, **more):
    """What the empty form sends, with the least a claim needs."""
    sent = opened(desk, page("claim", "add"))
    event = more.pop("about", None) or an_event(time_zone="Asia/Karachi")
    sent |= {
        "statement": "The group killed 23 people at Musakhel.",
        "claimant": str(a_source("Military", short_name="ISPR").pk),
        "event": str(event.pk),
        "citations-0-report": str(a_report().pk),
        "citations-0-quote": "23 people were killed",
        **more,
    }
    return sent


def added(desk, **more):
    response = save(desk, page("claim", "add"), a_new_claim(desk, **more))
    assert response.status_code == 302, errors(response)
    return Claim.objects.get()


def test_a_claim_is_recorded_with_its_citation_and_an_address(desk):
    claim = added(desk, said="2024-08-26 18:10")

    assert claim.slug == "ispr-2024-08-26-group-killed-23-people-at"
    assert [c.quote for c in claim.citations.all()] == ["23 people were killed"]
    assert claim.status == "unconfirmed"


def test_without_scripts_a_source_is_chosen_by_its_slug(desk):
    source = a_source(slug="ispr")

    assert added(desk, **{"claimant": "", "claimant-typed": "ispr"}).claimant == source


def test_a_slug_that_nothing_has_is_refused(desk):
    sent = a_new_claim(desk, **{"claimant": "", "claimant-typed": "nobody"})

    refused = save(desk, page("claim", "add"), sent)

    assert errors(refused)[0] == "Nothing on the desk goes by “nobody”."
    assert 'name="claimant-typed" class="vTextField" value="nobody"' in refused.content.decode()


def test_a_time_is_read_in_the_zone_of_the_event(desk):
    claim = added(desk, said="2024-08-26 18:10")

    assert (claim.said_at.isoformat(), claim.said_precision) == (
        "2024-08-26T13:10:00+00:00",
        "minute",
    )
    assert opened(desk, page("claim", "change", claim.pk))["said"] == "2024-08-26 18:10+05:00"


@pytest.mark.parametrize(
    ("typed", "at", "precision", "shown"),
    [
        ("2024-08-26", "2024-08-25T19:00:00+00:00", "day", "2024-08-26"),
        ("2024-08", "2024-07-31T19:00:00+00:00", "month", "2024-08"),
        ("2024-08-26 18", "2024-08-26T13:00:00+00:00", "hour", "2024-08-26 18+05:00"),
        ("2024-08-26 18:10:05", "2024-08-26T13:10:05+00:00", "second", "2024-08-26 18:10:05+05:00"),
        (
            "2024-08-26 18:10 +04:00",
            "2024-08-26T14:10:00+00:00",
            "minute",
            "2024-08-26 19:10+05:00",
        ),
        ("2024-08-26T18:10Z", "2024-08-26T18:10:00+00:00", "minute", "2024-08-26 23:10+05:00"),
    ],
)
def test_a_moment_is_kept_as_exactly_as_it_was_typed(desk, typed, at, precision, shown):
    claim = added(desk, said=typed)

    assert (claim.said_at.isoformat(), claim.said_precision) == (at, precision)
    assert opened(desk, page("claim", "change", claim.pk))["said"] == shown


def test_saving_again_at_once_changes_nothing(desk):
    claim = added(desk, said="2024-08-26 18", **{"figures-0-qualifier": "at_least"} | FIGURE)

    address = page("claim", "change", claim.pk)
    assert save(desk, address, opened(desk, address)).status_code == 302

    assert Claim.objects.get().version == claim.version


FIGURE = {
    "figures-0-words": "at least 23",
    "figures-0-qualifier": "at_least",
    "figures-0-value": "23",
    "figures-0-measure": "killed",
    "figures-0-counted": "civilians",
}


def test_words_become_bounds(desk):
    figure = added(desk, **FIGURE).figures.get()

    assert (figure.key, figure.low, figure.high, figure.category.slug) == (
        "ispr-23",
        23,
        None,
        "civilians",
    )


ALONE = {**FIGURE, "figures-0-qualifier": "", "figures-0-value": ""}


def test_words_alone_give_the_number(desk):
    figure = added(desk, **ALONE).figures.get()

    assert (figure.qualifier, figure.value, figure.low, figure.high) == ("at_least", 23, 23, None)


def test_words_alone_that_say_no_number_are_refused(desk):
    typed = {**ALONE, "figures-0-words": "no figures available"}

    refused = save(desk, page("claim", "add"), a_new_claim(desk, **typed))

    assert "that nothing is known is not zero" in errors(refused)[0]


def test_a_word_that_may_change_the_number_needs_a_note(desk):
    sent = a_new_claim(desk, **{**ALONE, "figures-0-words": "23 feared dead"})

    asked = save(desk, page("claim", "add"), sent)
    assert "Does “23 feared dead” mean exactly 23?" in errors(asked)[0]
    sent["figures-0-bounds_note"] = "The ministry counts the missing as dead."
    save(desk, page("claim", "add"), sent)

    figure = Claim.objects.get().figures.get()
    assert (figure.low, figure.high) == (23, 23)


def test_words_that_say_another_number_need_a_note(desk):
    typed = {**FIGURE, "figures-0-words": "two to three hundred"}

    refused = save(desk, page("claim", "add"), a_new_claim(desk, **typed))

    assert "The words say between 200 and 300" in errors(refused)[0]


def test_other_bounds_than_the_words_give_need_a_note(desk):
    sent = a_new_claim(desk, **FIGURE, **{"figures-0-high": "40"})

    refused = save(desk, page("claim", "add"), sent)
    assert errors(refused) == ["These are not the bounds the words give: say why."]
    sent["figures-0-bounds_note"] = "The spokesman named forty as the most."
    save(desk, page("claim", "add"), sent)

    figure = Claim.objects.get().figures.get()
    assert (figure.low, figure.high) == (23, 40)


def test_a_bound_left_open_stays_open(desk):
    claim = a_claim()
    a_figure(claim, 23, low=23, high=None, bounds_note="Said to be rising.")
    address = page("claim", "change", claim.pk)
    sent = opened(desk, address)
    sent["figures-0-basis"] = "Hospital lists"

    save(desk, address, sent)

    assert claim.figures.get().basis == "Hospital lists"
    assert claim.figures.get().high is None


def test_words_without_a_number_ask_for_one_end(desk):
    typed = {**FIGURE, "figures-0-qualifier": "unstated", "figures-0-value": ""}

    refused = save(desk, page("claim", "add"), a_new_claim(desk, **typed))

    assert "Words without one number need the lowest or the highest" in errors(refused)[0]


def test_two_figures_without_ids_get_different_ones(desk):
    sent = a_new_claim(desk, **FIGURE, **{"figures-TOTAL_FORMS": "2"})
    second = {k.replace("s-0-", "s-1-"): v for k, v in sent.items() if k.startswith("figures-0-")}

    save(desk, page("claim", "add"), sent | second)

    claim = Claim.objects.get()
    assert sorted(f.key for f in claim.figures.all()) == ["ispr-23", "ispr-23-2"]


def test_evidence_gets_a_name_from_who_holds_it(desk):
    holder = a_source("Hospital", slug="civil-hospital")

    claim = added(
        desk,
        **{
            "evidence-0-bearing": "supports",
            "evidence-0-kind": "official",
            "evidence-0-originator": str(holder.pk),
            "evidence-0-note": "Its own lists.",
        },
    )

    assert claim.evidence.get().key == "civil-hospital"


def test_categories_are_those_of_the_claims_event(desk):
    event = an_event()
    event.categories.filter(slug="police").get().delete()

    refused = save(
        desk,
        page("claim", "add"),
        a_new_claim(desk, about=event, **{**FIGURE, "figures-0-counted": "police"}),
    )

    assert errors(refused) == [f"“{event}” has no such category: choose one of its own."]


def test_a_claim_moved_to_another_event_takes_its_figures_along(desk):
    claim, elsewhere = a_claim(), an_event()
    a_figure(claim, category="civilians")
    address = page("claim", "change", claim.pk)

    save(desk, address, {**opened(desk, address), "event": str(elsewhere.pk)})

    category = claim.figures.get().category
    assert (category.slug, category.event) == ("civilians", elsewhere)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"said": "yesterday"}, "“yesterday” is neither a date (2024-08-26)"),
        ({"said": "2024-02-30"}, "cannot be read"),
        ({"statement": ""}, "This field is required."),
        ({"citations-0-translation": "Dead"}, "Say who translated it."),
        (
            {"stances-0-source": "SOURCE", "stances-0-stance": "no_response"},
            "“No response yet” needs a request for comment",
        ),
        (
            {"evidence-0-bearing": "against", "evidence-0-kind": "official"},
            "Name a report or a claim, or say in the note what it is.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(desk, typed, sentence):
    typed = {k: str(a_source().pk) if v == "SOURCE" else v for k, v in typed.items()}

    refused = save(desk, page("claim", "add"), a_new_claim(desk, **typed))

    assert refused.status_code == 200
    assert sentence in " ".join(errors(refused))
    assert not Claim.objects.exists()


def test_a_status_typed_into_the_form_is_ignored(desk):
    claim = a_claim()
    address = page("claim", "change", claim.pk)
    sent = opened(desk, address)

    save(desk, address, {**sent, "status": "confirmed", "publication": "published", "short": "Hm"})

    claim.refresh_from_db()
    assert (claim.short, claim.status, claim.publication) == ("Hm", "unconfirmed", "draft")


def test_an_edit_of_a_published_claim_is_kept_from_readers_and_marked(desk):
    claim = published(a_claim("They said so."))
    address = page("claim", "change", claim.pk)

    save(desk, address, {**opened(desk, address), "statement": "They said otherwise."})

    claim.refresh_from_db()
    assert (claim.publication, claim.changed) == ("published", True)
    assert "Publish changes" in words(desk.get(address))


def test_an_edit_of_a_row_marks_the_claim_and_moves_its_version_once(desk):
    claim = published(a_claim())
    address = page("claim", "change", claim.pk)

    save(desk, address, {**opened(desk, address), "citations-0-quote": "word for word"})

    after = Claim.objects.get(pk=claim.pk)
    assert (after.version, after.changed) == (claim.version + 1, True)


def test_a_private_note_marks_nothing(desk):
    claim = published(a_claim())
    address = page("claim", "change", claim.pk)

    save(desk, address, {**opened(desk, address), "private_note": "Ask again."})

    claim.refresh_from_db()
    assert (claim.private_note, claim.changed) == ("Ask again.", False)


def test_a_new_event_gets_the_usual_categories(desk):
    sent = {
        **opened(desk, page("event", "add")),
        "title": "An attack",
        "attackers": "yes",
        "complete": "main\nplace",
    }

    save(desk, page("event", "add"), sent)

    event = Event.objects.get()
    assert event.complete == ["main", "place"]
    assert event.categories.get(slug="police").parent.slug == "law-enforcement"


def test_a_new_event_is_asked_once_whether_anybody_was_attacking(desk):
    sent = {**opened(desk, page("event", "add")), "title": "A flood"}

    refused = desk.post(page("event", "add"), sent)
    save(desk, page("event", "add"), {**sent, "attackers": "no"})

    flood = Event.objects.get()
    assert "Say whether anybody was attacking" in refused.content.decode()
    assert set(flood.categories.values_list("slug", flat=True)) == {"all", "children", "rescuers"}
    assert "attackers" not in opened(desk, page("event", "change", flood.pk))


def test_nothing_is_asked_of_attackers_where_nobody_was_attacking(desk):
    attack, wreck = a_claim(), a_claim()
    Category.objects.filter(event=wreck.event, slug="attackers").delete()

    def asks(claim):
        shown = desk.get(page("claim", "change", claim.pk)).content.decode()
        return '<select name="figures-0-includes_attackers"' in shown

    a_figure(attack)
    a_figure(wreck)
    assert (asks(attack), asks(wreck)) == (True, False)


def test_names_exchanged_between_two_rows_are_refused_with_the_reason(desk):
    claim = a_claim()
    one, other = some_evidence(claim, key="one"), some_evidence(claim, key="other")
    address = page("claim", "change", claim.pk)
    swapped = {"evidence-0-key": "other", "evidence-1-key": "one"}

    refused = save(desk, address, opened(desk, address) | swapped)

    assert "This claim already has evidence of that name. Where two rows exchange" in words(refused)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.key, other.key) == ("one", "other")
