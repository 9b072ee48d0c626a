"""Who is opposed to whom, and who knows of whom, hangs on the event and on the day."""

from datetime import date

import pytest

from claims.domain import chains, status
from claims.domain.chains import Originator, SourceFacts, Sources, Voice
from claims.domain.errors import RuleBroken
from claims.domain.evidence import EvidenceFacts
from claims.domain.parties import ALWAYS, Member, Parties, Span
from claims.domain.source_input import parties_of, source_facts
from claims.domain.status import Status
from claims.domain.vocabulary import Bearing, EvidenceKind
from tests.domain.people import a_party

ARMY, ALLY, REBELS, COURT = (
    SourceFacts(key, key.title()) for key in ("army", "ally", "rebels", "court")
)


def sources(*parties, facts=(ARMY, ALLY, REBELS, COURT)):
    return Sources({fact.key: fact for fact in facts}, Parties(parties))


def chains_of(where, *keys):
    return chains.independent(
        [key if isinstance(key, Originator) else Originator(key) for key in keys], where
    )


def on(key, day):
    return Originator(key, day=date.fromisoformat(day))


# Three events that share their sources: an ally in one, a party to itself in the next, and an
# outsider in the last.
ALLIED = sources(
    a_party("the state", "army"), a_party("the coalition", "ally", allied_with=["the state"]),
    a_party("the rebels", "rebels"),
)  # fmt: skip
RIVALS = sources(a_party("the state", "army"), a_party("the coalition", "ally"))
APART = sources(a_party("the state", "army"), a_party("the rebels", "rebels"))


@pytest.mark.parametrize(
    ("event", "count", "opposed"), [(ALLIED, 1, False), (RIVALS, 2, True), (APART, 2, False)]
)
def test_what_two_sources_are_to_each_other_is_asked_of_the_event(event, count, opposed):
    a, b = Originator("army"), Originator("ally")

    assert chains_of(event, "army", "ally") == count
    assert chains.opposed(a, b, event) is opposed
    assert chains.opposed(b, a, event) is opposed


def test_an_alliance_said_by_one_party_holds_for_both_and_for_nobody_else():
    where = sources(
        a_party("a", "army", allied_with=["b"]),
        a_party("b", "ally", allied_with=["c"]),
        a_party("c", "rebels"),
    )

    assert chains_of(where, "army", "ally") == chains_of(where, "ally", "rebels") == 1
    assert chains.opposed(Originator("army"), Originator("rebels"), where)
    assert chains_of(where, "army", "ally", "rebels") == 2


def test_allies_are_named_where_they_are_one_chain():
    [chain] = chains.chains_explained([Originator("army"), Originator("ally")], ALLIED)

    assert chain.sentence == (
        "Ally and Army are on allied sides, the coalition and the state: one chain."
    )


def test_who_changes_party_knows_what_it_knew_before_as_what_it_was():
    where = sources(
        a_party("the state", "army", Member("ally", Span.read(until="2024-08-26"))),
        a_party("the rebels", "rebels", Member("ally", Span.read(since="2024-08-27"))),
    )

    assert chains_of(where, "army", on("ally", "2024-08-26")) == 1
    assert chains_of(where, "rebels", on("ally", "2024-08-26")) == 2
    assert chains_of(where, "army", on("ally", "2024-08-27")) == 2
    assert chains_of(where, "rebels", on("ally", "2024-08-27")) == 1
    # What is not dated is taken for what it would be now.
    assert chains_of(where, "rebels", "ally") == 1


def test_who_is_no_member_yet_is_an_outsider():
    where = sources(a_party("the state", "army", Member("court", Span.read(since="2024"))))

    assert chains_of(where, "army", on("court", "2023-12-31")) == 2
    assert chains_of(where, "army", on("court", "2024-01-01")) == 1


def test_a_spokesman_speaks_for_one_body_and_later_for_another():
    man = SourceFacts(
        "man",
        "A man",
        speaks_for=(
            Voice("army", Span.read(until="2023")),
            Voice("court", Span.read(since="2024-01")),
        ),
    )
    where = sources(a_party("the state", "army"), facts=(ARMY, COURT, man))
    then, now = on("man", "2023-12-31"), on("man", "2024-01-01")

    assert chains.party_of(then, where).name == "the state"
    assert chains.party_of(now, where) is None
    assert chains_of(where, "army", then) == chains_of(where, "court", now) == 1
    assert chains_of(where, "army", now) == chains_of(where, "court", then) == 2
    # Himself he never knows independently of.
    assert chains_of(where, then, now) == 1


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("", "", date.min, date.max),
        ("2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12-31", "9999-12-31", date(2024, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_span_is_as_wide_as_its_ends_were_stated(since, until, first, last):
    assert Span.read(since, until) == Span(first, last)


@pytest.mark.parametrize(
    ("since", "until"),
    [("2024-13", ""), ("2023-02-29", ""), ("0000", ""), ("August", ""), ("2024-08", "2024-07")],
)
def test_days_that_are_none_are_refused_in_words(since, until):
    with pytest.raises(ValueError, match=r"^“"):
        Span.read(since, until)


def test_nobody_stands_with_two_parties_at_a_time():
    def twice(until, since):
        one, other = Member("army", Span.read(until=until)), Member("army", Span.read(since))
        return list(Parties((a_party("a", one), a_party("b", other))).held_twice())

    assert twice("2024-08-31", "2024-08-31") == [("b", "army")]
    assert twice("2024-08", "2024-07") == [("b", "army")]
    assert twice("", "2024-08") == [("b", "army")]
    assert twice("2024-08", "2024-09") == []


@pytest.mark.parametrize(
    ("until", "since"),
    [
        ("2024-08", "2024-08"),
        ("2024", "2024"),
        ("2024", "2024-08"),
        ("2024-08", "2024-08-15"),
        ("2024-08-15", "2024-08"),
    ],
)
def test_a_month_or_a_year_may_end_with_one_party_and_begin_with_the_next(until, since):
    one, other = Span.read("2020", until), Span.read(since)

    assert not one.meets(other)
    assert not other.meets(one)


def test_a_month_inside_the_time_with_another_party_is_the_time_of_both():
    month = Span.read("2024-08", "2024-08")

    assert month.meets(Span.read("2020"))
    assert Span.read("2020").meets(month)


def test_the_sides_of_an_older_file_are_parties_of_its_event():
    told = [
        {"slug": "bla", "name": "Baloch Liberation Army", "short_name": "BLA", "side": "bla"},
        {"slug": "ispr", "name": "ISPR", "side": "state-of-pakistan"},
        {"slug": "army", "name": "The army", "side": "state-of-pakistan"},
        {"slug": "reuters", "name": "Reuters"},
    ]

    found = parties_of({"sources": told})

    assert [(p.name, [m.source for m in p.members]) for p in found.listed] == [
        ("BLA", ["bla"]),
        ("state of pakistan", ["ispr", "army"]),
    ]
    assert parties_of({"sources": told, "parties": []}) == Parties()


def test_whom_a_source_speaks_for_is_a_plain_name_or_a_list_with_days():
    plain = {"slug": "ispr", "name": "ISPR", "kind": "military", "speaks_for": "army"}
    dated = plain | {"speaks_for": [{"source": "army", "from": "2020", "until": "2024-08"}]}

    assert source_facts(plain).speaks_for == (Voice("army", ALWAYS),)
    assert source_facts(dated).speaks_for == (
        Voice("army", Span(date(2020, 1, 1), date(2024, 8, 31))),
    )


EARLY, LATE = Span.read("2020", "2021"), Span.read("2022")
MOVED = SourceFacts("speaker", "Speaker", speaks_for=(Voice("rebels", EARLY), Voice("army", LATE)))
CHANGED_SIDES = sources(
    a_party("the state", "army"), a_party("the rebels", "rebels"), facts=(ARMY, REBELS, MOVED)
)


@pytest.mark.parametrize(
    ("day", "whom", "party"),
    [("2020-06-01", "rebels", "the rebels"), ("2023-01-01", "army", "the state")],
)
def test_somebody_spoke_for_whom_he_spoke_for_on_that_day(day, whom, party):
    speaker = on("speaker", day)

    assert MOVED.voice(speaker.day) == whom
    assert chains.party_of(speaker, CHANGED_SIDES).name == party
    assert chains.same_voice(speaker, Originator(whom), CHANGED_SIDES)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_without_a_day_somebody_speaks_for_whom_he_spoke_last(order):
    both = MOVED.speaks_for
    speaker = SourceFacts("speaker", "Speaker", speaks_for=tuple(both[n] for n in order))

    assert speaker.voice(None) == "army"


def test_allies_are_said_to_be_allies_and_one_side_to_be_one():
    [allied] = chains.chains_explained([Originator("army"), Originator("ally")], ALLIED)
    assert allied.sentence == (
        "Ally and Army are on allied sides, the coalition and the state: one chain."
    )


def test_a_circle_is_found_behind_a_source_with_two_voices():
    circle = sources(
        facts=(
            SourceFacts("a", "Anna", speaks_for=(Voice("b"), Voice("c"))),
            SourceFacts("b", "Berta"),
            SourceFacts("c", "Carla", speaks_for=(Voice("d"),)),
            SourceFacts("d", "Dora", speaks_for=(Voice("c"),)),
        )
    )
    with pytest.raises(RuleBroken, match="^Carla and Dora are said to speak for one another"):
        chains.check_voices(circle)


@pytest.mark.parametrize("order", ["abcd", "dcba", "badc"])
def test_many_ways_to_one_voice_are_no_circle(order):
    known = {
        "a": SourceFacts("a", "Anna", speaks_for=(Voice("b"), Voice("c"))),
        "b": SourceFacts("b", "Berta", speaks_for=(Voice("d"),)),
        "c": SourceFacts("c", "Carla", speaks_for=(Voice("b"), Voice("d"))),
        "d": SourceFacts("d", "Dora"),
    }
    chains.check_voices(sources(facts=tuple(known[key] for key in order)))


# The army's spokesman until 2021, the rebels' since: what he says for either is judged as of its
# day, and so is what he says of himself.
def by_day(to, *, claimant, said_on, pieces):
    return status.missing(
        to,
        claimant=claimant,
        evidence_on_file=pieces,
        named={piece.key for piece in pieces},
        reason="Both said so, each from its own people.",
        has_citation=True,
        sources=CHANGED_SIDES,
        said_on=date.fromisoformat(said_on),
    )


def piece(originator, day, bearing=Bearing.SUPPORTS):
    return EvidenceFacts(
        f"{originator} {day}", bearing, EvidenceKind.OFFICIAL, originator,
        label=originator, day=date.fromisoformat(day),
    )  # fmt: skip


def test_evidence_counts_as_of_the_day_its_originator_spoke():
    early = [piece("army", "2020-02-01"), piece("speaker", "2020-02-01")]
    late = [piece("army", "2023-02-01"), piece("speaker", "2023-02-01")]

    asked = {"claimant": "rebels", "said_on": "2020-03-01"}
    assert by_day(Status.CONFIRMED, pieces=early, **asked) == []
    assert by_day(Status.CONFIRMED, pieces=late, **asked) != []


@pytest.mark.parametrize(("said_on", "stands"), [("2020-03-01", False), ("2023-03-01", True)])
def test_a_claim_is_judged_by_whom_its_claimant_spoke_for_when_it_was_made(said_on, stands):
    against = [
        piece("rebels", "2020-02-01", Bearing.AGAINST),
        piece("army", "2020-02-01", Bearing.AGAINST),
    ]
    supporting = [piece("rebels", "2020-02-01"), piece("army", "2020-02-01")]
    asked = {"claimant": "speaker", "said_on": said_on}

    # Two who know independently, one of them outside, whoever he spoke for.
    assert by_day(Status.CONFIRMED, pieces=supporting, **asked) == []
    assert by_day(Status.REFUTED, pieces=against, **asked) == []
    only_rebels = [supporting[0], piece("speaker", "2020-02-01")]
    assert by_day(Status.CONFIRMED, pieces=only_rebels, **asked) != []
    shown = [
        EvidenceFacts(
            "film", Bearing.AGAINST, EvidenceKind.PRIMARY, "army", label="film",
            note="We compared the film with the road.", day=date(2020, 2, 1),
        )
    ]  # fmt: skip
    assert (by_day(Status.REFUTED, pieces=shown, **asked) == []) is stands


def test_a_decision_hands_on_the_sources_and_the_day_it_is_judged_by():
    shown = EvidenceFacts(
        "film", Bearing.AGAINST, EvidenceKind.PRIMARY, "army", label="film",
        note="We compared the film with the road.", day=date(2020, 2, 1),
    )  # fmt: skip

    def refute(said_on):
        status.check_change(
            Status.REFUTED,
            claimant="speaker",
            evidence_on_file=[shown],
            named={"film"},
            reason="The film shows another road.",
            has_citation=True,
            sources=CHANGED_SIDES,
            said_on=date.fromisoformat(said_on),
        )

    refute("2023-03-01")
    with pytest.raises(RuleBroken, match="not all of it from parties opposed"):
        refute("2020-03-01")
