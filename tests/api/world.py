"""A small record with one of everything, also what was taken back."""

from datetime import timedelta

from claims import actions
from claims.domain.status import Status
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_party,
    a_position,
    a_report,
    a_source,
    a_stance,
    an_event,
    published,
    some_evidence,
)

LATER = NOW + timedelta(hours=1)


def a_world():
    """Two events, one a part of the other; claims in every state that readers can meet."""
    event = an_event("The attacks", slug="attacks", time_zone="Asia/Karachi")
    part = an_event("The checkpoint", slug="checkpoint", parent=event, time_zone="Asia/Karachi")
    army = a_source("The army", slug="army", side="state", kind="military")
    a_party(event, army, name="The state", slug="state")
    claim = a_claim(
        "The army counted 14 dead.",
        slug="army-14",
        claimant=army,
        event=event,
        said_at=NOW,
        said_precision="minute",
    )
    figure = a_figure(claim, 14, key="army-14", words="14 soldiers", category="soldiers")
    a_figure(claim, 23, qualifier="at_least", key="army-23", event=part, category="civilians")
    a_stance(claim, source=a_source("The group", slug="group"), report=a_report())
    evidence = [some_evidence(claim), some_evidence(claim)]
    some_evidence(claim, confidential=True, originator=a_source(), report=a_report())
    other = a_claim("Nobody died.", slug="group-0", event=part)
    published(claim)
    published(other)
    actions.publish([a_link(claim, other, note="They cannot both be true.")], by=None, at=NOW)
    position = a_position(event, low=14, rationale="What the army counted.")
    position.uses.add(figure)
    actions.publish([position], by=None, at=NOW)
    actions.change_status(
        claim, to=Status.CONFIRMED, reason="Two say so.", evidence=evidence, by=None, at=LATER
    )
    return event, claim


def taken_back(event):
    """A claim that was retracted, one that was withheld, and one that was merged."""
    retracted = published(a_claim("We were told 99.", slug="retracted", event=event))
    actions.retract(retracted, reason="We misheard.", by=None, at=LATER)
    withheld = published(a_claim("Words that endanger somebody.", slug="withheld", event=event))
    a_figure(withheld, 4711)
    actions.suppress(withheld, grounds="danger", reason="A threat.", by=None, at=LATER)
    kept = published(a_claim("The one that is kept.", slug="kept", event=event))
    merged = a_claim("The same again.", slug="merged", event=event)
    merged.lifecycle, merged.merged_into = "merged", kept
    merged.save()
    published(merged)
