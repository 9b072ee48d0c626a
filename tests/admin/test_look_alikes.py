"""The stock forms ask about look-alikes too, and stubs are completed on their own pages."""

import pytest

from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source
from claims.models.desk.told_apart import ToldApart
from tests.admin.desk import at_the_desk, errors, opened, page, save, words
from tests.builders import a_claim, a_report, a_source, an_event, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk()


def a_new(desk, of, **more):
    return {**opened(desk, page(of, "add")), **{k: str(v) for k, v in more.items()}}


def test_a_source_of_a_like_name_is_asked_about(desk):
    old = a_source("Sarfraz Bugti")
    typed = a_new(desk, "source", name="Sarfaraz Bugti", kind="official")

    asked = save(desk, page("source", "add"), typed)

    assert "looks like this" in errors(asked)[0]
    assert page("source", "change", old.pk) in asked.content.decode()
    assert Source.objects.get() == old


def test_a_source_told_apart_is_saved_with_the_reason(desk):
    a_source("Sarfraz Bugti")
    typed = a_new(desk, "source", name="Sarfaraz Bugti", kind="official")
    question = save(desk, page("source", "add"), typed).context["adminform"].form.question
    typed |= {"apart-source-reason": "His cousin.", "apart-source-shown": question.shown}

    assert save(desk, page("source", "add"), typed).status_code == 302

    assert Source.objects.count() == 2
    assert ToldApart.objects.get().reason == "His cousin."


def test_a_report_at_a_known_address_is_asked_about_and_the_known_one_used(desk):
    old = a_report(url="https://www.dawn.example/news/1?utm_source=feed")
    typed = a_new(desk, "report", url="http://dawn.example/news/1/", publisher=a_source().pk)

    asked = save(desk, page("report", "add"), typed)
    used = desk.post(page("report", "add"), {**typed, "_use": str(old.pk)})

    assert "the same address" in words(asked)
    assert used.url == page("report", "change", old.pk)
    assert Report.objects.get() == old


def test_a_window_opened_from_another_form_hands_back_the_known_one(desk):
    old = a_report(url="https://dawn.example/news/1")
    typed = a_new(desk, "report", url="https://dawn.example/news/1", publisher=a_source().pk)

    handed = desk.post(page("report", "add"), {**typed, "_popup": "1", "_use": str(old.pk)})

    assert f'"value": "{old.pk}"' in handed.content.decode().replace("&quot;", '"')


def a_claim_again(desk, old, **more):
    return a_new(
        desk,
        "claim",
        statement=old.statement,
        claimant=old.claimant.pk,
        event=old.event.pk,
        **{"citations-0-report": a_report(title="Another paper").pk, **more},
    )


def test_a_claim_recorded_again_is_asked_about(desk):
    old = a_claim("Security forces killed 21 militants.")

    asked = save(desk, page("claim", "add"), a_claim_again(desk, old))

    assert "Add your report to this one" in words(asked)
    assert Claim.objects.get() == old


def test_its_report_is_added_to_the_claim_that_is_there(desk):
    old = published(a_claim("Security forces killed 21 militants."))
    typed = a_claim_again(desk, old, **{"citations-0-quote": "21 killed"})

    added = desk.post(page("claim", "add"), {**typed, "_use": str(old.pk)})

    assert added.url == page("claim", "change", old.pk)
    cited = old.citations.order_by("pk").last()
    assert (cited.report.title, cited.quote) == ("Another paper", "21 killed")
    old.refresh_from_db()
    assert old.changed
    assert Claim.objects.get() == old


def test_nothing_is_added_without_a_report(desk):
    old = a_claim("Security forces killed 21 militants.")
    typed = a_claim_again(desk, old, **{"citations-0-report": ""})

    refused = desk.post(page("claim", "add"), {**typed, "_use": str(old.pk)})

    assert "Say in which report you found it" in errors(refused)[0]
    assert old.citations.count() == 1
    assert Claim.objects.get() == old


def test_what_stands_on_the_desk_is_not_asked_about_when_edited(desk):
    a_source("Sarfraz Bugti")
    twin = a_source("Sarfaraz Bugti")
    address = page("source", "change", twin.pk)

    assert (
        save(desk, address, {**opened(desk, address), "about": "An official."}).status_code == 302
    )


STUBS = {
    "source": lambda: a_source("ISPR", stub=True),
    "report": lambda: a_report(stub=True),
    "event": lambda: an_event("Musakhel", stub=True),
}


@pytest.mark.parametrize("kind", STUBS)
def test_a_stub_says_so_until_its_full_form_is_saved(desk, kind):
    stub = STUBS[kind]()
    address = page(kind, "change", stub.pk)
    assert "To be completed" in words(desk.get(address))
    assert str(stub) in words(desk.get(f"{page(kind)}?stub__exact=1"))

    assert save(desk, address, opened(desk, address)).status_code == 302

    stub.refresh_from_db()
    assert not stub.stub
    assert stub.version == 2
    assert "This was made in passing" not in words(desk.get(address))


def test_completing_a_published_stub_is_a_change_readers_do_not_see_yet(desk):
    claim = published(a_claim(claimant=a_source("ISPR", stub=True)))
    address = page("source", "change", claim.claimant.pk)

    save(desk, address, {**opened(desk, address), "kind": "military"})

    source = Source.objects.get(pk=claim.claimant.pk)
    assert (source.stub, source.changed, source.kind) == (False, True, "military")


def test_a_new_event_by_hand_is_no_stub(desk):
    typed = a_new(desk, "event", title="Kalat", attackers="yes")

    save(desk, page("event", "add"), typed)

    assert not Event.objects.get().stub
