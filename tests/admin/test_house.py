"""Keeping house: merge, undo, withdraw, misattribute, move, put under a parent, split off."""

import pytest

from claims import actions
from claims.actions.housekeeping.dry_run import rehearse
from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import ChangeType, Lifecycle
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Evidence
from claims.models.desk.figure import Figure
from claims.models.desk.merge import Merge
from claims.models.desk.party import Voice
from claims.models.desk.source import Report, Source
from claims.models.record.entry import Entry, head_seq
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_party,
    a_position,
    a_report,
    a_request,
    a_source,
    a_stance,
    an_event,
    published,
    published_state,
    some_evidence,
    state,
)

pytestmark = pytest.mark.django_db
WHY = "Both are the statement of the evening of 26 August."


@pytest.fixture
def client():
    return at_the_desk()


@pytest.fixture
def twins():
    """One claim recorded twice, from one source about one event."""
    event, ispr = an_event("Attacks"), a_source("ISPR")
    both = {"event": event, "claimant": ispr}
    return a_claim("Fourteen soldiers died.", **both), a_claim("14 soldiers were killed.", **both)


def opened(client, subject, name):
    return Page(client, type(subject)._meta.model_name, name, subject.pk)


def merge(one, into, reason=WHY):
    return actions.merge(one, into=into, reason=reason, by=None, at=NOW)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def page_of(client, claim):
    """What readers see below the navigation."""
    return words(client.get(f"/claims/{claim.slug}/")).partition("Skip to content")[2]


# Merging two claims.


def test_what_a_merged_claim_owns_is_carried_over(twins):
    one, into = twins
    a_citation(one, quote="fourteen")
    a_figure(one, 14)
    a_stance(one)
    some_evidence(one, key="list")
    link = a_link(one, a_claim())

    merge(one, into)

    assert "fourteen" in [c.quote for c in into.citations.all()]
    assert [f.value for f in into.figures.all()] == [14]
    assert into.stances.count() == 1
    assert [e.key for e in into.evidence.all()] == ["list"]
    assert fresh(link).from_claim == into
    assert (fresh(one).lifecycle, fresh(one).merged_into) == ("merged", into)


def test_nothing_that_the_survivor_has_is_carried_twice(twins):
    one, into = twins
    report = a_report()
    for claim in twins:
        a_citation(claim, report=report, quote="fourteen")
        a_figure(claim, 14)

    merge(one, into)

    assert [c.quote for c in into.citations.all()].count("fourteen") == 1
    assert into.figures.count() == 1


def test_who_referred_to_a_merged_figure_refers_to_the_carried_one(twins):
    one, into = twins
    old = a_figure(one, 14)
    later = a_figure(a_claim(event=into.event), 15, supersedes=old)
    later.same_people_as.add(old)
    position = a_position(into.event)
    position.uses.add(old)

    merge(one, into)

    new = into.figures.get()
    assert fresh(later).supersedes == new
    assert list(fresh(later).same_people_as.all()) == [new]
    assert list(position.uses.all()) == [new]


def test_the_merged_figure_counts_no_more(twins):
    one, into = twins
    old = a_figure(one, 14)

    merge(one, into)

    assert fresh(old).treatment == "record_error"
    assert "Kept with" in fresh(old).treatment_note


def test_the_survivor_is_no_evidence_for_itself(twins):
    one, into = twins
    for claim, other in ((one, into), (into, one)):
        some_evidence(claim, other_claim=other, report=None)

    merge(one, into)

    assert [e.kind for e in into.evidence.all()] == ["repeated"]


def snapshot():
    """All that stands on the desk, but for versions."""
    kinds = (Claim, Source, Report)
    found = {s.uid: state(s) for kind in kinds for s in kind.objects.order_by("pk")}
    rows = [sorted(model.objects.values_list("pk", flat=True)) for model in (Figure, Evidence)]
    return found, rows


def test_undoing_a_merge_puts_everything_back(twins):
    one, into = map(published, twins)
    a_figure(one, 14)
    a_stance(one)
    some_evidence(one)
    other = a_figure(a_claim(event=into.event), 15, supersedes=one.figures.get())
    a_link(one, other.claim)
    before = snapshot()

    merge(fresh(one), fresh(into))
    actions.undo_merge(fresh(one), by=None, at=NOW)

    assert snapshot() == before


def test_what_was_edited_since_the_merge_stays_as_it_was_edited(twins):
    one, into = twins
    merge(one, into)
    claim = fresh(into)
    claim.short = "Fourteen"
    claim.save()

    actions.undo_merge(fresh(one), by=None, at=NOW)

    assert fresh(into).short == "Fourteen"
    assert fresh(one).lifecycle == "current"


def test_a_merge_can_be_undone_only_until_it_is_published(twins):
    one, into = map(published, twins)
    merge(fresh(one), fresh(into))
    actions.publish([fresh(one)], note="The same claim.", by=None, at=NOW)

    with pytest.raises(RuleBroken, match="readers have seen it"):
        actions.undo_merge(fresh(one), by=None, at=NOW)


def test_a_merge_undone_can_be_made_again(twins):
    one, into = twins
    merge(one, into)
    actions.undo_merge(fresh(one), by=None, at=NOW)

    merge(fresh(one), fresh(into))

    assert [bool(m.undone_at) for m in Merge.objects.order_by("pk")] == [True, False]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ({"claimant": lambda: a_source()}, "different sources"),
        ({"event": lambda: an_event()}, "different events"),
    ],
)
def test_claims_that_are_not_one_cannot_be_merged(twins, spoil, sentence):
    one, into = twins
    for name, make in spoil.items():
        setattr(into, name, make())
    into.save()

    with pytest.raises(RuleBroken, match=sentence):
        merge(one, into)


def test_a_claim_is_not_merged_into_itself_nor_without_a_reason(twins):
    one, into = twins

    with pytest.raises(RuleBroken, match="into itself"):
        merge(one, fresh(one))
    with pytest.raises(RuleBroken, match="Say why"):
        merge(one, into, reason=" ")
    assert not Merge.objects.exists()


def test_what_was_merged_already_is_merged_no_further(twins):
    one, into = twins
    merge(one, into)
    third = a_claim(claimant=into.claimant, event=into.event)

    with pytest.raises(RuleBroken, match="merged already"):
        merge(third, fresh(one))


# Merging two sources.


def test_a_merged_source_hands_over_what_names_it():
    one, into = a_source("I.S.P.R.", aliases=["Army PR"], nature="body"), a_source("ISPR")
    claim = a_claim(claimant=one)
    party = a_party(claim.event, one)
    spoke = Voice(source=a_source(), whom=one, until="2023")
    spoke.save()
    report = a_report(publisher=one)
    stance = a_stance(a_claim(), source=one)
    piece = some_evidence(a_claim(), originator=one)
    voice = a_source(speaks_for=one)

    merge(one, into)

    assert [fresh(claim).claimant, fresh(report).publisher] == [into, into]
    assert [fresh(stance).source, fresh(piece).originator] == [into, into]
    assert [fresh(voice).speaks_for, fresh(spoke).whom] == [into, into]
    assert [member.source for member in party.members.all()] == [into]
    assert (fresh(into).aliases, fresh(into).nature) == (["I.S.P.R.", "Army PR"], "body")
    assert fresh(one).merged_into == into


def test_members_of_two_parties_of_one_event_are_not_one():
    event, one, other = an_event(), a_source(), a_source()
    a_party(event, one)
    theirs = a_party(event, other)

    with pytest.raises(RuleBroken, match="different parties of one event"):
        merge(one, other)
    for member in theirs.members.all():
        member.delete()
    a_party(an_event(), other)
    merge(one, other)


def test_a_source_that_spoke_for_the_other_then_speaks_for_nobody():
    into = a_source()
    one = a_source(speaks_for=into)

    merge(one, into)

    assert fresh(into).speaks_for is None


def test_undoing_a_merge_of_sources_puts_everything_back():
    one, into = published(a_source(aliases=["One"])), published(a_source())
    published(a_claim(claimant=one))
    a_report(publisher=one)
    before = snapshot()

    merge(fresh(one), fresh(into))
    assert snapshot() != before
    actions.undo_merge(fresh(one), by=None, at=NOW)

    assert snapshot() == before


# The pages.


def test_the_page_shows_what_a_merge_does_and_does_nothing_yet(client, twins):
    one, into = twins
    a_figure(one, 14, words="fourteen soldiers")

    form = opened(client, one, "merge").press("preview", into=into.pk, reason=WHY)

    assert "fourteen soldiers" in form.words
    assert not Merge.objects.exists()
    assert into.figures.count() == 0


def test_merging_published_claims_leads_on_to_publishing_both(client, twins):
    one, into = map(published, twins)
    a_figure(one, 14)

    done = opened(client, one, "merge").decide(into=into.pk, reason=WHY)
    there = done.response.url
    found = client.get(there)
    hidden = {f.html_name: f.value() for f in found.context["form"].hidden_fields()}
    told = {"note": "One statement, recorded twice.", "change": "clarification"}
    client.post(there, {**hidden, **told, "_confirm": "Publish"})

    assert published_state(one)["merged_into"] == into.uid
    assert [f["value"] for f in published_state(into)["figures"]] == [14]
    reader = page_of(client, one)
    assert reader.index("Merged") < reader.index("Fourteen soldiers died.")
    assert f"/claims/{into.slug}/" in client.get(f"/claims/{one.slug}/").content.decode()
    assert 'rel="canonical" href="http://testserver/claims/' + into.slug in (
        client.get(f"/claims/{one.slug}/").content.decode()
    )


def test_a_merged_source_says_above_everything_where_it_is_kept(client):
    one, into = published(a_source("I.S.P.R.")), published(a_source("ISPR"))
    claim = published(a_claim(claimant=one))
    merge(fresh(one), fresh(into))
    actions.publish(
        [fresh(one), fresh(into), fresh(claim)], note="One source, twice.", by=None, at=NOW
    )

    page = words(client.get(f"/sources/{one.slug}/"))
    assert page.index("Merged") < page.index("Source I.S.P.R.")
    assert "We hold no claim of this source" in page
    assert claim.statement in words(client.get(f"/sources/{into.slug}/"))
    assert "I.S.P.R." not in words(client.get("/sources/"))
    first = Entry.objects.about(claim.uid).first().seq
    assert "I.S.P.R." in words(client.get(f"/claims/{claim.slug}/?as_of={first}"))


def test_undo_is_offered_on_the_merged_claim_and_works(client, twins):
    one, into = twins
    merge(one, into)
    assert "Undo the merge" in words(client.get(f"/admin/claims/claim/{one.pk}/change/"))

    opened(client, one, "unmerge").decide()

    assert fresh(one).lifecycle == "current"


def test_a_merge_pressed_twice_is_made_once(client, twins):
    one, into = twins
    typed = {"into": into.pk, "reason": WHY}
    first = opened(client, one, "merge").press("preview", **typed)
    second = opened(client, one, "merge").press("preview", **typed)
    first.press("confirm", **typed)
    second.press("confirm", **typed)

    assert Merge.objects.count() == 1
    assert "already done" in words(client.get(second.response.url))


def test_a_claim_edited_meanwhile_is_looked_at_again(client, twins):
    one, into = twins
    typed = {"into": into.pk, "reason": WHY}
    form = opened(client, one, "merge").press("preview", **typed)
    a_figure(one, 14)

    form.press("confirm", **typed)

    assert "look at it again" in form.words
    assert not Merge.objects.exists()


# What became of a claim.


def withdraw(claim, **more):
    given = {"to": Lifecycle.WITHDRAWN, "note": "The army took it back.", "by": None, "at": NOW}
    withdrawal = actions.Withdrawal(more.pop("report", None) or a_report(), "We were wrong.")
    return actions.settle_lifecycle(claim, **given | {"withdrawal": withdrawal} | more)


def test_a_withdrawal_goes_to_readers_at_once_with_the_claimants_words(client):
    claim = published(a_claim("Ten died."))

    withdraw(claim)

    page = page_of(client, claim)
    assert page.index("Withdrawn") < page.index("Ten died.")
    assert "Withdraws it" in page
    assert "We were wrong." in page
    assert "The army took it back." in page


def test_other_edits_of_the_desk_stay_there_when_a_claim_is_withdrawn():
    claim = published(a_claim("Ten died."))
    claim.statement = "Eleven died."
    claim.save()

    withdraw(claim)

    assert published_state(claim)["statement"] == "Ten died."
    assert fresh(claim).changed


def test_a_withdrawal_needs_its_report_and_a_note(client):
    claim = published(a_claim())

    form = opened(client, claim, "fate").press("preview", to="withdrawn")

    assert form.refusals == [
        "Name the report in which the claimant withdrew it.",
        "Say in a sentence what happened: readers will see it.",
    ]


def test_a_draft_is_withdrawn_without_a_word_to_readers():
    claim = a_claim()
    before = head_seq()

    withdraw(claim, note="")

    assert (fresh(claim).lifecycle, head_seq()) == ("withdrawn", before)


def test_a_claim_is_marked_misattributed_on_its_page_and_back(client):
    claim = published(a_claim())
    note = "The statement was forged."

    form = opened(client, claim, "fate")
    form.decide(to="misattributed", note=note, change="correction")

    assert published_state(claim)["lifecycle"] == "misattributed"
    shown = words(client.get(f"/claims/{claim.slug}/"))
    assert f"We found that {claim.claimant.name} did not say this." in shown
    opened(client, claim, "fate").decide(to="current", note="It was real.", change="correction")
    assert published_state(claim)["lifecycle"] == "current"


def test_what_was_taken_back_or_merged_has_no_other_fate(client, twins):
    claim = published(a_claim())
    actions.retract(claim, reason="Wrong.", by=None, at=NOW)
    merge(*twins)

    assert "was taken back" in opened(client, claim, "fate").words
    assert "undo the merge first" in opened(client, twins[0], "fate").words


# Moving.


def move(claim, to, note="It was at Kalat."):
    return actions.move_claim(
        claim, to=to, note=note, change=ChangeType.CORRECTION, by=None, at=NOW
    )


def test_a_moved_claim_takes_its_figures_along_and_readers_see_it_at_once():
    claim = a_claim()
    a_figure(claim, category="civilians")
    published(claim)
    claim.short = "Not for readers yet"
    claim.save()
    elsewhere = an_event("Kalat")

    move(claim, elsewhere)

    shown = published_state(claim)
    assert (shown["event"], shown["figures"][0]["event"]) == (elsewhere.uid, elsewhere.uid)
    assert shown["short"] == ""
    assert claim.figures.get().category.event == elsewhere
    assert fresh(elsewhere).publication == "published"


def test_a_claim_is_not_moved_where_its_figures_cannot_be_counted():
    claim, elsewhere = a_claim(), an_event("Kalat")
    a_figure(claim, category="civilians")
    elsewhere.categories.get(slug="civilians").delete()

    with pytest.raises(RuleBroken, match="“Kalat” does not count"):
        move(claim, elsewhere)
    assert fresh(claim).event != elsewhere


def test_a_claim_whose_figure_counts_a_part_of_the_old_event_is_not_moved():
    event = an_event()
    claim = a_claim(event=event)
    a_figure(claim, event=an_event("Bela", parent=event))

    with pytest.raises(RuleBroken, match="counts “Bela”, which is not part of it"):
        move(claim, an_event())


def place(event, under=None, note="They were one operation."):
    return actions.place_event(
        event, under=under, note=note, change=ChangeType.UPDATE, by=None, at=NOW
    )


def test_an_event_put_under_a_parent_is_counted_by_the_tree_of_the_whole():
    whole, part = an_event("Attacks"), an_event("Kalat")
    figure = a_figure(a_claim(event=part), category="civilians")
    position = a_position(part)
    published(part)

    place(part, whole)

    assert fresh(part).parent == whole
    assert fresh(figure).category.event == whole
    assert fresh(position).category.event == whole
    assert not part.categories.exists()
    shown = published_state(part)
    assert (shown["parent"], shown["categories"]) == (whole.uid, [])
    assert not fresh(part).changed


def test_an_event_split_off_takes_a_copy_of_the_categories_along():
    whole = an_event("Attacks")
    part = an_event("Kalat", parent=whole)
    figure = a_figure(a_claim(event=part), category="civilians")

    place(part)

    assert fresh(part).parent is None
    assert fresh(figure).category.event == part
    names = [set(e.categories.values_list("slug", "parent__slug")) for e in (whole, part)]
    assert names[0] == names[1]


def test_putting_under_and_splitting_off_again_leaves_it_as_it_was():
    whole, part = an_event(), an_event()
    figure = a_figure(a_claim(event=part), category="civilians")
    before = state(part)["categories"]

    place(part, whole)
    place(fresh(part))

    assert state(fresh(part))["categories"] == before
    assert fresh(figure).category.event == part


@pytest.mark.parametrize("which", ["itself", "its part", "a figure from outside"])
def test_an_event_is_not_put_where_it_cannot_be(which):
    whole = an_event("Attacks")
    part = an_event("Kalat", parent=whole)
    if which == "a figure from outside":
        a_figure(a_claim(event=whole), event=part)
        with pytest.raises(RuleBroken, match="counts “Kalat”"):
            place(part)
    else:
        with pytest.raises(RuleBroken, match="is itself a part of"):
            place(whole, whole if which == "itself" else part)


def test_the_pages_move_and_place(client):
    claim, elsewhere = published(a_claim()), published(an_event("Kalat"))
    part = published(an_event("Bela"))
    note = {"note": "It was there.", "change": "correction"}

    opened(client, claim, "move").decide(to=elsewhere.pk, **note)
    opened(client, part, "place").decide(under=elsewhere.pk, grouping="by-place", **note)

    assert published_state(claim)["event"] == elsewhere.uid
    assert published_state(part)["grouping"] == "by-place"
    assert "Bela" in words(client.get(f"/events/{elsewhere.slug}/"))


def test_a_rehearsal_leaves_no_trace(twins):
    one, into = twins
    before, head = snapshot(), head_seq()

    effects = rehearse(lambda: merge(one, into))

    assert {e.subject for e in effects} >= {one, into}
    assert (snapshot(), head_seq(), Merge.objects.count()) == (before, head, 0)


@pytest.mark.parametrize("name", ["merge", "move", "fate", "unmerge"])
def test_nonsense_is_refused_in_a_sentence(client, name):
    claim = published(a_claim())
    junk = {
        "into": "9" * 30,
        "to": "\0",
        "report": "x",
        "reason": "\0",
        "stated": "x",
        "note": "\0",
    }

    form = opened(client, claim, name).press("confirm", **junk)

    assert form.response.status_code in (200, 302)


def test_whom_we_asked_goes_along_with_a_merged_claim_and_comes_back(twins):
    one, into = twins
    asked = a_request(one)
    a_stance(one, "no_response", source=asked.whom, request=asked)

    actions.merge(one, into=into, reason="The same words.", by=None, at=NOW)

    (carried,) = into.stances.filter(stance="no_response")
    assert (carried.request.claim, carried.request.whom) == (into, asked.whom)
    one.refresh_from_db()
    actions.undo_merge(one, by=None, at=NOW)
    assert not into.stances.filter(stance="no_response").exists()
    assert not into.requests.exists()


def test_whom_we_asked_follows_a_merged_source_and_comes_back():
    one, into = a_source("The ministry"), a_source("Ministry")
    asked = a_request(a_claim(), whom=one)
    stance = a_stance(asked.claim, "no_response", source=one, request=asked)

    actions.merge(one, into=into, reason="One body.", by=None, at=NOW)

    stance.refresh_from_db()
    asked.refresh_from_db()
    assert stance.source == asked.whom == into
    one.refresh_from_db()
    actions.undo_merge(one, by=None, at=NOW)
    stance.refresh_from_db()
    asked.refresh_from_db()
    assert stance.source == asked.whom == one
