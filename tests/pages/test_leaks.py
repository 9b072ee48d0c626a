"""Nothing on the desk that is not published is in any public byte or header.

Every private field of every model gets a canary, and so does every field of every draft; then all
public addresses are read, at every kind of moment.
"""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.urls import get_resolver

from claims import actions
from claims.domain.second_look import Cause
from claims.domain.status import Status
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.position import FindingAnswer
from claims.publishing.field_visibility import PRIVATE
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_report,
    a_request,
    a_source,
    a_stance,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import names_number

pytestmark = pytest.mark.django_db

CANARY = "canary"
# Addresses that show no published thing by its slug, and those that do.
PLAIN = [
    "/",
    "/events/",
    "/claims/",
    "/sources/",
    "/changes/",
    "/methodology/",
    *(f"/docs/{name}/" for name in ("readers", "reporters", "researchers", "developers")),
    "/favicon.ico",
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
    "/api/v1/changes/",
    "/api/v1/record/",
]
FILTERS = ["q=canary", "q=something", "status=unconfirmed", "measure=killed", "since=2020-01-01"]


def a_published_world():
    """One of everything on record, with as much beside it on the desk that is not."""
    editor = an_editor("canary-editor", first_name="canary", email="canary@example.org")
    event = an_event(time_zone="Asia/Karachi")
    claim = a_claim("Something was said.", event=event, private_note="canary in the note")
    a_figure(claim)
    a_stance(claim, source=a_source())
    evidence = [some_evidence(claim), some_evidence(claim)]
    secret = a_source("canary originator", slug="canary-originator")
    some_evidence(
        claim,
        confidential=True,
        originator=secret,
        report=a_report(title="canary report", slug="canary-report", publisher=secret),
    )
    other = a_claim("Something else was said.", event=event)
    published(claim, by=editor)
    published(other, by=editor)
    actions.publish([a_link(claim, other)], by=editor, at=NOW)
    actions.publish([a_position(event)], by=editor, at=NOW)
    actions.change_status(
        claim, to=Status.CONFIRMED, reason="Two say so.", evidence=evidence, by=editor, at=NOW
    )
    suppressed = published(a_claim("canary: these words were withheld", event=event))
    actions.suppress(
        suppressed, grounds="danger", reason="canary: why", by=editor, at=NOW + timedelta(hours=1)
    )
    _desk_beside(claim, event)
    return claim, event


def _desk_beside(claim, event):
    draft = a_claim("canary draft", event=event, slug="canary-draft", occasion="canary")
    a_figure(draft, 4711, words="canary words")
    a_stance(draft, quote="canary quote")
    some_evidence(draft, note="canary evidence")
    a_link(claim, draft, note="canary link to a draft")
    a_link(draft, claim, relation="denies", state="suggested", note="canary suggestion")
    an_event("canary part", slug="canary-part", parent=event)
    a_position(event, category="civilians", rationale="canary rationale")
    _said_to_the_desk(claim, draft)


def _said_to_the_desk(claim, draft):
    actions.receive_report(
        about="/canary", words="canary words", grounds="canary", contact="canary", at=NOW
    )
    report = ErrorReport.objects.get()
    report.note = "canary note"
    report.save()
    FindingAnswer(event=claim.event, kind="chain", answer="shown", reason="canary reason").save()
    double = a_claim("canary double", event=claim.event, claimant=draft.claimant)
    actions.tell_apart(double, draft, reason="canary: two of them", by=None, at=NOW)
    actions.merge(double, into=draft, reason="canary: why they are one", by=None, at=NOW)
    claim.refresh_from_db()
    claim.statement = "canary: an unfinished edit"
    claim.handover = "canary handover"
    claim.assignee = get_user_model().objects.get(username="canary-editor")
    claim.save()
    request = a_request(claim, note="canary question")
    a_stance(claim, "no_response", source=request.whom, request=request)
    look, *_ = actions.look_again(draft, cause=Cause.REFUTED, by=None, at=NOW)
    actions.stands(look, note="canary second look", by=None, at=NOW)
    source = claim.claimant
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
        f"/embed/claims/{claim.slug}/",
        f"/embed/events/{event.slug}/",
        f"/oembed?url=http://testserver/claims/{claim.slug}/",
        f"/oembed?url=http://testserver/events/{event.slug}/&format=xml",
        "/claims/canary-draft/",
        "/sources/canary-originator/",
        "/events/canary-part/",
    ]
    one = [f"/claims/{claim.slug}/", f"/events/{event.slug}/", f"/sources/{source.slug}/"]
    one += ["/claims/canary-draft/", "/sources/canary-originator/", "/events/canary-part/"]
    machines = [*MACHINES, f"/events/{event.slug}/dossier.json", "/events/canary-part/dossier.json"]
    machines += [page + name for page in one for name in ABOUT_ONE]
    machines += [
        f"/api/v1/claims/{claim.slug}/",
        f"/api/v1/events/{event.slug}/",
        f"/api/v1/sources/{source.slug}/",
        "/api/v1/claims/canary-draft/",
        "/api/v1/sources/canary-originator/",
        "/api/v1/events/canary-part/",
        *(f"/api/v1/positions/{position.uid}/" for position in event.positions.all()),
        *(f"/api/v1/record/{seq}/" for seq in range(1, 30)),
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

    for address in addresses(claim, event):
        answer = client.get(address)
        # What was asked for may be said back; what was not asked for may not.
        body = answer.getvalue().decode().replace("canary-draft", "").replace("q=canary", "")
        body = body.replace('value="canary"', "").replace("“canary”", "")
        body = body.replace("canary-originator", "").replace("canary-part", "")
        assert CANARY not in body, address
        assert CANARY not in str(answer.headers), address
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


def test_text_columns_of_the_desk_that_are_private_were_given_a_canary():
    texts = (models.CharField, models.TextField)
    private = {
        f"{model.__name__}.{name}"
        for model, names in PRIVATE.items()
        for name in names
        if isinstance(model._meta.get_field(name), texts)
    }

    # uids are public by nature; kind, cause, answer, state and precisions are of a fixed list.
    assert private == {
        "Claim.private_note",
        "Claim.handover",
        "Claim.next_check_precision",
        "CommentRequest.note",
        "CommentRequest.asked_precision",
        "CommentRequest.deadline_precision",
        "SecondLook.about_name",
        "SecondLook.about_uid",
        "SecondLook.about_kind",
        "SecondLook.cause",
        "SecondLook.why",
        "SecondLook.note",
        "Presence.kind",
        *(f"ErrorReport.{f}" for f in ("about", "words", "grounds", "contact", "note", "outcome")),
        *(f"ToldApart.{f}" for f in ("one", "other", "reason")),
        "FindingAnswer.answer",
        "FindingAnswer.answered_precision",
        "Link.state",
        "Merge.reason",
        *(f"Merge.{name}" for name in ("kind", "merged", "into")),
        *(f"{m}.{f}" for m in SUBJECTS for f in ("uid", "publication")),
    }


SUBJECTS = ("Source", "Report", "Event", "Claim", "Link", "Position")
