"""Quick add: a claim with what it needs, known or new, in one form and one transaction."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.link import Link
from claims.models.desk.source import Report, Source
from claims.models.desk.told_apart import ToldApart
from tests.admin.desk import at_the_desk, errors, words
from tests.builders import a_claim, a_figure, a_report, a_source, an_editor, an_event
from tests.cases import rows

pytestmark = pytest.mark.django_db
PAGE = "/admin/claims/quick/"


@pytest.fixture
def desk():
    return at_the_desk()


def sent(event=None, **more):
    return {
        "address": "https://dawn.example/news/1",
        "quote": "Security forces killed 21 terrorists.",
        "claimant": "ISPR",
        "statement": "Security forces killed 21 militants.",
        "words": "21",
        "measure": "killed",
        "counted": "attackers",
        "event": str((event or an_event("Attacks", time_zone="Asia/Karachi")).pk),
        "part": "",
        "said": "2024-08-26 18:00",
        **more,
    }


def press(desk, button="_draft", event=None, **more):
    return desk.post(PAGE, {**sent(event, **more), button: "Save"})


def test_all_that_is_unknown_becomes_a_stub(desk):
    event = an_event("Attacks", time_zone="Asia/Karachi")

    saved = press(desk, event=event, part="Musakhel")

    claim = Claim.objects.get()
    assert saved.url == reverse("admin:claims_claim_change", args=[claim.pk])
    assert (claim.claimant.name, claim.claimant.stub) == ("ISPR", True)
    assert (claim.event.title, claim.event.parent, claim.event.stub) == ("Musakhel", event, True)
    assert claim.event.time_zone == "Asia/Karachi"
    citation = claim.citations.get()
    assert (citation.report.url, citation.report.stub) == ("https://dawn.example/news/1", True)
    assert citation.report.publisher.name == "dawn.example"
    assert citation.quote == "Security forces killed 21 terrorists."
    figure = claim.figures.get()
    assert (figure.words, figure.low, figure.high, figure.category.slug) == (
        "21",
        21,
        21,
        "attackers",
    )
    assert claim.slug == "ispr-2024-08-26-forces-killed-21-militants"
    for row in (claim, claim.claimant, claim.event, citation.report):
        assert row.history.get().history_user.username.startswith("editor")


def test_what_is_known_is_used(desk):
    ispr = a_source("Inter-Services Public Relations", aliases=["ISPR"])
    event = a_claim("It rained.", claimant=ispr).event
    report = a_report(url="https://www.dawn.example/news/1/?utm_source=x")

    press(desk, event=event)

    claim = Claim.objects.latest("pk")
    assert claim.claimant == ispr
    assert claim.citations.get().report == report
    assert not Source.objects.filter(stub=True).exists()
    assert not Report.objects.filter(stub=True).exists()


def test_the_publisher_is_known_by_its_other_reports(desk):
    dawn = a_report(url="https://dawn.example/news/0").publisher

    press(desk)

    assert Claim.objects.get().citations.get().report.publisher == dawn


def test_saving_to_publish_leads_to_the_page_that_publishes(desk):
    saved = press(desk, "_publish")

    assert saved.url == reverse("admin:claims_claim_publish", args=[Claim.objects.get().pk])
    assert "ISPR" in words(desk.get(saved.url))


def test_what_nobody_could_check_is_not_published(desk):
    refused = press(desk, "_publish", address="")

    assert "Say where it was said" in errors(refused)[0]
    assert not Claim.objects.exists()


def test_another_claim_of_the_same_statement_keeps_what_they_share(desk):
    following = press(desk, "_another").url
    first = Claim.objects.get()
    page = desk.get(following)

    form = page.context["form"]
    assert form["claimant"].value() == "ISPR"
    assert form["together"].value() == first.slug
    assert form["statement"].value() is None
    press(
        desk, event=first.event, together=first.slug, statement="Fourteen of ours died.", words=""
    )
    assert Claim.objects.exclude(pk=first.pk).get().utterance == first.slug


def test_checking_keeps_nothing_and_says_what_it_comes_to(desk):
    report = a_report(url="https://dawn.example/news/1", title="Toll rises")

    checked = press(desk, "_check", words="nearly 300")

    assert "nearly 300: between 270 and 299" in words(checked)
    assert "Known: “Toll rises”" in words(checked)
    assert "kept to be completed: source ISPR" in words(checked)
    assert not Claim.objects.exists()
    assert Report.objects.get() == report


WRONG = {
    "address": ("not an address", "no address of a page"),
    "claimant": ("", "Say who says so."),
    "statement": ("", "Say what is claimed"),
    "words": ("several", "cannot tell which number"),
    "counted": ("", "Say who is counted"),
    "event": ("987654321", "no such event"),
    "said": ("yesterday", "yesterday"),
    "measure": ("souls", "souls"),
    "quote": ("a\x00b", "cannot be kept"),
    "report": ("9" * 30, "open it anew"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_where_it_stands_and_nothing_is_kept(desk, name):
    value, sentence = WRONG[name]
    before = Event.objects.count()

    refused = desk.post(PAGE, {**sent(), name: value, "_draft": "Save"})

    assert refused.status_code == 200
    told = [*errors(refused), *refused.context["form"].non_field_errors()]
    assert any(sentence in said for said in told)
    assert not Claim.objects.exists()
    assert not Source.objects.exists()
    assert Event.objects.count() == before + 1


def test_nothing_is_half_written_when_the_last_step_is_refused(desk):
    refused = press(desk, counted="nobody-of-that-name")

    assert "counts nobody by the name" in words(refused)
    assert "Known: " not in words(refused)
    assert not Claim.objects.exists()
    assert not Source.objects.exists()


def test_a_look_alike_is_asked_about_before_anything_is_kept(desk):
    old = a_claim("Security forces killed 21 militants", claimant=a_source("ISPR"))
    a_figure(old, 21)

    asked = press(desk, event=old.event)

    assert "looks like this" in words(asked)
    assert "in the same words, with the same number" in words(asked)
    assert Claim.objects.get() == old


def test_the_report_is_added_to_the_claim_that_was_there(desk):
    old = a_claim("Security forces killed 21 militants.", claimant=a_source("ISPR"))

    desk.post(PAGE, {**sent(old.event), "_add_to": str(old.pk)})

    assert Claim.objects.get() == old
    added = old.citations.order_by("pk").last()
    assert added.report.url == "https://dawn.example/news/1"
    assert added.quote == "Security forces killed 21 terrorists."


def test_the_same_report_is_not_added_twice(desk):
    old = a_claim("Security forces killed 21 militants.", claimant=a_source("ISPR"))
    again = {**sent(old.event), "_add_to": str(old.pk)}

    desk.post(PAGE, again)
    refused = desk.post(PAGE, again)

    assert "already cites" in words(refused)
    assert old.citations.count() == 2


def test_not_the_same_is_remembered_with_its_reason(desk):
    old = a_claim("Security forces killed 21 militants.", claimant=a_source("ISPR"))
    asked = press(desk, event=old.event)
    (question,) = asked.context["questions"]
    answer = {"apart-claim-shown": question.shown, "apart-claim-reason": "Another operation."}

    saved = press(desk, event=old.event, **answer)

    assert saved.status_code == 302
    new = Claim.objects.exclude(pk=old.pk).get()
    apart = ToldApart.objects.get()
    assert {apart.one, apart.other} == {old.uid, new.uid}
    assert apart.reason == "Another operation."


def test_a_reason_answers_only_for_what_was_shown(desk):
    old = a_claim("Security forces killed 21 militants.", claimant=a_source("ISPR"))

    asked = press(
        desk, event=old.event, **{"apart-claim-reason": "Other.", "apart-claim-shown": ""}
    )

    assert "looks like this" in words(asked)
    assert Claim.objects.count() == 1


def test_a_name_misspelt_is_asked_about_and_put_right_by_a_button(desk):
    a_source("ISPR")
    event = an_event()
    asked = press(desk, event=event, claimant="ISPRR")
    assert "Is the claimant one of these?" in words(asked)

    mended = desk.post(
        PAGE, {**sent(event, claimant="ISPRR"), "_use_claimant": str(Source.objects.get().pk)}
    )

    assert mended.context["form"]["claimant"].value() == "ISPR"
    assert not Claim.objects.exists()


def test_a_number_repeated_suggests_a_link(desk):
    old = a_claim("The army says 21 died.", said_at="2024-08-26T12:00Z", said_precision="minute")
    a_figure(old, 21, category="attackers")

    press(desk, event=old.event)

    link = Link.objects.get()
    assert (link.relation, link.to_claim, link.state) == ("repeats", old, "suggested")


def test_a_word_that_may_change_the_number_is_asked_about(desk):
    asked = press(desk, words="21 feared dead")
    kept = press(desk, words="21 feared dead", accepted="21 feared dead")

    assert "Does “21 feared dead” mean exactly 21?" in words(asked)
    assert kept.status_code == 302
    figure = Claim.objects.get().figures.get()
    assert (figure.words, figure.low, figure.high) == ("21 feared dead", 21, 21)
    assert figure.bounds_note == "Read as 21."


def test_an_answer_about_other_words_is_no_answer(desk):
    asked = press(desk, words="30 feared dead", accepted="21 feared dead")

    assert "Does “30 feared dead” mean exactly 30?" in words(asked)
    assert not Claim.objects.exists()


def test_the_button_of_the_question_answers_it(desk):
    answered = press(desk, "_check", words="21 feared dead", _accept_number="21 feared dead")

    assert not errors(answered)
    assert answered.context["form"].data["accepted"] == "21 feared dead"


def test_a_number_says_what_is_counted(desk):
    refused = press(desk, measure="")

    assert "Say what is counted" in words(refused)
    assert not Claim.objects.exists()


def test_a_plain_number_keeps_no_note(desk):
    press(desk, words="21 militants")

    assert Claim.objects.get().figures.get().bounds_note == ""


def test_only_who_may_add_a_claim_may_add_one_quickly():
    client = Client()
    client.force_login(an_editor())

    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}number/?q=5").status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_answers_while_typing_are_those_of_the_button(desk):
    a_report(url="https://dawn.example/news/1", title="Toll rises")

    def answer(page, typed):
        return desk.get(f"{PAGE}{page}/", {"q": typed}).json()

    plain = {"says": "24 or more", "named": {"measure": "", "counted": ""}}
    assert answer("number", "dozens") == plain
    assert "cannot tell" in answer("number", "a few")["problem"]
    assert answer("number", "\x07") == {"says": ""}
    assert answer("address", "http://dawn.example/news/1#x")["says"].startswith(
        "Known: “Toll rises”"
    )
    assert "Published by" in answer("address", "https://dawn.example/news/2")["says"]
    assert answer("address", "nonsense ] [")["says"] == ""
    assert answer("address", "http://127.0.0.1/")["problem"].startswith("Readers cannot open")
    assert ["attackers", "– Attackers"] in answer("counted", an_event().pk)["options"]


def test_each_time_says_by_which_clocks_it_is_read_and_a_day_asks_for_a_day(desk):
    shown = words(desk.get(PAGE))

    assert "When the report came out: In UTC unless an offset is given" in shown
    assert "When it was said: In the zone of the event." in shown
    assert "First day: Of the new event. Such as 2024-08-26. Place:" in shown


def test_a_label_that_asks_has_no_colon_behind(desk):
    shown = words(desk.get(PAGE))

    assert "Was anybody attacking? " in shown
    assert "?:" not in shown


def test_the_page_costs_the_same_however_many_claims_there_are(desk):
    event = an_event()
    claimant = a_source("ISPR")

    def cost():
        with CaptureQueriesContext(connection) as asked:
            press(desk, "_check", event=event)
        return len(asked)

    a_claim("Security forces killed many militants.", event=event, claimant=claimant)
    few = cost()
    for n in range(20):
        a_claim(f"Security forces killed {n} militants.", event=event, claimant=claimant)

    assert cost() <= few


def test_buttons_on_the_index_and_the_list_lead_here(desk):
    assert PAGE in desk.get("/admin/").content.decode()
    assert PAGE in desk.get("/admin/claims/claim/").content.decode()


def test_two_releases_are_two_reports(desk):
    (row,) = [r for r in rows("11-query-dropped-from-address") if "ref=" in r["one"]]
    event = an_event("Attacks")

    press(desk, event=event, address=row["one"])
    press(desk, event=event, address=row["other"], statement="The road was open again by noon.")

    assert set(Report.objects.values_list("url", flat=True)) == {row["one"], row["other"]}


def test_an_anchor_is_kept_as_the_place_in_the_report(desk):
    event = an_event("Attacks")

    press(desk, event=event, address="https://example.com/live#block-1")
    press(
        desk,
        event=event,
        address="https://example.com/live#block-2",
        statement="The road was open again by noon.",
    )

    first, second = Claim.objects.order_by("pk")
    assert Report.objects.get().url == "https://example.com/live#block-1"
    assert first.citations.get().locator == "#block-1"
    assert second.citations.get().locator == "#block-2"


def test_a_copy_in_an_archive_is_the_page_and_kept_beside_it(desk):
    copy = "https://web.archive.org/web/2024/https://dawn.example/news/1"
    report = a_report(url="https://dawn.example/news/1")

    press(desk, address=copy)

    assert Claim.objects.get().citations.get().report == report
    report.refresh_from_db()
    assert (report.url, report.archive_url) == ("https://dawn.example/news/1", copy)


def test_the_next_post_at_a_platform_is_its_accounts(desk):
    a_report(url="https://t.me/channel_a/11", publisher=a_source("Channel A"))

    press(desk, address="https://t.me/channel_b/77")
    press(desk, address="https://t.me/s/channel_a/12", statement="The road was open by noon.")

    told = dict(Report.objects.values_list("url", "publisher__name"))
    assert told["https://t.me/channel_b/77"] == "t.me/channel_b"
    assert told["https://t.me/s/channel_a/12"] == "Channel A"


def test_who_published_in_a_newsstand_is_asked(desk):
    a_report(url="https://www.magzter.com/one", publisher=a_source("The Sunday Guardian"))

    asked = press(desk, address="https://www.magzter.com/other")

    assert "magzter.com carries what many publish: say who did." in errors(asked)
    assert not Claim.objects.exists()


def test_an_address_that_differs_by_how_a_reader_came_is_asked_about(desk):
    a_report(url="https://dawn.example/news/1")

    asked = press(desk, address="https://dawn.example/news/1?ref=home")

    assert "but for how a reader may have come to it" in words(asked)
    assert not Claim.objects.exists()


def test_what_is_not_seen_is_told_and_taken_out_of_the_box(desk):
    said = "The army said \u202edemrifnoc\u202c 21 dead."

    refused = press(desk, statement=said)

    assert any("right-to-left override (U+202E)" in error for error in errors(refused))
    assert refused.context["form"]["statement"].value() == "The army said demrifnoc 21 dead."
    assert not Claim.objects.exists()


def test_a_name_in_mixed_scripts_is_refused(desk):
    refused = press(desk, claimant="ISPR \u041ahan")

    assert any("mixes letters that look alike" in error for error in errors(refused))
    assert not Claim.objects.exists()


def test_what_was_said_in_the_future_is_refused(desk):
    refused = press(desk, said="26/8/2042")

    assert any("This has not come yet" in error for error in errors(refused))
    assert not Claim.objects.exists()


def test_what_was_said_before_the_event_is_asked_about(desk):
    event = an_event("Attacks", time_zone="Asia/Karachi", starts_on="2024-08-26")

    saved = desk.post(PAGE, {**sent(event, said="2023-08-26"), "_draft": "Save"}, follow=True)

    assert "It was said before the event began" in words(saved)


NEW = {
    "part": "Grenfell Tower fire",
    "attackers": "no",
    "event_day": "14/6/2017",
    "event_place": "North Kensington, London",
    "event_zone": "Europe/London",
    "said": "2017-06-14 09:00",
    "title": "Fire in a tower",
    "publisher": "Kensington Gazette",
    "publisher_kind": "media",
    "published": "2017-06-14",
    "nature": "body",
    "kind": "police",
    "claimant": "Metropolitan Police",
    "counted": "all",
}


def test_a_new_event_in_quick_add_is_asked_whether_anybody_was_attacking(desk):
    silent = press_new(desk, attackers="")
    away = press_new(desk, counted="soldiers")
    press_new(desk)

    assert "Say whether anybody was attacking" in errors(silent)[0]
    assert "Choose who is counted again" in errors(away)[0]
    fire = Event.objects.get(title="Grenfell Tower fire")
    assert not fire.categories.filter(slug="attackers").exists()


def test_a_new_event_offers_attackers_only_once_somebody_was_attacking(desk):
    def offered(answer):
        asked = {"q": "", "event": "", "attackers": answer}
        told = desk.get(reverse("admin:quick_counted"), asked).json()
        return {slug for slug, _ in told["options"]}

    first = desk.get(PAGE).context["form"].fields["counted"].widget.choices

    assert [slug for slug, _ in first] == ["", "all"]
    assert offered("") == {"", "all"}
    assert {"attackers", "soldiers"} < offered("yes")
    assert offered("no") == {"", "all", "children", "rescuers"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"claimant": ""}, "Say who says so."),
        ({"statement": " "}, "Say what is claimed, in one sentence."),
        (
            {"publisher": "p" * 301},
            "This is too long: 301 characters, and at most 300 are kept.",
        ),
        ({"measure": "ghosts"}, "“ghosts” is none of those offered: choose again."),
        ({"report": "abc"}, "The page came back otherwise than it was sent: open it anew."),
    ],
)
def test_quick_add_says_once_what_to_do_about_each_box(desk, typed, sentence):
    refused = press(desk, **typed)

    assert words(refused).count(sentence) == 1
    told = [*errors(refused), *refused.context["form"].non_field_errors()]
    assert {said.strip() for said in told} == {sentence}
    assert not Claim.objects.exists()


def test_a_publisher_that_looks_alike_is_known_by_what_it_published(desk):
    a_report(url="https://sg.example/1", publisher=a_source("The Sunday Guardian", kind="media"))

    asked = press(desk, "_check", publisher="The Guardian")

    assert "Is the publisher one of these?" in words(asked)
    assert "published 1 report · 79% alike" in words(asked)
    assert "has said nothing" not in words(asked)


def press_new(desk, **changed):
    """A claim about an event that is new, as are claimant and report."""
    return desk.post(PAGE, {**sent(), **NEW, "event": "", **changed, "_draft": "Save"})


def test_what_is_new_is_complete_where_all_of_it_is_given(desk):
    saved = press_new(desk)

    claim = Claim.objects.get()
    event, claimant = claim.event, claim.claimant
    report = claim.citations.get().report
    assert (event.title, event.stub, event.parent) == ("Grenfell Tower fire", False, None)
    assert (str(event.starts_on), event.time_zone) == ("2017-06-14", "Europe/London")
    assert event.place == "North Kensington, London"
    assert (claimant.nature, claimant.kind, claimant.stub) == ("body", "police", False)
    assert (report.published_precision, report.stub) == ("day", False)
    assert claim.said_at.isoformat() == "2017-06-14T08:00:00+00:00"
    assert (report.publisher.kind, report.publisher.stub) == ("media", False)
    assert "To be completed" not in words(desk.get(saved.url))


@pytest.mark.parametrize("missing", ["event_day", "event_place"])
def test_an_event_without_all_of_it_is_kept_to_be_completed(desk, missing):
    press_new(desk, **{missing: ""})

    assert Claim.objects.get().event.stub


def test_a_time_of_day_needs_the_zone_of_a_new_event(desk):
    refused = press_new(desk, event_zone="")
    wrong = press_new(desk, event_zone="Europe/Londen")
    press_new(desk, event_zone="", said="2017-06-14")

    assert "Say in which zone" in errors(refused)[0]
    assert "Europe/Londen" in errors(wrong)[0]
    assert Claim.objects.get().event.stub


def test_a_publisher_of_no_kind_is_kept_to_be_completed(desk):
    saved = press_new(desk, publisher_kind="")

    assert "To be completed: source Kensington Gazette." in words(desk.get(saved.url))


@pytest.mark.parametrize(
    ("typed", "measure", "counted"),
    [
        ("12 killed", "killed", ""),
        ("at least 30 soldiers killed", "killed", "soldiers"),
        ("79 dead or missing", "dead-or-missing", ""),
        ("12 people dead", "killed", ""),
        ("58 presumed dead", "presumed-dead", ""),
        ("79", "", ""),
        ("6 killed or missing", "", ""),
    ],
)
def test_words_that_name_what_they_count_choose_it_on_the_page(desk, typed, measure, counted):
    event = an_event()

    told = desk.get(f"{PAGE}number/", {"q": typed, "event": event.pk}).json()
    refused = press(desk, event=event, words=typed, measure="", counted="")

    assert told.get("named", {"measure": "", "counted": ""}) == {
        "measure": measure,
        "counted": counted,
    }
    assert any("Say what is counted" in sentence for sentence in errors(refused)) or (
        "named" not in told
    )
    assert not Claim.objects.exists()


def test_what_is_typed_of_a_thing_that_is_known_is_not_dropped(desk):
    known = a_claim(claimant=a_source("ISPR"))

    for typed in ({"kind": "military"}, {"event_place": "London"}):
        refused = press(desk, event=known.event, **typed)
        assert "is on the desk already" in errors(refused)[0]

    assert Claim.objects.get() == known


def test_what_is_counted_is_known_behind_a_number_before_the_event_is(desk):
    told = desk.get(f"{PAGE}number/", {"q": "182 held hostage"}).json()

    assert told == {"says": "182", "named": {"measure": "held-hostage", "counted": ""}}
    assert press_new(desk, words="182 held hostage", measure="held-hostage").status_code == 302


def test_what_was_said_after_its_report_came_out_is_told(desk):
    a_report(
        url="https://dawn.example/news/2",
        published_at=datetime.fromisoformat("2024-08-25T00:00+00:00"),
        published_precision="day",
    )

    saved = press(
        desk, event=an_event("Attacks"), address="https://dawn.example/news/2", said="2024-08-26"
    )

    assert "A report that carries it came out before it was said." in words(desk.get(saved.url))


def test_no_event_is_chosen_for_an_editor_who_recorded_nothing(desk):
    """The newest of two stories is nobody's choice, and a claim under it would be false."""
    event = an_event()
    places = ("/admin/claims/quick/", "/admin/claims/paste/")
    assert [chosen_event(desk, place) for place in places] == [str(event.pk)] * 2

    an_event()
    assert [chosen_event(desk, place) for place in places] == [None, None]

    press(desk, event=event)
    assert [chosen_event(desk, place) for place in places] == [str(event.pk)] * 2


def chosen_event(desk, place):
    box = desk.get(place).content.decode().partition('name="event"')[2].partition("</select>")[0]
    chosen = re.search(r'value="(\d+)"\s+selected', box)
    return chosen and chosen[1]


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("title", "Another headline", "is on the desk already"),
        ("publisher", "Geo", "published by Dawn"),
        ("publisher", "A paper that is new", "published by Dawn"),
    ],
)
def test_what_is_typed_of_a_known_report_is_refused_not_dropped(desk, box, typed, said):
    a_source("Geo", kind="media")
    dawn = a_source("Dawn", kind="media", aliases=["dawn.com"])
    a_report(url="https://dawn.example/news/1", title="The headline", publisher=dawn)

    refused = press(desk, **{box: typed})
    press(desk, title="the headline", publisher="dawn.com")

    assert said in " ".join(errors(refused))
    assert Claim.objects.get().citations.get().report.publisher == dawn


def test_homes_are_not_taken_for_people(desk):
    asked = press(desk, words="4,000 homes", measure="displaced")

    assert "Does “4,000 homes” mean exactly 4,000?" in " ".join(errors(asked))
    assert not Claim.objects.exists()
    assert press(desk, words="4,000 homes", measure="buildings-hit").status_code == 302


@pytest.mark.parametrize(
    ("words", "measure", "asks"),
    [
        ("4,000 homes", "displaced", True),
        ("4,000 homes displaced", "", True),
        ("12 injured", "killed", True),
        ("12 injured", "", False),
        ("4,000 homes", "buildings-hit", False),
        ("4,000 homes", "", False),
    ],
)
def test_what_words_count_is_asked_about_while_they_are_typed(desk, words, measure, asks):
    asked = {"q": words, "measure": measure, "event": an_event().pk}

    answer = desk.get(f"{PAGE}number/", asked).json()

    assert answer.get("problem", "").startswith("Does “") == asks
