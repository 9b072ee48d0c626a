"""The index as a work list: each pile is a filter of a list, and nothing slows down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import actions
from claims.admin import visits, worklist
from claims.domain.second_look import Cause
from claims.domain.status import Status
from claims.models.desk.presence import Visit
from claims.models.desk.source import Source
from tests.admin.desk import at_the_desk, errors, opened, page, save, who, words
from tests.builders import (
    NOW,
    TODAY,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_question,
    a_report,
    a_request,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def desk():
    return at_the_desk("samira")


def piles(client):
    context = client.get("/admin/").context
    return [counted for section in context["sections"] for counted in section.piles]


def counts(client):
    return {counted.pile.words: counted.count for counted in piles(client) if counted.count}


def listed(client, address):
    return [str(row) for row in client.get(address).context["cl"].result_list]


def one_of_everything(user):
    """Something in every pile, and something beside each."""
    now, event = timezone.now(), an_event()
    mine = published(a_claim(event=event, said_at=TODAY, said_precision="day", assignee=user))
    mine.next_check_at, mine.next_check_precision = now - HOUR, "minute"
    mine.changed = True
    mine.save()
    later = a_claim(assignee=an_editor(), next_check_at=now + HOUR, next_check_precision="minute")
    for _ in range(3):
        a_citation(mine)
    a_request(mine, deadline_at=now - HOUR, deadline_precision="minute")
    a_request(mine, deadline_at=now - HOUR, deadline_precision="day")
    a_request(mine, closed=True)
    a_link(mine, later, state="suggested")
    some_evidence(later, other_claim=mine, report=None)
    actions.look_again(mine, cause=Cause.REFUTED, by=None, at=now)
    for thing in (a_source(), a_report(), an_event()):
        thing.stub = True
        thing.save()
    changed = (an_event(), a_position(published(a_claim()).event), a_source(), a_report())
    for thing in map(published, changed):
        thing.changed = True
        thing.save()
    actions.receive_report(about="", words="The number is wrong.", at=now)
    position = a_position(mine.event)
    position.as_stated = {str(a_figure(mine).pk): {}}
    position.save()
    retract_what_is_used(published(a_claim()))
    Visit(who=user, seen_at=now, before_at=now - HOUR).save()


def learn_something_newer(now):
    """Evidence after a decision, and a figure after our own."""
    claim = published(a_claim())
    actions.change_status(
        claim, to=Status.UNVERIFIABLE, reason="We asked three hospitals.", by=None, at=NOW
    )
    some_evidence(claim, report=a_report(published_at=now, published_precision="day"))
    event = an_event()
    published(a_position(event, stated_at=NOW, stated_precision="minute"))
    a_figure(
        published(a_claim(event=event)),
        category="everyone-else",
        as_of_at=now,
        as_of_precision="minute",
    )


def promise_to_look_again(now):
    yesterday = (now - timedelta(days=1)).date()
    for thing in (a_claim(), a_position(an_event()), a_question()):
        thing.look_again_on = yesterday
        thing.save()
        published(thing)


def retract_what_is_used(other):
    """A claim, a report and a source that something published goes on naming."""
    named = published(a_claim())
    some_evidence(other, other_claim=named, report=None)
    for thing in (named, other.citations.get().report, other.claimant, published(a_claim())):
        thing.refresh_from_db()
        actions.retract(thing, reason="We were wrong.", by=None, at=timezone.now())


def test_every_count_leads_to_exactly_as_many(desk):
    one_of_everything(who(desk))
    learn_something_newer(timezone.now())
    promise_to_look_again(timezone.now())

    found = piles(desk)

    for counted in found:
        rows = listed(desk, counted.pile.url)
        assert len(rows) == counted.count, counted.pile
    empty = [counted.pile.words for counted in found if not counted.count]
    assert empty == ["disputed"]


def test_what_is_yours_stands_with_its_next_check_and_note(desk):
    a_claim("Ten died.", assignee=who(desk), handover="The hospital calls back at six.")
    a_claim("Not mine.", assignee=an_editor())

    shown = words(desk.get("/admin/"))

    assert "Ten died. no check set The hospital calls back at six." in shown
    assert "1 assigned to you" in shown


def test_the_most_widely_carried_stand_first(desk):
    paper = a_source(kind="media")
    often = published(a_claim("One paper, twice."))
    for _ in range(3):
        a_citation(often, report=a_report(publisher=paper))
    wide = published(a_claim("Three papers."))
    for _ in range(2):
        a_citation(wide)

    carried = desk.get("/admin/").context["carried"]

    assert [(line.name, line.why.split(", ")[-1]) for line in carried] == [
        ("Three papers.", "3 reports of 3 publishers"),
        ("One paper, twice.", "4 reports of 2 publishers"),
    ]
    assert counts(desk)["carried by 3 publishers or more"] == 1


def test_the_longest_unconfirmed_stand_first(desk):
    for day in (3, 1, 2):
        at = TODAY + timedelta(days=day)
        published(a_claim(f"Day {day}.", said_at=at, said_precision="day"))

    longest = desk.get("/admin/").context["longest"]

    assert [line.name for line in longest] == ["Day 1.", "Day 2.", "Day 3."]


def test_what_others_changed_since_the_last_visit_and_nothing_before(desk):
    a_claim("Before.")
    desk.get("/admin/")
    seen = Visit.objects.get()
    seen.seen_at = timezone.now() - visits.AWAY_FOR
    seen.save()
    others, own = a_claim("By another."), a_claim("By myself.")
    for claim in others.history.model.objects.filter(statement="Before."):
        claim.history_date = timezone.now() - 2 * HOUR
        claim.save()
    for claim in own.history.all():
        claim.history_user = who(desk)
        claim.save()

    moved = desk.get("/admin/").context["moved"]

    assert [line.name for line in moved] == ["By another."]
    assert listed(desk, page("claim") + "?moved=visit") == ["By another."]


def test_a_first_visit_has_nothing_to_compare_with(desk):
    a_claim()

    index = desk.get("/admin/")

    assert index.context["since"] is None
    assert "changed by others since your last visit" not in counts(desk)


def test_a_deadline_of_a_day_is_over_with_the_day():
    now = TODAY + timedelta(hours=20)
    request = a_request(a_claim(), deadline_at=TODAY, deadline_precision="day")
    overdue = type(request).objects.filter(worklist.c.overdue(now))

    assert not overdue.exists()
    overdue = type(request).objects.filter(worklist.c.overdue(now + 4 * HOUR))
    assert overdue.exists()


def asked(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_index_asks_the_same_number_of_questions_however_much_waits(desk):
    one_of_everything(who(desk))
    desk.get("/admin/")
    few = asked(desk, "/admin/")
    Visit.objects.all().delete()
    for _ in range(3):
        one_of_everything(who(desk))
        Visit.objects.all().delete()
    one_of_everything(who(desk))

    assert asked(desk, "/admin/") == few


def test_chosen_claims_are_assigned_to_me_with_a_line_in_their_history(desk):
    first, second = a_claim(), a_claim(assignee=an_editor())
    chosen = {"action": "assign_to_me", "_selected_action": [first.pk, second.pk]}

    told = words(desk.post(page("claim"), chosen, follow=True))

    for claim in (first, second):
        claim.refresh_from_db()
        assert claim.assignee == who(desk)
        assert claim.history.latest("history_id").history_user == who(desk)
    assert "2 claims assigned to you." in told


def test_assigning_tells_readers_nothing(desk):
    claim = published(a_claim())

    desk.post(page("claim"), {"action": "assign_to_me", "_selected_action": [claim.pk]})
    claim.refresh_from_db()

    assert claim.assignee == who(desk)
    assert not claim.changed


def test_who_may_not_change_claims_cannot_assign_them():
    client, claim = at_the_desk(), a_claim()
    reader = who(client)
    reader.is_superuser = False
    reader.save()

    client.post(page("claim"), {"action": "assign_to_me", "_selected_action": [claim.pk]})
    claim.refresh_from_db()

    assert claim.assignee is None


def test_assignee_check_and_handover_are_typed_in_the_form(desk):
    claim = published(a_claim(event=an_event(time_zone="Asia/Karachi")))
    sent = opened(desk, page("claim", "change", claim.pk))
    sent |= {"assignee": who(desk).pk, "next_check": "2024-08-27 18:00", "handover": "Ask again."}

    assert errors(save(desk, page("claim", "change", claim.pk), sent)) == []

    claim.refresh_from_db()
    assert (claim.assignee, claim.handover) == (who(desk), "Ask again.")
    assert f"{claim.next_check_at:%H:%M} {claim.next_check_precision}" == "13:00 minute"
    assert not claim.changed


def test_an_empty_desk_teaches_the_five_steps_until_they_are_done(desk):
    assert "Five steps to a published claim" in words(desk.get("/admin/"))
    claim = a_claim()
    assert "What they claim ✓ done" in words(desk.get("/admin/"))
    published(claim)
    actions.change_status(
        claim, to="unverifiable", reason="We asked everybody there is.", by=None, at=timezone.now()
    )

    assert "Five steps" not in words(desk.get("/admin/"))


def test_who_may_see_nothing_of_claims_sees_no_work_list(desk):
    user = who(desk)
    user.is_superuser = False
    user.save()
    a_claim("Ten died.")

    assert "Ten died" not in words(desk.get("/admin/"))
    assert "sections" not in desk.get("/admin/").context


@pytest.mark.parametrize("query", ["assignee=x", "assignee=9" * 30, "check=x", "age=x", "carried=x",
                                   "moved=visit", "moved=x", "_facets=True"])  # fmt: skip
def test_no_filter_of_the_desk_breaks_its_list(desk, query):
    a_claim()

    assert desk.get(f"{page('claim')}?{query}").status_code in (200, 302)


def test_stubs_are_told_from_what_is_complete(desk):
    a_source("Complete.")
    a_source("In haste.", stub=True)

    assert listed(desk, page("source") + "?stub__exact=1") == ["In haste."]
    assert Source.objects.count() == 2


def test_what_has_nothing_in_it_is_folded_below_what_waits(desk):
    a_claim()
    said = words(desk.get("/admin/"))
    section = said[said.index("Publication") : said.index("To complete")]
    waiting, folded = section.split("Nothing waits in 5 lists")
    assert "1 claims in draft" in waiting
    assert folded.count(" 0 ") == 5
