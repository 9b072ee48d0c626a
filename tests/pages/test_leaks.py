"""Nothing on the desk that is not published is in any public byte or header.

Every private field of every model gets a canary before a first publication, before a second and
after it, and so does every field of every draft; then all public addresses are read, at every kind
of moment.
"""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import get_resolver

from claims import actions
from claims.domain.second_look import Cause
from claims.domain.status import Status
from claims.domain.vocabulary import Option
from claims.models.desk.authorship import Authorship, DecisionDigest
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.live_table import LiveTable
from claims.models.desk.merge import Merge
from claims.models.desk.position import FindingAnswer
from claims.models.desk.presence import Presence
from claims.models.desk.second_look import SecondLook
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_party,
    a_position,
    a_question,
    a_report,
    a_request,
    a_source,
    a_stance,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages import canaries
from tests.pages.reader import names_number

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
# Addresses that show no published thing by its slug, and those that do.
PLAIN = [
    "/",
    "/events/",
    "/claims/",
    "/sources/",
    "/questions/",
    "/corrections/",
    "/about/",
    "/.well-known/security.txt",
    "/changes/",
    "/methodology/",
    *(f"/docs/{name}/" for name in ("readers", "reporters", "researchers", "developers")),
    "/favicon.ico",
    "/apple-touch-icon.png",
    "/report-an-error/",
    "/report-an-error/thanks/",
    "/healthz",
    "/readyz",
]
# What programs read.
MACHINES = [
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-0.xml",
    *(f"/export/{n}.{form}" for n in ("figures", "claims", "changes") for form in ("csv", "jsonl")),
    *(f"/feeds/{name}.{form}" for name in ("changes", "corrections") for form in ("atom", "json")),
]
ABOUT_ONE = ["changes.atom", "changes.json"]
API = [
    "/api/",
    "/api/docs/",
    "/api/schema/",
    "/api/v1/",
    "/api/v1/events/",
    "/api/v1/sources/",
    "/api/v1/claims/",
    "/api/v1/figures/",
    "/api/v1/positions/",
    "/api/v1/questions/",
    "/api/v1/changes/",
    "/api/v1/record/",
]
FILTERS = ["q=canary", "q=something", "status=unconfirmed", "measure=killed", "since=2020-01-01"]


def a_published_world():
    """One of everything on record, with as much beside it on the desk that is not.

    Private fields are filled before a first publication, between it and a second, and after that.
    """
    editor = an_editor("canary-editor", first_name="canary", email="canary@example.org")
    event = an_event(time_zone="Asia/Karachi")
    claim = _a_claim_with_all_its_parts(event, editor)
    a_party(event, claim.claimant)
    event.measures.create(slug="evacuated", name="evacuated")
    other = a_claim("Something else was said.", event=event)
    suppressed = a_claim("canary: these words were withheld", event=event)
    a_link(claim, other)
    position = a_position(event)
    question = a_question(event, answers=[("so", "So it was.", [claim]), ("not", "Not so.", [])])
    a_question(event, "canary: a question in draft", slug="canary-question")
    _desk_beside(claim, event)
    canaries.fill()

    # A link goes along with its claims.
    for thing in (claim, other, position, question, suppressed):
        thing.refresh_from_db()  # with its canaries
        actions.publish([thing], by=editor, at=NOW)
    actions.change_status(
        claim,
        to=Status.CONFIRMED,
        reason="Two say so.",
        evidence=_counting(claim),
        by=editor,
        at=NOW,
    )
    actions.suppress(suppressed, grounds="danger", reason="canary: why", by=editor, at=LATER)
    _publish_everything_again([claim, other, position], by=editor)
    _said_to_the_desk(claim, Claim.objects.get(slug="canary-draft"))
    _unfinished_edits(claim)
    LiveTable(
        event=event, reader="canary", digest="canary", made_by=editor, made_at=NOW,
        withdrawn_at=NOW, withdrawn_by=editor,
    ).save()  # fmt: skip
    canaries.make_the_rest()
    canaries.fill()
    return claim, event


def _a_claim_with_all_its_parts(event, editor):
    claim = a_claim("Something was said.", event=event, assignee=editor)
    claim.next_check_at, claim.next_check_precision = NOW, "day"
    claim.save()
    a_figure(claim)
    a_stance(claim, source=a_source())
    some_evidence(claim)
    some_evidence(claim)
    secret = a_source("canary originator", slug="canary-originator", uid="canary0originator")
    some_evidence(
        claim,
        confidential=True,
        originator=secret,
        report=a_report(
            title="canary report", slug="canary-report", uid="canary0report", publisher=secret
        ),
    )
    request = a_request(claim, asked_by=editor, deadline_at=NOW, deadline_precision="day")
    a_stance(claim, "no_response", source=request.whom, request=request)
    return claim


def _counting(claim):
    return list(claim.evidence.filter(confidential=False))


def _publish_everything_again(subjects, *, by):
    """Each with something new for readers, and new canaries beside it."""
    canaries.fill()
    claim, other, position = subjects
    claim.refresh_from_db()
    claim.occasion = "At a press conference"
    other.refresh_from_db()
    other.statement = "Something else was said, and said again."
    position.refresh_from_db()
    position.rationale = "Now with a reason."
    claim.event.summary = "It is told in a sentence."
    claim.claimant.about = "Known for what it said."
    for subject in (claim, other, position, claim.event, claim.claimant):
        subject.save()
        actions.publish([subject], note="There is more to tell.", by=by, at=LATER)
        subject.refresh_from_db()


def _desk_beside(claim, event):
    draft = a_claim("canary draft", event=event, slug="canary-draft", uid="canary0draft")
    a_figure(draft, 4711, words="canary words")
    a_stance(draft, quote="canary quote")
    some_evidence(draft, note="canary evidence")
    a_link(claim, draft, note="canary link to a draft")
    a_link(draft, claim, relation="denies", state="suggested", note="canary suggestion")
    an_event("canary part", slug="canary-part", parent=event)
    a_position(event, category="civilians", rationale="canary rationale")
    _decided_about_figures(event)


def _decided_about_figures(event):
    """One about a count that is open upwards, one with no floor: each end has its canary."""
    category = event.categories.first()
    count = {"event": event, "part": event, "category": category, "measure": "killed"}
    taken = {"decided_at": NOW, "decided_precision": "day", "reason": "canary reason"}
    for ends in ({"low": 1}, {"high": 1}):
        Decision.objects.create(option=Option.RANGE, **count, **ends, **taken)


def _said_to_the_desk(claim, draft):
    actions.receive_report(
        about="/canary", words="canary words", grounds="canary", contact="canary", at=NOW
    )
    report = ErrorReport.objects.get()
    report.note, report.answered_at = "canary note", NOW
    report.outcome, report.correction = "corrected", 1
    report.save()
    answer = FindingAnswer(event=claim.event, kind="chain", answer="shown", reason="canary reason")
    answer.answered_at, answer.answered_precision = NOW, "day"
    answer.save()
    double = a_claim("canary double", event=claim.event, claimant=draft.claimant)
    actions.tell_apart(double, draft, reason="canary: two of them", by=None, at=NOW)
    actions.merge(double, into=draft, reason="canary: why they are one", by=None, at=NOW)
    merge = Merge.objects.get()
    merge.undone_at = NOW
    merge.save()
    actions.look_again(draft, cause=Cause.REFUTED, by=None, at=NOW)
    for look in SecondLook.objects.filter(cleared_at=None):
        actions.stands(look, note="canary second look", by=None, at=NOW)
    editor = get_user_model().objects.get(username="canary-editor")
    Presence.objects.create(who=editor, kind="claim", key=claim.pk, since_at=NOW, seen_at=NOW)


def _unfinished_edits(claim):
    claim.refresh_from_db()
    claim.statement = "canary: an unfinished edit"
    claim.save()
    source = claim.claimant
    source.refresh_from_db()
    source.about = "canary: not published yet"
    source.save()


def addresses(claim, event):
    source = claim.claimant
    things = [
        f"/claims/{claim.slug}/",
        f"/events/{event.slug}/",
        f"/events/{event.slug}/figures/",
        f"/events/{event.slug}/figures.csv",
        f"/events/{event.slug}/figures.json",
        f"/sources/{source.slug}/",
        f"/claims/{claim.slug}/badge.svg",
        f"/claims/{claim.slug}/picture.png",
        "/claims/canary-draft/picture.png",
        f"/events/{event.slug}/picture.png",
        f"/embed/claims/{claim.slug}/",
        f"/embed/events/{event.slug}/",
        f"/oembed?url=http://testserver/claims/{claim.slug}/",
        f"/oembed?url=http://testserver/events/{event.slug}/&format=xml",
        "/claims/canary-draft/",
        "/sources/canary-originator/",
        "/events/canary-part/",
    ]
    one = [f"/claims/{claim.slug}/", f"/events/{event.slug}/", f"/sources/{source.slug}/"]
    asked = ["canary-question", *event.questions.values_list("slug", flat=True)]
    one += [f"/questions/{slug}/" for slug in asked]
    things += [*one, *(f"/embed/questions/{slug}/" for slug in asked)]
    things += [f"/questions/{slug}/picture.png" for slug in asked]
    one += ["/claims/canary-draft/", "/sources/canary-originator/", "/events/canary-part/"]
    machines = [*MACHINES, f"/events/{event.slug}/dossier.json", "/events/canary-part/dossier.json"]
    machines += [page + name for page in one for name in ABOUT_ONE]
    machines += [f"/api/v1/questions/{slug}/" for slug in asked]
    machines += [
        f"/api/v1/claims/{claim.slug}/",
        f"/api/v1/events/{event.slug}/",
        f"/api/v1/sources/{source.slug}/",
        "/api/v1/claims/canary-draft/",
        "/api/v1/sources/canary-originator/",
        "/api/v1/events/canary-part/",
        *(f"/api/v1/positions/{position.uid}/" for position in event.positions.all()),
        *(f"/api/v1/record/{seq}/" for seq in range(1, 30)),
        *(f"/proofs/{seq}.json" for seq in range(1, 30)),
        *("/proofs/3-20.json", "/checkpoint", "/checkpoints/", "/checkpoints/20", "/verify.py"),
    ]
    pages = PLAIN + things + API + machines
    moments = ["as_of=1", "as_of=3", "as_of=2024-08-27", "as_of=2030-01-01", "as_of=nonsense"]
    return [
        *pages,
        *(f"{p}{'&' if '?' in p else '?'}{moment}" for p in pages for moment in moments),
        *(f"/claims/?{narrow}" for narrow in FILTERS),
        *(f"/api/v1/{kind}/?{narrow}" for kind in ("claims", "figures") for narrow in FILTERS),
        *(f"{machine}?changed_since=0" for machine in API),
        *(f"{machine}?limit=1" for machine in API),
    ]


def test_no_public_byte_or_header_holds_a_canary(client):
    claim, event = a_published_world()
    # With its salt a sealed author can be guessed.
    salts = [row.salt for kind in (Authorship, DecisionDigest) for row in kind.objects.all()]
    assert salts

    for address in addresses(claim, event):
        answer = client.get(address)
        # What was asked for may be said back; what was not asked for may not.
        # What a picture shows is tested where it is drawn; beside it a file holds no words.
        body = str(answer.getvalue(), "utf-8", "replace").replace("q=canary", "")
        body = body.replace("canary-draft", "")
        body = body.replace('value="canary"', "").replace("“canary”", "")
        body = body.replace('"word":"canary"', "")
        for asked in ("canary-originator", "canary-part", "canary-question"):
            body = body.replace(asked, "")
        assert not canaries.FOUND.search(body), address
        assert [salt for salt in salts if salt in body] == [], address
        assert not canaries.FOUND.search(str(answer.headers)), address
        assert not names_number(4711, body), address


def test_the_published_words_are_there_to_be_found(client):
    claim, _ = a_published_world()

    page = client.get(f"/claims/{claim.slug}/").content.decode()

    assert "Something was said." in page
    assert "Two say so." in page
    assert "a confidential source, known to us" in page


@pytest.mark.parametrize(
    "kind",
    ["claims", "events", "sources", "api/v1/claims", "api/v1/events", "api/v1/sources"],
)
def test_a_draft_answers_as_if_it_did_not_exist(client, kind):
    a_claim(slug="a-draft", claimant=a_source(slug="a-draft"), event=an_event(slug="a-draft"))
    published(a_claim())

    draft = client.get(f"/{kind}/a-draft/")
    absent = client.get(f"/{kind}/no-such/")

    assert draft.status_code == absent.status_code == 404
    assert draft.content.replace(b"a-draft", b"no-such") == absent.content
    assert draft.headers == absent.headers


def test_a_private_note_moves_no_etag(client):
    claim = published(a_claim())
    before = client.get(f"/claims/{claim.slug}/").headers["ETag"]

    claim.private_note = "For the desk."
    claim.save()

    assert client.get(f"/claims/{claim.slug}/").headers["ETag"] == before


def test_every_public_address_is_crawled(client):
    claim, event = a_published_world()
    crawled = {get_resolver().resolve(path.split("?")[0]).route for path in addresses(claim, event)}

    assert routes(get_resolver()) <= crawled


def routes(resolver, prefix=""):
    """Every address of the site but the admin's and static files'."""
    found = set()
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(("admin/", "static")):
            continue
        found |= routes(pattern, route) if hasattr(pattern, "url_patterns") else {route}
    return found


def test_every_private_field_that_can_hold_one_has_a_canary():
    a_published_world()

    assert canaries.fill() == canaries.names()
