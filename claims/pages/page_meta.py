"""What the head of a page says to programs: summaries, feeds, and the page in linked data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.html import html_safe

from claims.domain.messages import gettext as _
from claims.domain.messages import joined, printed
from claims.lookup.as_of import Shown
from claims.lookup.licence import licence
from claims.presenters.addresses import Site, path_of
from claims.presenters.card import described, told
from claims.presenters.change import Change
from claims.presenters.claim import ClaimPage
from claims.presenters.correction import Correction
from claims.presenters.event import EventPage
from claims.presenters.jsonld.claim import linked_claim, on_record
from claims.presenters.jsonld.event import WHAT, headed, linked_event, linked_figures
from claims.presenters.jsonld.node import Node, graph, moment
from claims.presenters.jsonld.pages import linked_home, linked_list, linked_question, linked_source
from claims.presenters.names import Name
from claims.presenters.notice import Notice
from claims.presenters.picture import HEIGHT, WIDTH
from claims.presenters.question import QuestionPage
from claims.presenters.sharing import Use
from claims.presenters.source import SourcePage

# Nothing in a data block may end it, or begin markup of its own.
_ESCAPED = [(character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029"]
LONGEST = 300
# As much of what a picture says as is taken beside it.
LONGEST_ALT = 420
NEUTRAL = _("What %(who)s said, and how much of it has been borne out.")
SILENT = _("%(who)s. We hold no claim of this source.")


@html_safe
class LinkedData:
    """A data block; no browser runs it, so no policy has to allow it."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.whole = printed(graph(nodes))

    def __str__(self) -> str:
        text = json.dumps(self.whole, ensure_ascii=False, separators=(",", ":"))
        for character, escaped in _ESCAPED:
            text = text.replace(character, escaped)
        return f'<script type="application/ld+json">{text}</script>'


@dataclass(frozen=True)
class FeedLink:
    title: str
    href: str
    type: str


@dataclass(frozen=True)
class About:
    """``title`` and ``description`` name who said what: they travel without the page.

    So does ``picture``, the address of one that says it as of this version.
    """

    title: str
    description: str
    kind: str = "website"
    published: str = ""
    modified: str = ""
    feeds: Sequence[FeedLink] = ()
    linked: LinkedData | None = None
    picture: str = ""
    picture_alt: str = ""
    picture_width: int = WIDTH
    picture_height: int = HEIGHT


def site() -> Site:
    return Site(settings.SITE_NAME, settings.SITE_URL)


def feeds(title: str, name: str, *slug: str) -> list[FeedLink]:
    kinds = (("atom", "application/atom+xml"), ("json", "application/feed+json"))
    return [
        FeedLink(
            _("%(title)s (%(form)s)", title=title, form=form),
            path_of(f"pages:{name}-feed", *slug, form),
            kind,
        )
        for form, kind in kinds
    ]


OF_THE_SITE = ((_("All changes"), "changes"), (_("Corrections"), "corrections"))
LISTS = {
    "home": (
        _("Running stories"),
        _("Who claimed what about an event, and how much of it has been borne out."),
    ),
    "claims": (_("Claims"), _("Who said what, and how much of it has been borne out.")),
    "events": (_("Events"), _("Events, and where the claims about them stand.")),
    "questions": (
        _("Questions"),
        _("What events leave open that is no number, and what we answer."),
    ),
    "sources": (_("Sources"), _("Everybody whose words we hold, and how many claims of each.")),
    "changes": (
        _("Changes"),
        _("Everything we decided, published, corrected or took back, newest first."),
    ),
    "corrections": (_("Corrections"), _("What we had wrong, what we say instead, and why.")),
    "about": (_("About us, contact"), _("Who publishes this site, and how to reach us.")),
    "methodology": (
        _("How we work"),
        _(
            "We record what each party said, say how far it has been borne out, and keep every"
            " change."
        ),
    ),
}


def about_list(path: str) -> About | None:
    name = next((n for n in LISTS if path_of(f"pages:{n}") == path), "")
    if not name:
        return None
    title, description = LISTS[name]
    nodes = linked_home(site()) if name == "home" else linked_list(name, str(title), site())
    return About(title, description, linked=LinkedData(nodes))


def about_claim(claim: ClaimPage, history: Sequence[Change], slug: str) -> About:
    path = path_of("pages:claim", slug)
    begun, last = on_record(history)
    return About(
        title=told(claim, claim.statement),
        description=_cut(described(claim)),
        kind="article",
        published=moment(begun),
        modified=moment(last),
        feeds=feeds(_("Changes to this claim"), "claim", slug),
        linked=LinkedData(linked_claim(claim, history, path=path, site=site())),
    )


def about_question(question: QuestionPage, history: Sequence[Change]) -> About:
    path = path_of("pages:question", question.slug)
    begun, last = on_record(history)
    retracted = _("Retracted. We no longer stand by this.") if question.retracted else ""
    return About(
        title=_titled(question.text, question),
        # Our answer is never cut: its end says who says otherwise, and as of when.
        description=joined([retracted, question.telling]),
        kind="article",
        published=moment(begun),
        modified=moment(last),
        feeds=feeds(_("Changes to this question"), "question", question.slug),
        linked=LinkedData(linked_question(question, path, site())),
    )


def about_event(
    event: EventPage,
    above: Sequence[Name],
    ours: str,
    news: Sequence[Change],
    corrections: Sequence[Correction],
    path: str,
) -> About:
    """``ours`` is our figure in a sentence, or that we have stated none."""
    return About(
        title=_titled(event.title, event),
        # Our figure is never cut: its end says who says otherwise, and as of when.
        description=joined([_taken_back(event), ours]),
        kind="article",
        modified=moment(news[0].recorded or news[0].when) if news else "",
        feeds=feeds(_("Changes to this event"), "event", event.slug),
        linked=LinkedData(linked_event(event, above, news, corrections, path=path, site=site())),
    )


def about_withheld(notice: Notice, picture: str) -> About:
    """``picture`` is the address on the site of the one that says so."""
    told = f"{notice.label}: {notice.sentence}"
    return About(
        title=notice.label,
        description=notice.sentence,
        picture=f"{settings.SITE_URL}{picture}",
        picture_alt=told,
    )


def _titled(title: str, shown: EventPage | SourcePage | QuestionPage) -> str:
    return _("Retracted: %(title)s", title=title) if shown.retracted else title


def _taken_back(shown: EventPage | SourcePage) -> str:
    if not shown.retracted:
        return ""
    return _("Retracted. We no longer stand by this. %(reason)s", reason=shown.retracted)


def about_figures(
    event: EventPage,
    above: Sequence[Name],
    measures: Sequence[str],
    files: Sequence[tuple[str, str]],
    path: str,
) -> About:
    """``files`` are what there is to take away: media types with the paths they are at."""
    nodes = linked_figures(
        event,
        above,
        measures,
        files,
        path=path,
        site=site(),
        licence=licence().url,
    )
    return About(
        title=_titled(headed(event), event),
        description=joined([_taken_back(event), WHAT]),
        feeds=feeds(_("Changes to this event"), "event", event.slug),
        linked=LinkedData(nodes),
    )


def about_source(source: SourcePage, path: str, *, claims: int) -> About:
    told = (NEUTRAL if claims else SILENT).placed(who=source.name)
    return About(
        title=_titled(source.name, source),
        description=_cut(str(joined([_taken_back(source), told]))),
        feeds=feeds(_("Changes to claims of this source"), "source", source.slug),
        linked=LinkedData(linked_source(source, path, site())),
    )


def _cut(words: str, longest: int = LONGEST) -> str:
    if len(words) <= longest:
        return words
    return words[:longest].rpartition(" ")[0] + "…"


def context(page: Mapping[str, object], path: str, shown: Shown) -> dict[str, object]:
    """For the head of a page at this path; nothing about what was withheld.

    A page of the past is not to be indexed, so programs are told no more than what a preview shows.
    """
    given, use = page.get("about"), page.get("use")
    about = given if isinstance(given, About) else None
    if about and isinstance(use, Use):
        # As of a time no entry says what the page does: the picture is asked as the page was.
        at = f"{use.picture.partition('?')[0]}{shown.query}" if shown.by_time else use.picture
        about = replace(about, picture=at, picture_alt=_cut(use.picture_alt, LONGEST_ALT))
    if shown.past:
        shared_at = f"{settings.SITE_URL}{path}{shown.query}"
        return {"about": about and replace(about, linked=None), "shared_at": shared_at}
    found = about or about_list(path)
    links = [*(found.feeds if found else ()), *(f for one in OF_THE_SITE for f in feeds(*one))]
    return {"about": found, "feeds": links}
