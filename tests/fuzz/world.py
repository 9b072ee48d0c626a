"""A desk with one of everything, in every state of publication, for whoever types nonsense."""

from claims import actions
from claims.actions.desk import keep
from claims.domain.roles import Role
from claims.domain.vocabulary import Bearing, Grounds, LinkState
from claims.models.desk.position import LeftOut
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
    some_evidence,
)


def people():
    """One of each role, and one who has none."""
    return {
        "looks": an_editor("looks", role=Role.VIEWER),
        "drafts": an_editor("drafts", role=Role.REPORTER),
        "edits": an_editor("edits", role=Role.EDITOR),
        "chief": an_editor("chief", role=Role.CHIEF),
        "nothing": an_editor("nothing"),
    }


def furnish(by):
    """Two stories; their things stand in every state, and what was retracted is in use."""
    attacks = an_event("Attacks", time_zone="Asia/Karachi")
    part = an_event("Attack on the road", parent=attacks)
    fire = an_event("A fire", stub=True)
    army = a_source("The army", kind="military", side="state")
    rebels = a_source("The rebels", side="rebels", aliases=["Fighters"])
    about = [(army, attacks), (rebels, part), (army, part), (rebels, attacks), (army, fire)]
    claims = [_claim(who, event) for who, event in about]
    one, two, three, four, _ = claims
    a_link(one, two, state=LinkState.CONFIRMED)
    a_link(two, three, relation="repeats")
    position = a_position(attacks, rationale="What the army says.")
    position.uses.set([one.figures.get(), four.figures.get()])
    # A figure may come to count something else than the position that uses it.
    other = a_position(attacks, measure="injured", low=3)
    other.uses.set([three.figures.get(), a_figure(three, 9, measure="houses burnt")])
    LeftOut(position=position, figure=two.figures.get(), reason="Too early.").save()
    actions.publish([*claims[:4], position], by=by, at=NOW)
    actions.retract(four, reason="We were wrong.", by=by, at=NOW)
    actions.suppress(two, grounds=Grounds.LAW, reason="A court said so.", by=by, at=NOW)
    three.refresh_from_db()
    keep(three, by=by, short="Changed since", changed=True)
    actions.receive_report(about="/claims/", words="This is wrong.", grounds="", contact="", at=NOW)
    return claims


def _claim(who, about):
    claim = a_claim(f"{who} says that people were killed in {about}.", claimant=who, event=about)
    a_figure(claim, 14, words="14 people")
    a_stance(claim)
    a_request(claim)
    some_evidence(claim)
    some_evidence(claim, Bearing.AGAINST, confidential=True, note="", report=a_report(stub=True))
    return claim
