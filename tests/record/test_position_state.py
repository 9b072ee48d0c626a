"""What readers are told of a position: the figures as they stood, and the findings shown."""

from datetime import timedelta

import pytest

from claims import actions
from claims.models.desk.position import FindingAnswer, LeftOut
from claims.publishing.cutoff import Cut
from claims.publishing.registry import differs
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_position,
    an_event,
    published,
    published_state,
    state,
)

pytestmark = pytest.mark.django_db


def a_figure_at(event, value, *, measure="killed"):
    return a_figure(published(a_claim(event=event)), value, measure=measure)


def an_answer(event, figures, *, severity=3, answer="shown", **more):
    found = FindingAnswer(
        event=event.root(),
        **{
            "kind": "part_exceeds_whole",
            "figures": [figure.key for figure in figures],
            "answer": answer,
            "reason": "Neither side has said more.",
            "fingerprint": f"finding-{severity}",
            "sentence": "One is more than the other.",
            "arithmetic": "5 > 4",
            "settles": "Ask both.",
            "severity": severity,
            "as_answered": {str(f.pk): f.as_it_stands() for f in figures},
            **more,
        },
    )
    found.save()
    return found


def shown(position):
    return [finding["fingerprint"] for finding in state(position)["findings"]]


def test_a_position_keeps_its_figures_as_they_stood_when_it_was_stated():
    event = an_event()
    used, out = a_figure_at(event, 23), a_figure_at(event, 40)
    position = a_position(event, as_stated={str(f.pk): f.as_it_stands() for f in (used, out)})
    position.uses.add(used)
    LeftOut(position=position, figure=out, reason="A sum.").save()
    actions.publish([used.claim, out.claim], note="Figures added.", by=None, at=NOW)
    published(position)

    used.value = used.low = used.high = 25
    used.save()

    then = {"low": 23, "high": 23, "words": "", "qualifier": "plain", "treatment": "use"}
    name = {"claim": used.claim.uid, "key": used.key}
    assert published_state(position)["uses"] == [name | then]
    assert published_state(position)["leaves_out"][0]["low"] == 40
    assert not differs(position)


def test_findings_shown_stand_beside_the_positions_they_concern_gravest_first():
    event = an_event()
    kalat, bolan = (an_event(parent=event) for _ in range(2))
    five, four = a_figure_at(kalat, 5), a_figure_at(event, 4)
    an_answer(event, [five, four], severity=3)
    an_answer(event, [four, five], severity=4)

    whole, part, elsewhere = (a_position(e) for e in (event, kalat, bolan))
    other = a_position(event, measure="injured")

    assert shown(whole) == shown(part) == ["finding-4", "finding-3"]
    assert shown(elsewhere) == shown(other) == []
    assert state(whole)["findings"][1] == {
        "kind": "part_exceeds_whole",
        "group": "cannot_both_be_true",
        "figures": [{"claim": f.claim.uid, "key": f.key, **f.as_it_stands()} for f in (five, four)],
        "sentence": "One is more than the other.",
        "arithmetic": "5 > 4",
        "opposed": False,
        "severity": 3,
        "fingerprint": "finding-3",
        "reason": "Neither side has said more.",
    }


def test_only_findings_that_editors_chose_to_show_are_shown():
    event = an_event()
    figures = [a_figure_at(event, 5), a_figure_at(event, 4)]
    for answer in ("explained", "dismissed", "record_error"):
        an_answer(event, figures, answer=answer)

    assert shown(a_position(event)) == []


def test_a_finding_is_no_longer_shown_once_a_figure_behind_it_changed():
    event = an_event()
    five, four = a_figure_at(event, 5), a_figure_at(event, 4)
    an_answer(event, [five, four])

    four.value = four.low = four.high = 6
    four.save()

    assert shown(a_position(event)) == []


def test_a_finding_never_tells_of_a_claim_that_readers_cannot_see():
    event = an_event()
    draft = a_figure(a_claim(event=event), 4)
    an_answer(event, [a_figure_at(event, 5), draft])
    position = a_position(event)

    assert shown(position) == []
    assert len(state(position, Cut(also=frozenset({draft.claim.uid})))["findings"]) == 1


def test_a_finding_never_repeats_the_words_of_a_claim_that_was_withheld():
    event = an_event()
    four = a_figure_at(event, 4)
    an_answer(event, [a_figure_at(event, 5), four])
    position = a_position(event)
    assert shown(position) == ["finding-3"]

    actions.suppress(four.claim, grounds="danger", reason="A witness is named.", by=None, at=NOW)

    assert shown(position) == []


def test_findings_of_another_story_are_never_shown():
    event, another = an_event(), an_event()
    mine = [a_figure_at(event, 5), a_figure_at(event, 4)]
    an_answer(event, mine, severity=3)
    # Filed under another story, though its figures are of this one.
    an_answer(another, mine, severity=4)

    assert shown(a_position(event)) == ["finding-3"]


def test_an_answer_given_before_findings_had_fingerprints_is_not_shown():
    event = an_event()
    an_answer(event, [a_figure_at(event, 5), a_figure_at(event, 4)], fingerprint="")

    assert shown(a_position(event)) == []


def test_a_moment_of_the_past_knows_only_findings_answered_by_then():
    event = an_event()
    an_answer(event, [a_figure_at(event, 5), a_figure_at(event, 4)], answered_at=NOW)
    position = a_position(event)

    def at(moment):
        return state(position, Cut(by=moment))["findings"]

    assert at(NOW - timedelta(seconds=1)) == []
    assert len(at(NOW)) == 1


@pytest.mark.parametrize("turned", [False, True])
def test_figures_of_a_finding_stand_in_the_order_it_names_them(turned):
    event = an_event()
    figures = [a_figure_at(event, 5), a_figure_at(event, 4)]
    for figure, key in zip(figures, ("a", "b"), strict=True):
        figure.key = key
        figure.save()
    figures = figures[::-1] if turned else figures
    answer = an_answer(event, figures)
    answer.figures = [f"{f.claim.slug}/{f.key}" for f in figures]
    answer.save()

    found = state(a_position(event))["findings"][0]["figures"]
    assert [one["key"] for one in found] == [figure.key for figure in figures]
