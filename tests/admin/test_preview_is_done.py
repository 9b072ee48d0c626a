"""What a page says that readers will see is what is written: on every page that previews."""

import pytest

from claims import actions
from claims.admin.decisions.bulk_publish import BulkPublish
from claims.admin.decisions.page import Decision
from claims.admin.urls import PAGES
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.question import Question
from claims.models.desk.source import Report
from claims.models.record.entry import Entry, head_seq
from claims.publishing.registry import KINDS
from claims.publishing.verify import problems
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_report,
    a_source,
    a_stance,
    an_event,
    published,
    some_evidence,
)
from tests.test_checked import CHECKABLE

pytestmark = pytest.mark.django_db
NOTE = {"note": "As it happened.", "change": "update"}


def unknown_source():
    """Of whom readers know nothing, nor of whom it speaks for."""
    return a_source(speaks_for=a_source())


def unknown_report():
    """A copy of another, each of a publisher that readers do not know."""
    return a_report(publisher=unknown_source(), reprints=a_report(publisher=unknown_source()))


def unknown_claim(**more):
    claim = a_claim(claimant=unknown_source(), cited=False, **more)
    claim.citations.create(report=unknown_report())
    return claim


def unknown_event():
    return an_event("Bela", parent=an_event("Attacks"))


def withdrawn():
    return published(a_claim()), {"to": "withdrawn", "report": unknown_report().pk, **NOTE}


def returned():
    claim = published(a_claim())
    withdrawal = actions.Withdrawal(a_report())
    actions.settle_lifecycle(
        claim, to=Lifecycle.WITHDRAWN, withdrawal=withdrawal, note="So.", by=None, at=NOW
    )
    return claim, {"to": "current", "report": unknown_report().pk, **NOTE}


def moved():
    return published(a_claim()), {"to": unknown_event().pk, **NOTE}


def placed():
    return published(an_event()), {"under": unknown_event().pk, "grouping": "main", **NOTE}


def decided():
    claim = published(a_claim())
    for _ in range(2):
        some_evidence(
            claim, report=unknown_report(), originator=unknown_source(), kind="first_hand"
        )
    some_evidence(claim, report=None, other_claim=unknown_claim(), kind="first_hand")
    keys = list(claim.evidence.values_list("key", flat=True))
    return claim, {"to": "confirmed", "reason": "Three saw it.", "evidence": keys}


def looked_at_again(make):
    return lambda: (make(), {"looked_at": "All of it."})


def merged():
    one = published(a_claim())
    return one, {
        "into": a_claim(claimant=one.claimant, event=one.event).pk,
        "reason": "The same.",
    }


def merged_sources():
    return published(a_source()), {"into": a_source().pk, "reason": "The same."}


def unmerged():
    one = published(a_claim())
    into = a_claim(claimant=one.claimant, event=one.event)
    actions.merge(one, into=into, reason="The same.", by=None, at=NOW)
    return one, {}


def unmerged_sources():
    one = published(a_source())
    actions.merge(one, into=a_source(), reason="The same.", by=None, at=NOW)
    return one, {}


def new_claim():
    """It needs all that a claim can need."""
    claim = unknown_claim(event=unknown_event())
    root = claim.event.root()
    earlier, other, part = (a_figure(unknown_claim(event=root)) for _ in range(3))
    figure = a_figure(claim, supersedes=earlier, repeats=other)
    figure.same_people_as.add(a_figure(unknown_claim(event=root)))
    figure.built_on.add(a_figure(unknown_claim(event=root)))
    figure.derived_from.create(part=part, sign="+")
    a_stance(claim, source=unknown_source(), report=unknown_report())
    some_evidence(claim, report=unknown_report(), originator=unknown_source())
    some_evidence(claim, report=None, other_claim=unknown_claim())
    return claim, {}


def new_position():
    figure = a_figure(unknown_claim(event=unknown_event()))
    position = a_position(figure.claim.event, category="all", low=14)
    position.uses.add(figure)
    return position, {}


def kept_as_context():
    claim = published(a_claim())
    citation = claim.citations.create(report=unknown_report())
    return claim, {"text": "It stands on a hill.", "citation": citation.pk, **NOTE}


def new_question():
    event = unknown_event()
    question = Question(event=event, text="Who fired?", slug=f"who-{event.pk}")
    question.save()
    answer = question.answers.create(slug="army", text="The army")
    answer.claims.add(unknown_claim(event=event))
    return question


def retracted(make):
    return lambda: (published(make()), {"reason": "A hoax."})


def withheld(make):
    typed = {"grounds": "danger", "reason": "They asked.", "word": "suppress"}
    return lambda: (published(make()), typed)


def back(make):
    return lambda: (published(make()), {"to": "now"})


def as_draft(make):
    return lambda: (make(), {})


MADE = {
    "claim": unknown_claim,
    "source": unknown_source,
    "report": unknown_report,
    "event": unknown_event,
    "position": lambda: new_position()[0],
    "question": new_question,
    "link": lambda: a_link(unknown_claim(), unknown_claim(), state="confirmed"),
}
SCENES = {
    **{(kind, "publish"): as_draft(make) for kind, make in MADE.items()},
    **{(kind, "back"): back(make) for kind, make in MADE.items()},
    **{(kind, "retract"): retracted(make) for kind, make in MADE.items()},
    **{(kind, "suppress"): withheld(make) for kind, make in MADE.items()},
    ("claim", "publish"): new_claim,
    ("claim", "fate"): withdrawn,
    ("claim", "fate", "back"): returned,
    ("claim", "move"): moved,
    ("claim", "context"): kept_as_context,
    ("event", "place"): placed,
    ("event", "attackers"): lambda: (published(an_event()), {}),
    ("claim", "status"): decided,
    **{
        (kind, "checked"): looked_at_again(make)
        for kind, make in zip(("claim", "position", "question"), CHECKABLE, strict=True)
    },
    ("claim", "merge"): merged,
    ("source", "merge"): merged_sources,
    ("claim", "unmerge"): unmerged,
    ("source", "unmerge"): unmerged_sources,
}
BY_KIND = {kind.value: model for model, kind in KINDS.items()}


def promised(response, subject):
    """Names of all that the page says readers will see."""
    seen = response.context["seen"]
    shown = [
        one for group in ("first", "along", "changed", "at_once") for one in seen.get(group, [])
    ]
    told = (getattr(one, "name", None) or str(one) for one in shown)
    # What tells it apart from others of its name stands behind it.
    named = [name.partition(" [")[0] for name in told]
    itself = {"status", "retract", "suppress"}
    return sorted([*named, *([called(subject)] if response.page in itself else [])])


def called(subject):
    """Without what the desk adds once it was taken back."""
    return subject.title if isinstance(subject, Report) else str(subject)


def names():
    """What everything is called, before the deed: what is withheld loses its words on the desk."""
    return {one.uid: called(one) for model in BY_KIND.values() for one in model._base_manager.all()}


def written(since, names):
    return sorted(names[entry.subject] for entry in Entry.objects.filter(seq__gt=since))


def test_every_page_that_previews_is_tried_below():
    pages = {
        (model._meta.model_name, page.name)
        for model, pages in PAGES.items()
        for page in pages
        if issubclass(page, Decision) and page is not BulkPublish
    }

    assert pages == {scene[:2] for scene in SCENES}


@pytest.mark.parametrize("scene", SCENES.items(), ids=lambda scene: "-".join(scene[0]))
def test_what_is_previewed_is_what_is_written(scene):
    (kind, name, *_), make = scene
    subject, typed = make()
    before = head_seq()
    page = Page(at_the_desk(), kind, name, subject.pk)

    page.press("preview", **typed)
    page.response.page = name
    told, named = promised(page.response, subject), names()
    page.press("confirm", **typed)

    assert page.response.status_code == 302, page.refusals
    assert written(before, named) == told
    assert list(problems()) == []
