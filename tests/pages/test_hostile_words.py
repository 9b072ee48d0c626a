"""Words that want to be a script stay words, on every page that shows them."""

from html.parser import HTMLParser

import pytest

from claims import actions
from tests.admin.desk import at_the_desk, page
from tests.builders import NOW, a_claim, a_figure, a_source, an_event, some_evidence

pytestmark = pytest.mark.django_db
TAGS = ("script", "ScRiPt", "svg", "math", "style", "template")
OPEN = ("img src=x", "svg", "body", "input autofocus", "details open")
EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "OnMouseOver")
BREAKS = ("", "'", '"', "&quot;", "-->", "]]>", "</title>", "</textarea", "</style", "</option")
LINES = r"""
<a href=javascript:alert(1)>x</a>
<a href="javascript:alert(1)">x</a>
<iframe srcdoc=x>
<object data=x>
<embed src=x>
<base href=//evil>
<form action=x>
<meta http-equiv=refresh content=0>
<link rel=stylesheet href=//evil>
<!--<script>
{{ 7919*7907 }}
{% debug %}
{% load x %}
${7919*7907}
<%= 7919*7907 %>
%3Cscript%3Ealert(1)%3C/script%3E
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
\u003cscript\u003ealert(1)
<<script>script>alert(1)
<scr<script>ipt>alert(1)
javascript:alert(1)
"""
PAYLOADS = [
    *(f"<{tag}>alert(1)</{tag}>" for tag in TAGS),
    *(f"<{tag} {on}=alert(1)>" for tag in OPEN for on in EVENTS),
    *(f"{mark}><script>alert(1)</script>" for mark in BREAKS),
    *(f"{quote} onmouseover={quote}alert(1)" for quote in ("'", '"', "`")),
    *LINES.strip().splitlines(),
]
ADDRESSES = ("iframe", "object", "embed", "base", "meta", "link", "form", "script")


class Found(HTMLParser):
    """What a page would run, load or send besides what is its own."""

    def __init__(self, text):
        super().__init__()
        self.wrong = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        self.wrong += [(tag, name) for name in told if name.startswith("on")]
        where = [told.get(name, "") for name in ("href", "src", "action", "data", "srcdoc")]
        self.wrong += [(tag, one) for one in where if one.strip().lower().startswith("javascript")]
        if tag in ADDRESSES:
            self.wrong += [(tag, one) for one in where if "evil" in one or one == "x"]
        own = told.get("src") or told.get("type") in ("application/json", "application/ld+json")
        if tag == "script" and not own:
            self.wrong.append((tag, "inline"))


@pytest.mark.parametrize("planted", [*PAYLOADS[6:31], *(f"<p {on}=x>" for on in EVENTS)])
def test_what_is_looked_for_would_be_found(planted):
    assert Found(f"<p>{planted}</p>").wrong


@pytest.fixture
def hostile():
    event = an_event("Event <script>alert(1)</script>")
    claims = []
    for n, words in enumerate(PAYLOADS):
        source = a_source(f"Source {n} {words}"[:200])
        claim = a_claim(f"It said {words} of it.", event=event, claimant=source)
        a_figure(claim, n + 1)
        some_evidence(claim, note=f"Seen: {words}")
        claims.append(claim)
    actions.publish(claims, by=None, at=NOW)
    return claims


def test_no_page_of_readers_or_of_the_desk_makes_anything_of_them(hostile, client):
    claim, desk = hostile[0], at_the_desk()
    slugs = [f"/claims/{one.slug}/" for one in hostile]
    public = ["/", "/claims/", "/events/", f"/events/{claim.event.slug}/", "/sources/", "/changes/"]
    public += [
        f"/events/{claim.event.slug}/figures/",
        f"/embed/claims/{claim.slug}/",
        "/claims/?q=said",
    ]
    public += [f"/sources/{claim.claimant.slug}/", f"/claims/?q={PAYLOADS[0]}", *slugs]  # fmt: skip
    closed = [page("claim"), page("claim", "change", claim.pk), page("claim", "history", claim.pk)]
    closed += [page("claim", "status", one.pk) for one in hostile[:12]]
    closed += [page("event", "reconcile", claim.event.pk), page("event", "sheet", claim.event.pk)]

    asked = [(client, path) for path in public] + [(desk, path) for path in closed]
    wrong = {}
    for who, path in asked:
        answer = who.get(path)
        assert answer.status_code == 200, path
        text = answer.content.decode()
        if found := Found(text).wrong or ("62615533" in text):
            wrong[path] = found

    assert wrong == {}
