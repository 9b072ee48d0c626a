"""The page of a claim: where it stands, who said it, on what it rests, how it came there."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing, EvidenceKind, Grounds, Lifecycle, Precision
from claims.models.record.entry import Entry
from tests.builders import (
    NOW,
    TODAY,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_report,
    a_source,
    a_stance,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def page(claim, **query):
    return words(f"/claims/{claim.slug}/", **query)


def test_it_says_where_the_claim_stands_and_who_said_what():
    claim = published(
        a_claim(
            "Fourteen security personnel were killed.",
            claimant=a_source("Inter-Services Public Relations"),
            event=an_event("Attacks of 26 August", time_zone="Asia/Karachi"),
            occasion="Statement to the press",
            said_at=NOW,
            said_precision=Precision.MINUTE,
        )
    )

    shown = page(claim)

    assert "Unconfirmed, not examined : Fourteen security personnel were killed." in shown
    assert "We have not examined it yet." in shown
    assert "Someone has said this" not in shown
    assert "Attacks of 26 August" in shown
    assert "Said by Inter-Services Public Relations" in shown
    assert "Said 27 August 2024, 18:00 (UTC+5)" in shown
    assert "Occasion Statement to the press" in shown


def test_a_quote_comes_with_its_language_its_translation_and_its_report():
    claim = a_claim(cited=False)
    report = a_report(
        title="Attacks kill dozens",
        publisher=a_source("The Daily", kind="media"),
        url="https://example.org/attacks",
        published_at=TODAY,
        published_precision=Precision.DAY,
    )
    a_citation(
        claim,
        report=report,
        quote="چودہ اہلکار ہلاک ہوئے",
        language="ur",
        translation="Fourteen personnel were killed",
        translated_by="the desk",
        locator="paragraph 4",
    )
    published(claim)

    shown = read(f"/claims/{claim.slug}/")

    assert '<blockquote class="said" lang="ur" dir="auto"><p>“چودہ اہلکار ہلاک ہوئے”' in shown
    assert "Translated by <bdi>the desk</bdi>" in shown
    assert "In the words of The Daily" in shown
    assert 'href="https://example.org/attacks" rel="noopener noreferrer nofollow"' in shown
    assert "The Daily" in shown
    assert '<time datetime="2024-08-27">27 August 2024</time>' in shown
    assert "paragraph 4" in shown
    assert "We do not have the original." in shown


def test_an_original_we_saw_is_not_said_to_be_unseen():
    claim = a_claim(cited=False)
    a_citation(claim, quote="Fourteen", first=True)

    assert "We do not have the original." not in page(published(claim))


def test_an_address_we_do_not_link_is_text():
    claim = a_claim(cited=False)
    a_citation(claim, report=a_report(url="https://example.org/propaganda", linked=False))
    published(claim)

    shown = read(f"/claims/{claim.slug}/")

    assert "https://example.org/propaganda" in shown
    assert 'href="https://example.org/propaganda"' not in shown


def test_figures_say_who_is_counted_and_how_it_was_hedged():
    claim = a_claim()
    a_figure(claim, 23, qualifier="at_least", category="civilians", words="at least 23 people")

    shown = page(published(claim))

    assert "Civilians, killed" in shown
    assert "at least 23" in shown
    assert "at least 23 people" in shown


def test_a_count_of_everybody_says_whether_attackers_are_in_it():
    claim = a_claim()
    a_figure(claim, 73, category="all")

    assert "Whether it includes attackers is not stated." in page(published(claim))


def test_what_is_not_known_is_said():
    shown = page(published(a_claim()))

    for words_ in (
        "Day not known",
        "We have not examined it yet. This is where every claim begins.",
        "We know of no independent origin.",
        "Nobody else’s answer has been recorded.",
        "None recorded.",
    ):
        assert words_ in shown


def test_when_nobody_tells_the_day_the_first_report_of_it_does():
    claim = a_claim(cited=False)
    for day in (28, 27):
        at = {"published_at": TODAY.replace(day=day), "published_precision": Precision.DAY}
        a_citation(claim, report=a_report(**at))
    a_citation(claim)

    assert "Said Day not known; reported 27 August 2024" in page(published(claim))


def test_an_outlet_without_a_name_is_called_so_in_mid_sentence():
    nobody = a_source("An unidentified article", kind="media", nature="unnamed")
    claim = a_claim(cited=False)
    a_citation(claim, report=a_report(publisher=nobody), quote="Fourteen died")

    assert "In the words of an unidentified article" in page(published(claim))


def confirmed(claim, *, to=Status.CONFIRMED, reason="Two counted separately."):
    evidence = [some_evidence(claim), some_evidence(claim)]
    actions.change_status(claim, to=to, reason=reason, evidence=evidence, by=an_editor(), at=NOW)
    return claim


def test_a_decision_shows_its_reason_and_what_it_rests_on():
    claim = confirmed(published(a_claim()))

    shown = page(claim)

    assert "Confirmed : Something happened" in shown
    assert "Why “Confirmed” Two counted separately. Independently corroborated" in shown
    assert "Supports the claim. What it shows, in a sentence." in shown
    assert "Weighed in the decision." in shown
    assert "Carried by 3 reports, 2 independent origins." in shown


def test_a_confidential_source_is_not_named():
    claim = published(a_claim())
    secret = a_source("A clerk at the morgue")
    piece = some_evidence(claim, originator=secret, report=None, confidential=True)
    actions.change_status(
        claim,
        to=Status.CONFIRMED,
        reason="Two counted separately.",
        evidence=[piece, some_evidence(claim)],
        by=an_editor(),
        at=NOW,
    )

    shown = read(f"/claims/{claim.slug}/")

    assert "a confidential source, known to us" in shown
    assert "A clerk at the morgue" not in shown


def test_evidence_that_is_repeated_counts_for_nothing_and_says_so():
    claim = a_claim()
    some_evidence(claim, kind=EvidenceKind.REPEATED, bearing=Bearing.AGAINST)

    assert "Counts for nothing." in page(published(claim))


def test_a_claim_that_was_settled_once_is_marked_reopened():
    claim = confirmed(published(a_claim()))
    actions.change_status(
        claim, to=Status.UNCONFIRMED, reason="One withdrew its count.", by=an_editor(), at=NOW
    )

    assert "Reopened" in page(claim)


def test_parties_are_told_with_their_ground():
    claim = a_claim()
    a_stance(claim, source=a_source("The police"), quote="That is not so")

    shown = page(published(claim))

    assert "The police Denies That is not so" in shown


def test_a_party_that_was_asked_and_has_not_answered_is_said_so():
    claim = a_claim()
    a_stance(claim, "no_response", asked_at=TODAY, asked_precision=Precision.DAY)

    assert "No response yet We asked by e-mail on 27 August 2024" in page(published(claim))


def test_claims_said_together_are_listed():
    said = {"claimant": a_source(), "event": an_event(), "utterance": "statement-1"}
    ours = published(a_claim("Fourteen of ours died.", **said))
    published(a_claim("Twenty-one of theirs died.", **said))

    assert "Twenty-one of theirs died." in page(ours)


@pytest.mark.parametrize(
    ("seen_from", "label"), [("from", "Contradicts"), ("to", "Contradicted by")]
)
def test_related_claims_stand_under_the_relation_as_read_from_here(seen_from, label):
    one, other = published(a_claim("Ten died.")), published(a_claim("Forty died."))
    published(a_link(one, other, "contradicts", state="confirmed"))

    shown = page(one if seen_from == "from" else other)

    assert (
        f"{label} Unconfirmed, not examined {'Forty' if seen_from == 'from' else 'Ten'} died."
        in shown
    )


def test_a_link_that_is_only_suggested_is_not_shown():
    one, other = published(a_claim("Ten died.")), published(a_claim("Forty died."))
    a_link(one, other, "contradicts", state="suggested")

    assert "Forty died." not in page(one)


def test_history_tells_every_step_with_a_permalink_and_the_page_as_it_stood():
    claim = confirmed(published(a_claim()))
    claim.statement = "Something happened, we now say better."
    claim.save()
    actions.publish([claim], note="Said more clearly.", change="clarification", by=None, at=NOW)

    shown = read(f"/claims/{claim.slug}/")

    assert shown.count('<li id="change-') == 3
    assert shown.count("Page as it stood") == 3
    assert "Said more clearly." in shown
    assert "Clarification" in shown
    assert "Touched: statement." in shown


def test_a_retracted_claim_says_so_above_its_status():
    claim = published(a_claim("Ten died."))
    actions.retract(claim, reason="We had misread the statement.", by=an_editor(), at=NOW)

    shown = page(claim)

    assert shown.index("Retracted by us") < shown.index("Retracted: Ten died.")
    assert "We have not examined it yet." not in shown.partition("The words")[0]
    assert "We had misread the statement." in shown
    assert "Ten died." in shown


def test_a_withheld_claim_tells_when_and_on_which_ground_and_nothing_else():
    claim = published(a_claim("A witness, by name, saw it."))
    actions.suppress(claim, grounds=Grounds.DANGER, reason="Threats", by=an_editor(), at=NOW)

    shown = read(f"/claims/{claim.slug}/")

    assert "danger to a person" in shown
    assert "27 August 2024" in shown
    assert "A witness" not in shown
    assert "Threats" not in shown
    first = Entry.objects.about(claim.uid).first().seq
    assert "A witness" not in read(f"/claims/{claim.slug}/", as_of=first)


@pytest.mark.parametrize(
    ("lifecycle", "said"),
    [
        (Lifecycle.SUPERSEDED, "Superseded: Ten died."),
        (Lifecycle.WITHDRAWN, "Withdrawn: Ten died."),
        (Lifecycle.MISATTRIBUTED, "Misattributed: Ten died."),
    ],
)
def test_what_became_of_a_claim_stands_first_and_in_the_place_of_its_status(lifecycle, said):
    claim = published(a_claim("Ten died.", lifecycle=lifecycle))

    shown = read(f"/claims/{claim.slug}/")

    first = words(f"/claims/{claim.slug}/").partition("The words")[0]
    assert said in first
    assert "We have not examined it yet." not in first
    assert f"<title>{said}" in shown
    assert f'<meta property="og:title" content="{said.partition(":")[0]}. ' in shown


@pytest.mark.parametrize("whose", ["its own", "another's"])
def test_only_newer_words_of_the_same_source_supersede_a_claim(whose):
    who = a_source("The police")
    more = {"claimant": who} if whose == "its own" else {}
    old, newer = published(a_claim("Ten died.", claimant=who)), published(a_claim(**more))
    newest = published(a_claim("Thirteen died.", **more))
    published(a_link(newer, old, "updates", state="confirmed"))
    published(a_link(newest, newer, "updates", state="confirmed"))
    old.lifecycle = Lifecycle.SUPERSEDED
    old.save()
    actions.publish([old], note="A newer count.", by=None, at=NOW)

    above = page(old).partition("The words")[0]

    assert "Thirteen died." in above
    assert ("the police has since said otherwise" in above) == (whose == "its own")
    assert ("Others have since said more" in above) == (whose != "its own")
    assert ("We have not examined it yet." in above) == (whose != "its own")


def test_what_nobody_said_has_no_day_on_which_it_was_said():
    said = {"said_at": TODAY, "said_precision": Precision.DAY}
    claim = published(a_claim("Ten died.", lifecycle=Lifecycle.MISATTRIBUTED, **said))

    above = page(claim).partition("The words")[0]

    assert "Reported as said 27 August 2024" in above
    assert " Said 27 August" not in above


@pytest.mark.parametrize("lifecycle", [Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN])
def test_what_we_found_of_a_claim_is_told_though_something_became_of_it(lifecycle):
    claim = published(a_claim("Ten died.", claimant=a_source("The US army", short_name="US army")))
    against = [some_evidence(claim, "against"), some_evidence(claim, "against")]
    actions.change_status(
        claim, to=Status.REFUTED, reason="Two counted.", evidence=against, by=None, at=NOW
    )
    claim.lifecycle = lifecycle
    claim.save()
    actions.publish([claim], note="They said so.", by=None, at=NOW)

    above = page(claim).partition("The words")[0]

    assert "Status Refuted" in above
    assert ("Withdrawn by the US army" in above) == (lifecycle is Lifecycle.WITHDRAWN)


def test_a_claim_that_nobody_examined_says_so_before_how_it_came_in():
    claim = published(a_claim("Ten died."))
    actions.change_status(
        claim, to=Status.UNCONFIRMED, reason="Said on the radio.", examined=False, by=None, at=NOW
    )

    shown = read(f"/claims/{claim.slug}/")

    assert "We have not examined it yet. Said on the radio." in page(claim)
    assert "<mark" not in shown.partition("The words")[0]


def test_a_merged_claim_leads_to_the_one_it_was_merged_into():
    into = published(a_claim("Ten people died."))
    claim = published(a_claim("Ten died.", lifecycle=Lifecycle.MERGED, merged_into=into))

    assert "Ten people died." in page(claim).partition("The words")[0]


def test_an_old_address_leads_to_the_new_one_and_keeps_the_question(client):
    claim = published(a_claim(slug="old-address"))
    claim.slug = "new-address"
    claim.save()
    actions.publish([claim], note="A better address.", by=None, at=NOW)

    answer = client.get("/claims/old-address/?as_of=2&utm=x")

    assert answer.status_code == 301
    assert answer["Location"] == "/claims/new-address/?as_of=2"


def test_a_draft_and_nothing_at_all_are_answered_alike(client):
    draft = a_claim("Not for readers yet")

    hidden, absent = client.get(f"/claims/{draft.slug}/"), client.get("/claims/no-such-claim/")

    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert hidden.headers == absent.headers


def test_the_page_is_valid_html_with_one_heading_of_its_own():
    claim = confirmed(a_claim("A <b>bold</b> & “quoted” claim"))
    a_figure(claim)
    a_stance(claim)
    published(claim)

    shown = read(f"/claims/{claim.slug}/")

    assert mistakes(shown) == []
    assert shown.count("<h1") == 1
    assert "<b>bold</b>" not in shown


def test_a_report_without_a_title_is_called_by_its_outlet_once():
    claim = a_claim(cited=False)
    outlet = a_source("The Daily", kind="media")
    a_citation(claim, report=a_report(title="", publisher=outlet), quote="Fourteen were killed.")

    shown = page(published(claim))

    assert "The Daily" in shown
    assert "The Daily , The Daily" not in shown
    assert "Untitled" not in shown


def test_the_least_of_a_word_without_a_number_is_not_shown_as_what_was_said():
    claim = a_claim()
    a_figure(claim, None, qualifier="unstated", words="dozens", low=24, high=None)

    shown = page(published(claim))

    assert "dozens" in shown
    assert "We read it as 24 or more." in shown
    assert "read as 24" not in shown.replace("We read it as 24 or more.", "")


def test_a_number_that_was_replaced_since_leads_to_what_replaced_it():
    event, ministry = an_event(), a_source("Health ministry")
    old = a_claim("The ministry counted 212 cases.", claimant=ministry, event=event)
    first = a_figure(old, 212)
    published(old)
    before = Entry.objects.latest("seq").seq
    assert "replaced" not in page(old)

    new = a_claim("The ministry counted 640 cases.", claimant=ministry, event=event)
    a_figure(new, 640, supersedes=first)
    published(new)

    shown = page(old)
    assert "Its figure has been replaced since: The ministry counted 640 cases." in shown
    assert "Replaced by a figure of: The ministry counted 640 cases." in shown
    assert "replaced" not in page(old, as_of=before)
    assert "has been replaced since" not in page(new)

    actions.retract(new, reason="We had misread the bulletin.", by=None, at=NOW)

    assert "replaced" not in page(old)


def test_of_several_that_replaced_its_numbers_the_one_said_last_is_named_first():
    event = an_event()
    old = a_claim("Killed 10, hurt 20.", event=event)
    killed, hurt = a_figure(old, 10), a_figure(old, 20, measure="injured")
    published(old)

    def newer(statement, figure, days):
        said = {"said_at": NOW - timedelta(days=days), "said_precision": Precision.DAY}
        claim = a_claim(statement, event=event, **said)
        a_figure(claim, 30, measure=figure.measure, supersedes=figure)
        published(claim)

    newer("Killed 12.", killed, 5)
    newer("Hurt 25.", hurt, 3)
    newer("Killed 14.", killed, 1)
    newer("Killed 11.", killed, 6)

    assert "One of its figures has been replaced since: Killed 14." in page(old)

    both = a_claim("Killed 16, hurt 30.", event=event, said_at=NOW, said_precision=Precision.DAY)
    for figure in (killed, hurt):
        a_figure(both, 30, measure=figure.measure, supersedes=figure)
    published(both)

    assert "2 of its figures have been replaced since: Killed 16, hurt 30." in page(old)


def test_words_of_a_misattributed_claim_are_nowhere_called_the_claimants():
    party = a_source("The Front")
    claim = a_claim("Nine died.", claimant=party, lifecycle=Lifecycle.MISATTRIBUTED, cited=False)
    own = a_report(publisher=party, title="Address")
    a_citation(claim, report=own, quote="nine died", first=True)

    shown = page(published(claim))

    assert "In the words of the Front" in shown
    assert "own words" not in shown


def test_nothing_is_said_of_attackers_among_what_is_no_people():
    claim = a_claim()
    a_figure(claim, 4, category="all", measure="vehicles-hit")

    shown = page(published(claim))

    assert "Vehicles hit 4" in shown
    assert "attackers" not in shown


def test_an_estimate_says_how_we_read_it():
    claim = a_claim()
    a_figure(claim, 1200, qualifier="about", measure="displaced", words="around 1,200")

    assert "We read it as between 1,080 and 1,320." in page(published(claim))


def test_a_retraction_from_before_the_record_has_no_day():
    claim = decided_before(a_claim("Ten died."))

    shown = page(claim)

    assert "Retracted by us Retracted before this record was put together." in shown
    listed = words("/claims/", source=claim.claimant.slug)
    assert "Retracted before this record was put together." in listed
    assert "Retracted on" not in listed


def decided_before(claim):
    """Taken over as retracted: nobody knows when."""
    actions.carry_over(
        claim.event, claims=[claim], retracted=[claim], note="From August.", by=None, at=NOW
    )
    return claim
