"""The site itself, its lists, a source and a question."""

from __future__ import annotations

from claims.domain.messages import gettext as _
from claims.presenters.addresses import Site, path_of
from claims.presenters.jsonld.node import Node, crumbs, newsroom, node, speaker
from claims.presenters.question import QuestionPage
from claims.presenters.source import SourcePage

KINDS = {"about": "AboutPage", "methodology": "WebPage"}


def linked_home(site: Site) -> list[Node]:
    """The site, who publishes it, and how it is searched."""
    search = f"{site.at(path_of('pages:claims'))}?q={{search_term_string}}"
    action = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=search),
        **{"query-input": "required name=search_term_string"},
    )
    home = site.at(path_of("pages:home"))
    whole = node(
        "WebSite", name=site.name, url=home, publisher=newsroom(site), potentialAction=action
    )
    return [whole]


def linked_list(name: str, title: str, site: Site) -> list[Node]:
    path = path_of(f"pages:{name}")
    listed = node(KINDS.get(name, "CollectionPage"), name=title, url=site.at(path))
    return [listed, crumbs(site, [(title, path)])]


def linked_source(source: SourcePage, path: str, site: Site) -> list[Node]:
    """A person or a body; a group that nobody named is neither, and is told as no thing at all."""
    who = speaker(source.name, kind=source.kind_code, nature=source.nature_code)
    told = {
        "url": site.at(path),
        "alternateName": list(source.aliases),
        "description": source.about,
        "sameAs": source.url,
    }
    trail = crumbs(site, [(_("Sources"), path_of("pages:sources")), (source.name, path)])
    return [*([who | {k: v for k, v in told.items() if v}] if who else []), trail]


def linked_question(question: QuestionPage, path: str, site: Site) -> list[Node]:
    """With the rival answers, none of them as ours: our own stands with how sure we are of it."""
    event = question.event
    asked = node(
        "Question",
        name=question.text,
        url=site.at(path),
        creativeWorkStatus=_("Retracted") if question.retracted else "",
        about=node("Event", name=event.text, url=site.at(event.href)) if event.href else None,
        suggestedAnswer=[node("Answer", text=answer.text) for answer in question.answers],
    )
    above = [(event.text, event.href)] if event.href else []
    trail = [(_("Events"), path_of("pages:events")), *above, (question.text, path)]
    return [asked, crumbs(site, trail)]
