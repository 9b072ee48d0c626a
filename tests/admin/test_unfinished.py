"""Publishing names what is unfinished, offers its boxes, and minor only where it can be."""

import pytest

from tests.admin.desk import at_the_desk, page, words
from tests.builders import TODAY, a_citation, a_claim, a_report, a_source, an_event, published
from tests.fuzz.forms import Forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk("samira")


@pytest.fixture
def hurried():
    """A claim whose event, report and publisher were made in passing."""
    paper = a_source("thepaper.example", kind="media", stub=True)
    claim = a_claim("Ten died.", event=an_event("A fire", stub=True), cited=False)
    a_citation(claim, report=a_report(publisher=paper, title="", stub=True))
    return claim


def sent_by(shown):
    """What the form on a page would send."""
    return dict(max(Forms(shown.content.decode()).found, key=len))


def publish_page(claim):
    return page("claim", "publish", claim.pk)


def box(thing, name):
    return f"box-{thing._meta.model_name}-{thing.pk}-{name}"


def test_what_is_unfinished_is_named_with_its_boxes(desk, hurried):
    shown = desk.get(publish_page(hurried))

    text = words(shown)
    assert "It has no date." in text
    assert "It has no title: readers see “Untitled report”." in text
    assert "It is named by its web address." in text
    assert text.count("It was made in passing and is to be completed.") == 3
    assert f'name="{box(hurried.event, "starts_on")}"' in shown.content.decode()


def test_what_is_filled_in_there_is_kept_and_published(desk, hurried):
    address, report = publish_page(hurried), hurried.citations.get().report
    filled = {
        **sent_by(desk.get(address)),
        "change": "update",
        box(hurried.event, "starts_on"): "2024-08-26",
        box(hurried.event, "place"): "Kalat",
        box(hurried.event, "time_zone"): "Asia/Karachi",
        box(hurried.event, "done"): "on",
        box(report, "title"): "Ten die in a fire",
        box(report.publisher, "name"): "The Paper",
        box(report.publisher, "nature"): report.publisher.nature,
        box(report.publisher, "kind"): "media",
    }

    kept = desk.post(address, filled | {"_finish": "1"})

    for thing in (hurried.event, report, report.publisher):
        thing.refresh_from_db()
    assert "Kept. Look at it again, then publish." in words(kept)
    assert (hurried.event.place, hurried.event.stub) == ("Kalat", False)
    assert (report.title, report.stub) == ("Ten die in a fire", True)
    assert report.publisher.name == "The Paper"
    assert "It has no date." not in words(kept)
    done = desk.post(address, {**sent_by(kept), "change": "update", "_confirm": "1"})
    assert done.status_code == 302


def test_what_is_filled_in_is_not_lost_when_publish_is_pressed_instead(desk, hurried):
    address = publish_page(hurried)
    filled = {
        **sent_by(desk.get(address)),
        "change": "update",
        box(hurried.event, "place"): "Kalat",
    }
    filled[box(hurried.event, "time_zone")] = "UTC"

    again = desk.post(address, filled | {"_confirm": "1"})

    hurried.refresh_from_db()
    hurried.event.refresh_from_db()
    assert again.status_code == 200
    assert (hurried.event.place, hurried.publication) == ("Kalat", "draft")


def test_a_box_filled_in_wrong_is_told_and_keeps_what_was_typed(desk, hurried):
    address = publish_page(hurried)
    filled = {**sent_by(desk.get(address)), "change": "update"}
    filled |= {box(hurried.event, "time_zone"): "Mars/Base", box(hurried.event, "place"): "Kalat"}

    told = desk.post(address, filled | {"_finish": "1"})

    hurried.event.refresh_from_db()
    assert "mend what is marked below" in words(told)
    assert 'value="Mars/Base"' in told.content.decode()
    assert hurried.event.place == ""


def test_what_is_finished_is_not_spoken_of(desk):
    claim = a_claim(said_at="2024-08-26T00:00Z", said_precision="day")
    for thing in (claim.claimant, claim.event, claim.citations.get().report):
        published(thing)

    assert "Unfinished" not in words(desk.get(publish_page(claim)))


@pytest.mark.parametrize(
    ("edit", "offered"),
    [({"occasion": "A briefing"}, True), ({"said_at": TODAY, "said_precision": "day"}, False)],
)
def test_minor_is_offered_only_where_it_can_be(desk, edit, offered):
    claim = published(a_claim("Ten died."))
    for field, value in {**edit, "changed": True}.items():
        setattr(claim, field, value)
    claim.save()

    shown = desk.get(publish_page(claim))

    assert ("id_minor" in shown.content.decode()) == offered
