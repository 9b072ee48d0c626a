"""Whatever people write and whenever they decide, the record stays sound."""

import unicodedata
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import actions
from claims.actions.status import decide
from claims.domain import canonical, text
from claims.domain.errors import RuleBroken
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, Precision
from claims.models.record.entry import Entry, EntryBody
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim
from claims.publishing import rebuild, verify
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_source,
    a_stance,
    an_event,
    published,
    raw,
    some_evidence,
)

pytestmark = pytest.mark.django_db
often = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

# Words as they come: combining marks, Urdu, invisible directions, far planes, lines, controls.
AWKWARD = [
    *("e\u0301", "\u1e9b\u0323", "\ufb1d", "\u212b", "\u0344", "\u202eabc\u202c", "\u2067"),
    *("ي", "ک\u200c", "\U0001f1f5\U0001f1f0", "\U00020bb7", "\ufeff", "\U0010ffff", "\u2028"),
    *("\r\n", "\t", "\u00a0", "'", '"', "\\", "</script>", "%s", "{}"),
]
words = st.lists(
    st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs", "Cc"])), max_size=6
).map(lambda found: "".join(found)[:200])
refused = st.characters(categories=["Cs"]) | st.sampled_from("\x00\x1b\x7f\x85")


def a_claim_of(said):
    claim = a_claim(f"It is said: {said['statement']}", cited=False, occasion=said["occasion"])
    a_citation(claim, quote=said["quote"], translation=said["note"], translated_by="Somebody")
    a_figure(claim, words=said["words"])
    a_stance(claim, quote=said["quote"])
    some_evidence(claim, note=said["note"] + " and more")
    return claim


@often
@given(
    st.fixed_dictionaries(dict.fromkeys(("statement", "occasion", "quote", "note", "words"), words))
)
def test_any_words_are_published_in_one_normal_form(said):
    with transaction.atomic():
        claim = published(a_claim_of(said))
        _check(claim, said)
        transaction.set_rollback(True)


def _check(claim, said):
    body = EntryBody.objects.get(entry__subject=claim.uid).body
    state = canonical.loads(body)["state"]
    assert unicodedata.is_normalized("NFC", body)
    assert canonical.dumps(canonical.loads(body)) == body
    assert state["citations"][0]["quote"] == text.clean(said["quote"])
    assert state["occasion"] == text.clean(said["occasion"])
    assert PublishedClaim.objects.get(uid=claim.uid).statement == state["statement"]
    assert list(verify.problems()) == []
    rows = list(verify.all_rows())
    rebuild.rebuild()
    assert list(verify.all_rows()) == rows


@often
@given(words, refused, words)
def test_halves_of_characters_and_controls_are_refused(before, character, after):
    with pytest.raises(RuleBroken), transaction.atomic():
        a_claim(f"It is said: {before}{character}{after}.")


def test_the_longest_words_fit():
    claim = a_claim("\U0001f1f5" * 1000, short="ک" * 75, cited=False)
    a_citation(claim, quote="سپاہی " * 5000)

    published(claim)

    assert PublishedClaim.objects.get().statement == "\U0001f1f5" * 1000
    assert list(verify.problems()) == []


moments = st.integers(0, 24 * 40).map(
    lambda hours: NOW - timedelta(days=50) + timedelta(hours=hours)
)
histories = st.lists(
    st.tuples(moments, st.sampled_from([Precision.MINUTE, Precision.HOUR, Precision.DAY])),
    min_size=1,
    max_size=6,
)


@often
@given(st.lists(histories, min_size=1, max_size=3))
def test_history_carried_over_stands_in_the_order_it_was_decided(dossier):
    with transaction.atomic():
        event, claims = an_event(time_zone="Asia/Karachi"), {}
        for steps in dossier:
            stated = sorted(_stated(*step) for step in steps)
            claims[_decided(event, stated)] = stated
        actions.carry_over(event, claims=list(claims), note="Put together.", by=None, at=NOW)
        for claim, stated in claims.items():
            _check_history(claim, stated)
        assert list(verify.problems()) == []
        transaction.set_rollback(True)


def _stated(at, precision):
    """A stated day begins at midnight in Karachi, at 19:00 of the day before."""
    return (at.replace(hour=19) if precision == Precision.DAY else at), precision


def _decided(event, stated):
    claim = a_claim(event=event, claimant=a_source())
    for n, (at, precision) in enumerate(stated):
        to = [Status.UNVERIFIABLE, Status.UNCONFIRMED][n % 2]
        decide(
            claim,
            to=to,
            reason=f"Reason {n}.",
            evidence=[],
            change=ChangeType.UPDATE,
            by=None,
            at=at,
            precision=precision,
        )
    return claim


LONGEST = {
    Precision.MINUTE: timedelta(0),
    Precision.HOUR: timedelta(0),
    Precision.DAY: timedelta(days=1, microseconds=-1),
}


def _check_history(claim, stated):
    steps = [e for e in Entry.objects.about(claim.uid) if e.carried_over]
    reasons = [raw(e.words)["change"]["reason"] for e in steps]
    assert reasons == [f"Reason {n}." for n in range(len(stated))]
    for step, (at, precision) in zip(steps, stated, strict=True):
        assert at <= step.effective_at <= at + LONGEST[precision]
        rows = PublishedClaim.objects.as_of(AsOf(time=step.effective_at)).filter(uid=claim.uid)
        assert rows.count() == 1
    last = PublishedClaim.objects.current().get(uid=claim.uid)
    assert last.status == claim.status
