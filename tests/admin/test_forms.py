"""Nothing that a person can type breaks a form: it is kept, or refused in a sentence."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.admin.fields import show_moment
from claims.admin.site import site
from claims.domain.moment_input import read_moment
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision
from claims.models.desk.claim import Claim
from tests.admin.desk import at_the_desk, errors, opened, page, save, typed, words
from tests.builders import (
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_source,
    a_stance,
    an_editor,
    an_event,
    some_evidence,
)

pytestmark = pytest.mark.django_db
HOSTILE = [
    "\0",
    "a\0b",
    "\ud800".encode("utf-8", "surrogatepass"),
    "\x07",
    "\u202e",
    "क़" * 75,  # longer once normalised
    "9223372036854775808",
    "-9223372036854775809",
    "9" * 400,
    "NaN",
    "1e999",
    "-1",
    "٣",
    "2024-13-45",
    "0000-00-00",
    "9999-12-31 23:59:59-23:59",
    "0001-01-01",
    "2024-08-26 99",
    "on",
    "[]",
    "\n\n",
    "'; DROP TABLE claims_claim; --",
    "x" * 70_000,
]


def one_of_each():
    """A thing of each kind, with a row of each kind."""
    event = an_event(time_zone="Asia/Karachi")
    claim = a_claim(event=event)
    a_figure(claim)
    a_stance(claim)
    some_evidence(claim)
    link = a_link(claim, a_claim(event=event))
    position = a_position(event)
    found = {"claim": claim, "source": claim.claimant, "event": event, "link": link}
    return found | {"position": position, "report": a_citation(claim).report}


@pytest.fixture
def desk():
    return at_the_desk()


@pytest.mark.parametrize("kind", ["claim", "source", "report", "event", "link", "position"])
def test_no_box_of_a_stored_thing_breaks(desk, kind):
    subject = one_of_each()[kind]
    address = page(kind, "change", subject.pk)
    sent = opened(desk, address)
    boxes = [name for name in sent if not name.endswith(("_FORMS", "-id"))]
    hostile = {name: HOSTILE[number % len(HOSTILE)] for number, name in enumerate(boxes)}

    # Four far apart at a time: a form is read whole, whatever else is wrong with it.
    apart = -(-len(boxes) // 4)
    for first in range(apart):
        typed = {name: hostile[name] for name in boxes[first::apart]}
        response = save(desk, address, sent | typed)
        if response.status_code == 302:
            sent = opened(desk, address)
        else:
            assert response.status_code == 200, typed
            assert "Please correct the error" in words(response), typed


@pytest.mark.parametrize(
    ("kind", "hostile"),
    [("claim", hostile) for hostile in HOSTILE]
    + [("event", hostile) for hostile in HOSTILE[::2]]
    + [("position", hostile) for hostile in HOSTILE[1::2]]
    + [(kind, hostile) for kind in ("source", "report", "link") for hostile in HOSTILE[::5]],
)
def test_no_word_in_every_box_of_an_empty_form_breaks_it(desk, kind, hostile):
    address = page(kind, "add")
    sent = opened(desk, address)

    kept = {n: v if n.endswith("_FORMS") else hostile for n, v in sent.items()}

    assert save(desk, address, kept).status_code in (200, 302)


@pytest.mark.parametrize(
    "forged",
    [
        {"citations-TOTAL_FORMS": "x"},
        {"citations-TOTAL_FORMS": "999999999"},
        {"citations-INITIAL_FORMS": "50"},
        {"citations-0-id": "99999999999999999999"},
        {"citations-0-id": "0"},
        {"citations-0-claim": "1"},
        {"figures-0-same_people_as": "99999999999999999999"},
        {"figures-0-built_on": "x"},
        {"figures-0-supersedes": "99999999999999999999"},
        {"seen": "0", "citations-TOTAL_FORMS": "x"},
        {"seen": "0", "citations-0-id": "x", "figures-0-id": ""},
        {"seen": "0", "citations-INITIAL_FORMS": "-5"},
        {"_saveasnew": "1"},
    ],
)
def test_a_forged_form_is_refused(desk, forged):
    claim = one_of_each()["claim"]
    address = page("claim", "change", claim.pk)

    response = save(desk, address, {**opened(desk, address), "short": "Forged", **forged})

    assert response.status_code in (200, 302, 400, 403)
    assert Claim.objects.filter(pk=claim.pk).exists()


@pytest.mark.parametrize(
    "query",
    [
        "event=x",
        "event=99999999999999999999",
        "claimant=%E2%80%AE",
        "said=nonsense",
        "_popup=1&_to_field=password",
        "_to_field=id",
        "citations=1",
        "merged_into=-1",
    ],
)
def test_no_address_of_an_empty_form_breaks_it(desk, query):
    assert desk.get(f"{page('claim', 'add')}?{query}").status_code in (200, 400)


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999", "1_3F", "-1"])
def test_what_is_not_there_is_said_to_be_gone(desk, key):
    for name in ("change", "delete", "history"):
        assert desk.get(page("claim", name, key)).status_code in (302, 404)


@pytest.mark.parametrize("term", ["", "%", "\\", "x" * 3000, "قلات", "1 2 3 4 5 6"])
def test_choosing_by_typing_takes_any_words(desk, term):
    one_of_each()
    for model, field in [("claim", "event"), ("figure", "repeats"), ("evidence", "report")]:
        asked = {"term": term, "app_label": "claims", "model_name": model, "field_name": field}
        assert desk.get("/admin/autocomplete/", asked).status_code == 200


def test_every_foreign_key_of_the_desk_is_chosen_by_typing(rf):
    """A plain list of all claims would not open with ten thousand of them."""
    few = {"category", "parent", "assignee"}  # of one event, or of one newsroom
    request = rf.get("/")
    request.user = an_editor(is_superuser=True)
    for page_of in site._registry.values():
        is_ours = page_of.opts.app_label == "claims"
        writes = page_of.has_add_permission(request) or page_of.has_change_permission(request)
        # The two others are there to write a note in.
        if is_ours and writes and page_of.opts.model_name not in ("secondlook", "errorreport"):
            keys = {f.name for f in page_of.opts.fields if f.remote_field and f.editable}
            keys -= set(page_of.readonly_fields)
            assert keys - few <= set(page_of.autocomplete_fields), page_of


ZONES = st.sampled_from(["UTC", "Asia/Karachi", "Asia/Kathmandu", "America/New_York"])
TIMES = st.integers(-2_000_000_000, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))


@given(TIMES, st.sampled_from(list(Precision)), ZONES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_moment_shown_is_read_back_the_same(time, precision, zone):
    try:
        moment = Moment.parse(f"{time:%Y-%m-%dT%H:%M:%S}", zone, precision)
    except ValueError:
        return  # a time that the clocks of the zone skipped

    assert read_moment(show_moment(moment, zone), zone) == moment


@given(st.text(max_size=40), ZONES)
@settings(deadline=None)
def test_any_text_is_a_moment_or_refused_in_a_sentence(typed, zone):
    try:
        told = show_moment(read_moment(typed, zone), zone)
    except ValueError as refused:
        told = str(refused)

    assert told


def test_a_constraint_that_only_the_database_sees_is_told_in_its_sentence(desk):
    position = one_of_each()["position"]
    sent = opened(desk, page("position", "add"))
    sent |= {"event": str(position.event.pk), "counted": position.category.slug}

    refused = save(desk, page("position", "add"), {**sent, "measure": position.measure})

    assert refused.status_code == 200
    assert "There is already a position on these people in this event." in errors(refused)[0]
    assert connection.is_usable()


@pytest.mark.parametrize(
    "page_of",
    [p for p in site._registry.values() if p.opts.app_label == "claims"],
    ids=lambda p: p.opts.model_name,
)
@pytest.mark.django_db
def test_every_box_says_what_it_is_for(page_of, rf):
    request = rf.get("/")
    request.user = an_editor(is_superuser=True)
    # Some are looked up alone, and edited elsewhere.
    forms = [page_of.get_form(request)] if page_of.has_change_permission(request) else []
    for inline in page_of.get_inline_instances(request):
        forms.append(inline.get_formset(request).form)

    silent = [
        f"{form.__name__}.{name}"
        for form in forms
        for name, field in form.base_fields.items()
        if not field.help_text and not field.widget.is_hidden
    ]

    assert silent == []


def test_what_is_not_seen_in_a_form_is_told_and_saved_without_it(desk):
    source = a_source("ISPR", url="https://ispr.example")
    address = page("source", "change", source.pk)

    refused = save(desk, address, opened(desk, address) | {"about": "The \u202eymra\u202c."})
    saved = save(desk, address, typed(refused.context))

    assert any("right-to-left override (U+202E)" in error for error in errors(refused))
    source.refresh_from_db()
    assert (saved.status_code, source.about) == (302, "The ymra.")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("url", "https://user:pw@ispr.example/", "user name or a password"),
        ("url", "https://isp\u0433.example/", "mixes the letters"),
        ("name", "I\u0405PR", "mixes letters that look alike"),
    ],
)
def test_what_may_be_taken_for_another_is_refused_at_its_box(desk, name, value, sentence):
    source = a_source("ISPR")
    address = page("source", "change", source.pk)

    refused = save(desk, address, opened(desk, address) | {name: value})

    assert any(sentence in error for error in errors(refused))
