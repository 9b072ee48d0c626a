from dataclasses import replace

import pytest

from claims.domain import status
from claims.domain.errors import RuleBroken
from claims.domain.evidence import RETRACTED, SHORTEST_ACCOUNT, WITHDRAWN
from claims.domain.status import FIRMEST_FIRST, EvidenceFacts, Status
from claims.domain.vocabulary import COUNTS, Bearing, EvidenceKind
from tests.domain.people import SOURCES

EXAMINED = "We compared the number plates with the ministry's list."
REASON = "Two sources that counted for themselves agree."


def support(originator, kind=EvidenceKind.OFFICIAL, **facts):
    key = facts.pop("key", f"+{originator}")
    return EvidenceFacts(key, Bearing.SUPPORTS, kind, originator, label=key, **facts)


def against(originator, kind=EvidenceKind.OFFICIAL, **facts):
    key = facts.pop("key", f"-{originator}")
    return EvidenceFacts(key, Bearing.AGAINST, kind, originator, label=key, **facts)


def missing(to, *named, claimant="ispr", unnamed=(), reason=REASON, has_citation=True):
    return status.missing(
        to,
        claimant=claimant,
        evidence_on_file=[*named, *unnamed],
        named={evidence.key for evidence in named},
        reason=reason,
        has_citation=has_citation,
        sources=SOURCES,
    )


FILM = support("ispr", EvidenceKind.PRIMARY, note=EXAMINED)
FILM_AGAINST = against("outlet-1", EvidenceKind.PRIMARY, note=EXAMINED)

ENOUGH = {
    Status.UNCONFIRMED: [],
    Status.PARTLY_CONFIRMED: [support("ispr"), support("outlet-1")],
    Status.CONFIRMED: [support("ispr"), support("outlet-1")],
    Status.DISPUTED: [support("ispr"), against("bla")],
    Status.REFUTED: [against("bla"), against("outlet-1")],
    Status.UNVERIFIABLE: [],
}


def test_every_status_has_a_place_among_those_that_stand_firmly():
    assert len(FIRMEST_FIRST) == len(Status) == len(set(FIRMEST_FIRST))


@pytest.mark.parametrize("to", Status)
def test_with_what_it_needs_a_status_may_be_given(to):
    assert missing(to, *ENOUGH[to]) == []


@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_no_status_without_a_reason(to, reason):
    assert "Give the reason: readers will see it." in missing(to, *ENOUGH[to], reason=reason)


@pytest.mark.parametrize("to", Status)
def test_no_status_without_a_claimant(to):
    assert missing(to, *ENOUGH[to], claimant=None) == ["Say first who makes this claim."]


@pytest.mark.parametrize("to", Status)
def test_evidence_of_another_claim_cannot_be_named(to):
    found = status.missing(
        to,
        claimant="ispr",
        evidence_on_file=ENOUGH[to],
        named={evidence.key for evidence in ENOUGH[to]} | {"another's"},
        reason=REASON,
        has_citation=True,
        sources=SOURCES,
    )

    assert found == ["Name only evidence that is on file for this claim."]


@pytest.mark.parametrize("to", [to for to in Status if ENOUGH[to]])
def test_evidence_that_is_not_named_carries_nothing(to):
    assert missing(to, unnamed=ENOUGH[to])


@pytest.mark.parametrize("to", [to for to in Status if ENOUGH[to]])
@pytest.mark.parametrize("kind", sorted(set(EvidenceKind) - COUNTS))
def test_repeated_evidence_and_hearsay_carry_nothing(to, kind):
    weak = [EvidenceFacts(e.key, e.bearing, kind, e.originator) for e in ENOUGH[to]]

    assert missing(to, *weak)


@pytest.mark.parametrize("to", [to for to in Status if ENOUGH[to]])
def test_evidence_of_nobody_carries_nothing(to):
    assert missing(to, *[EvidenceFacts(e.key, e.bearing, e.kind) for e in ENOUGH[to]])


@pytest.mark.parametrize("to", [to for to in Status if ENOUGH[to]])
@pytest.mark.parametrize("gone", [WITHDRAWN, RETRACTED])
def test_evidence_in_a_report_that_fell_carries_nothing_and_is_told(to, gone):
    fallen, *others = [replace(piece, gone=gone) for piece in ENOUGH[to]]
    told = f"“{fallen.key}” rests on {gone}: it does not count."

    assert told in missing(to, fallen, *others)
    assert told in missing(to, fallen, *ENOUGH[to][1:])


def test_what_fell_need_not_be_answered_and_does_not_spoil_what_is_enough():
    fallen = against("bla", gone=WITHDRAWN)

    assert missing(Status.CONFIRMED, *ENOUGH[Status.CONFIRMED], unnamed=[fallen]) == []
    assert missing(Status.CONFIRMED, *ENOUGH[Status.CONFIRMED], fallen) == []


def test_of_what_fell_only_what_was_named_on_that_side_is_told():
    named, unnamed = support("ispr", gone=WITHDRAWN), support("bla", gone=RETRACTED)
    other_side = against("bla", gone=WITHDRAWN)

    told = [
        sentence
        for sentence in missing(Status.CONFIRMED, named, other_side, unnamed=[unnamed])
        if "does not count" in sentence
    ]
    assert told == ["“+ispr” rests on a report that its publisher withdrew: it does not count."]


def test_a_dispute_tells_what_fell_on_the_side_that_lacks_evidence():
    fallen = against("bla", gone=WITHDRAWN)

    assert missing(Status.DISPUTED, support("ispr"), fallen) == [
        "Name evidence against that counts: a bare denial is a stance and not enough.",
        "“-bla” rests on a report that its publisher withdrew: it does not count.",
    ]


def test_the_default_needs_a_citation():
    assert missing(Status.UNCONFIRMED, has_citation=False) == [
        "Add a citation: where the claimant said this."
    ]


SETTLED = [Status.CONFIRMED, Status.PARTLY_CONFIRMED]


@pytest.mark.parametrize("to", SETTLED)
@pytest.mark.parametrize(
    "named",
    [
        [FILM],
        [support("outlet-1"), support("outlet-2")],
        [support("bla"), support("bugti")],
        [support("ispr"), support("correspondent")],
        [support("ispr", concedes=True), support("bla")],
        [support("ispr"), support("outlet-1"), against("bla")],
    ],
)
def test_what_confirms(to, named):
    assert missing(to, *named) == []


@pytest.mark.parametrize("to", SETTLED)
@pytest.mark.parametrize(
    "named",
    [
        [],
        [support("outlet-1")],
        [support("outlet-1"), support("correspondent")],
        [support("ispr"), support("military")],
        [support("ispr"), support("hospital")],
        [support("ispr", concedes=True), support("bugti")],
        [support("ispr", EvidenceKind.PRIMARY, note=" We saw it. ")],
        [against("outlet-1"), against("outlet-2")],
    ],
)
def test_what_does_not_confirm(to, named):
    assert missing(to, *named)


def test_officials_of_one_side_cannot_confirm_the_armys_count():
    officials = [support(who) for who in ("ispr", "bugti", "police-chief", "naqvi")]

    need, explanation = missing(Status.CONFIRMED, *officials)

    assert need == (
        "Name supporting evidence from two sources that know independently of each other,"
        " at least one of them outside the claimant's party, or one primary piece whose note"
        " says what was examined and how."
    )
    assert explanation == (
        "Chief Minister Bugti, ISPR, Interior Minister Naqvi and the district police chief"
        " are on one side, the state: one chain."
    )


def test_four_outlets_carrying_the_army_are_one_source():
    carried = [support("ispr", key=f"outlet {n}") for n in range(1, 5)]

    assert missing(Status.CONFIRMED, *carried)[1:] == ["ISPR: one chain."]


def test_a_claimant_without_a_side_still_needs_somebody_else():
    own = [support("outlet-1"), support("correspondent")]

    assert missing(Status.CONFIRMED, *own, claimant="outlet-1")
    assert missing(Status.CONFIRMED, *own, support("outlet-2"), claimant="outlet-1") == []


def test_whom_the_claimant_speaks_for_is_nobody_else_even_without_a_side():
    own = [support("ministry"), support("bugti")]

    assert missing(Status.CONFIRMED, *own, claimant="ministry-spokesman")


def test_a_primary_piece_must_say_what_was_examined():
    thin = support("outlet-1", EvidenceKind.PRIMARY, key="the film")

    assert "Say in the note of “the film” what was examined and how." in missing(
        Status.CONFIRMED, thin
    )


@pytest.mark.parametrize("to", SETTLED)
def test_evidence_against_must_be_answered(to):
    assert missing(to, *ENOUGH[to], unnamed=[against("bla", key="the statement")]) == [
        "“the statement” speaks against the claim: name it and answer it in the reason."
    ]


@pytest.mark.parametrize("weak", [against("bla", EvidenceKind.HEARSAY), against(None)])
def test_evidence_against_that_counts_for_nothing_needs_no_answer(weak):
    assert missing(Status.CONFIRMED, *ENOUGH[Status.CONFIRMED], unnamed=[weak]) == []


@pytest.mark.parametrize(
    "named",
    [
        [FILM_AGAINST],
        [against("outlet-1"), against("outlet-2")],
        [against("bla"), against("outlet-1")],
        [against("bla"), against("ispr", concedes=True)],
        [against("bla", EvidenceKind.PRIMARY, note=EXAMINED), against("outlet-1")],
    ],
)
def test_what_refutes(named):
    assert missing(Status.REFUTED, *named) == []


@pytest.mark.parametrize(
    "named",
    [
        [],
        [against("outlet-1")],
        [against("bla"), against("bla-spokesman")],
        [against("bla"), against("other-group")],
        [against("bla", EvidenceKind.PRIMARY, note=EXAMINED)],
        [against("outlet-1", EvidenceKind.PRIMARY)],
        [support("outlet-1"), support("outlet-2")],
    ],
)
def test_what_does_not_refute(named):
    assert missing(Status.REFUTED, *named)


def test_supporting_evidence_must_be_answered_before_a_claim_is_refuted():
    own = support("ispr", key="the briefing")

    assert missing(Status.REFUTED, FILM_AGAINST, unnamed=[own]) == [
        "“the briefing” supports the claim: name it and answer it in the reason."
    ]


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ([against("bla")], "Name evidence that supports the claim and counts."),
        (
            [support("ispr")],
            "Name evidence against that counts: a bare denial is a stance and not enough.",
        ),
        (
            [support("ispr"), against("bugti")],
            "The evidence for and the evidence against come from one chain.",
        ),
    ],
)
def test_what_does_not_make_a_dispute(named, sentence):
    assert missing(Status.DISPUTED, *named) == [sentence]


def test_a_concession_against_its_own_side_makes_a_dispute():
    assert missing(Status.DISPUTED, support("ispr"), against("bugti", concedes=True)) == []


def test_giving_up_takes_an_account_of_what_was_tried():
    assert missing(Status.UNVERIFIABLE, reason="We cannot tell.") == [
        "Say in the reason what was tried to settle this."
    ]


def test_a_refused_change_carries_every_sentence():
    with pytest.raises(RuleBroken) as refused:
        status.check_change(
            Status.UNCONFIRMED,
            claimant="ispr",
            evidence_on_file=[],
            named=set(),
            reason="",
            has_citation=False,
            sources=SOURCES,
        )

    assert refused.value.messages == [
        "Give the reason: readers will see it.",
        "Add a citation: where the claimant said this.",
    ]


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_leaving_what_was_settled_reopens_it(before, after):
    settled = before in (Status.CONFIRMED, Status.REFUTED)

    assert status.reopens(before, after) == (settled and before != after)


def test_a_refutation_says_all_it_needs():
    assert missing(Status.REFUTED)[0] == (
        "Name evidence against from two sources that know independently of each other, or one"
        " primary piece whose note says what was examined and how; not all of it from"
        " parties opposed to the claimant's."
    )


@pytest.mark.parametrize(
    ("letters", "enough"), [(SHORTEST_ACCOUNT - 1, False), (SHORTEST_ACCOUNT, True)]
)
def test_an_account_is_long_enough_from_its_shortest_length_on(letters, enough):
    account = "x" * letters
    film = support("ispr", EvidenceKind.PRIMARY, note=f" {account} ")

    assert (missing(Status.CONFIRMED, film) == []) == enough
    assert (missing(Status.UNVERIFIABLE, reason=f" {account} ") == []) == enough


def test_evidence_without_a_label_is_called_by_its_key():
    unnamed = EvidenceFacts("e-7", Bearing.AGAINST, EvidenceKind.OFFICIAL, "bla")

    assert missing(Status.CONFIRMED, *ENOUGH[Status.CONFIRMED], unnamed=[unnamed]) == [
        "“e-7” speaks against the claim: name it and answer it in the reason."
    ]


@pytest.mark.parametrize(("has_citation", "refused"), [(True, False), (False, True)])
def test_a_change_to_the_default_is_refused_without_a_citation(has_citation, refused):
    def change():
        status.check_change(
            Status.UNCONFIRMED,
            claimant="ispr",
            evidence_on_file=[],
            named=set(),
            reason=REASON,
            has_citation=has_citation,
            sources=SOURCES,
        )

    if refused:
        with pytest.raises(RuleBroken, match="Add a citation"):
            change()
    else:
        change()


@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("examined", [True, False])
def test_only_an_unconfirmed_claim_can_be_one_nobody_examined(to, examined):
    unseen = to is Status.UNCONFIRMED and not examined
    assert status.counted_as(to, examined=examined) == ("not_examined" if unseen else to.value)


@pytest.mark.parametrize("to", Status)
def test_only_what_is_unconfirmed_can_be_said_not_to_be_examined(to):
    status.check_examined(to, examined=True)
    if to == Status.UNCONFIRMED:
        status.check_examined(to, examined=False)
        return
    with pytest.raises(RuleBroken, match="^Only an unconfirmed claim can be one that we have not"):
        status.check_examined(to, examined=False)


@pytest.mark.parametrize(
    ("to", "first", "names_evidence", "expected"),
    [
        (Status.UNCONFIRMED, True, False, False),
        (Status.UNCONFIRMED, True, True, True),
        (Status.UNCONFIRMED, False, False, True),
        (Status.DISPUTED, True, False, True),
    ],
)
def test_a_first_unconfirmed_that_names_nothing_notes_how_a_claim_came_in(
    to, first, names_evidence, expected
):
    assert status.taken_as_examined(to, first=first, names_evidence=names_evidence) is expected
