"""The desk's first page begins with the stories that run, and what each leaves to do."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import actions
from claims.domain.vocabulary import Answer
from claims.models.desk.claim import Claim
from claims.models.desk.presence import Visit
from tests.admin.desk import at_the_desk, who, words
from tests.builders import a_claim, a_position, a_source, an_editor, an_event, published
from tests.clash import Raid, said

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def desk():
    client = at_the_desk("samira")
    Visit(who=who(client), seen_at=timezone.now(), before_at=timezone.now() - HOUR).save()
    return client


def running(client):
    return client.get("/admin/").context["stories"].running


def by(name, claim):
    line = claim.history.latest("history_id")
    line.history_user = an_editor(name)
    line.save()
    return claim


def test_a_story_says_what_readers_see_what_waits_and_what_others_did(desk):
    event = an_event("The ferry Aurora sank")
    published(a_position(event, low=12, best=None, high=14))
    by("omar", a_claim("The ferry was overloaded.", event=an_event("Bow", parent=event)))

    (story,) = running(desk)

    assert story.event == event
    assert "between 12 and 14 people were killed" in story.says.lower()
    assert (story.waiting, [(n.name, n.who) for n in story.news]) == (
        1,
        [("The ferry was overloaded.", "omar")],
    )
    shown = words(desk.get("/admin/"))
    assert shown.index("Running stories") < shown.index("You follow") < shown.index("Review due")
    assert f"/admin/claims/event/{event.pk}/sheet/" in desk.get("/admin/").content.decode()


def test_what_others_did_is_told_in_the_newsrooms_own_time(desk, settings):
    claim = by("omar", a_claim(event=an_event("Bow")))
    at = timezone.now() - timedelta(minutes=5)
    claim.history.update(history_date=at)

    settings.TIME_ZONE = "Asia/Karachi"
    shown = words(desk.get("/admin/"))

    assert f"omar, {at.astimezone(ZoneInfo('Asia/Karachi')):%-d %b %H:%M} PKT" in shown


def test_the_story_in_which_something_was_saved_last_stands_first(desk):
    first, second = an_event("First"), an_event("Second")
    claim = a_claim(event=first)
    a_claim(event=second)
    claim.save()

    assert [story.event for story in running(desk)] == [first, second]


def test_a_story_is_quiet_after_seven_days(desk):
    claim = a_claim(event=an_event("Long ago"))
    line = claim.history.get()
    line.history_date = timezone.now() - timedelta(days=8)
    line.save()

    assert running(desk) == ()
    assert "1 other story" in words(desk.get("/admin/"))


def test_decisions_are_counted_once_until_something_is_saved(desk):
    raid = Raid()
    said(raid.north, 9, "Mayor of North", key="north-9")
    (story,) = running(desk)
    assert story.decisions == ""

    told = desk.get(story.count_at).json()["says"]

    assert told.endswith(("decision", "decisions"))
    assert running(desk)[0].decisions == told
    Claim.objects.first().save()
    assert running(desk)[0].decisions == ""
    desk.get(story.count_at)
    actions.answer_finding(
        raid.event, fingerprint=raid.clash.fingerprint, answer=Answer.EXPLAINED,
        reason="The mayor left South out.", by=None, at=timezone.now(),
    )  # fmt: skip
    assert running(desk)[0].decisions == ""


def test_the_page_asks_the_same_number_of_questions_however_many_stories(desk):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            desk.get("/admin/")
        return len(captured)

    def a_story(n):
        event = an_event(f"Story {n}")
        published(a_position(event))
        by(f"omar{n}", a_claim(event=event, claimant=a_source()))

    a_story(1)
    asked()
    few = asked()
    for n in range(2, 9):
        a_story(n)

    assert asked() == few


def test_who_may_see_no_events_learns_no_count(client):
    event = an_event()
    client.force_login(an_editor())

    assert client.get(f"/admin/claims/event/{event.pk}/decisions/").status_code == 403
