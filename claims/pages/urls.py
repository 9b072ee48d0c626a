"""Addresses of the public pages."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from claims.pages import (
    changes,
    claim_list,
    claims,
    embeds,
    event_downloads,
    event_list,
    events,
    guides,
    home,
    methodology,
    oembed,
    sitemap,
    source_list,
    sources,
)
from claims.pages.dossier import views as dossiers
from claims.pages.exports import views as exports
from claims.pages.feeds import views as feeds

app_name = "public"

# Not the address with a digest: a redirect that browsers keep must not outlive its file.
ICON = f"{settings.STATIC_URL}claims/favicon.svg"


def feed_addresses() -> Iterator[URLPattern]:
    for form in ("atom", "json"):
        form_of = {"form": form}
        corrected = {**form_of, "corrected": True}
        yield path(f"feeds/changes.{form}", feeds.of_the_site, form_of)
        yield path(f"feeds/corrections.{form}", feeds.of_the_site, corrected)
        yield path(f"claims/<slug:slug>/changes.{form}", feeds.of_a_claim, form_of)
        yield path(f"events/<slug:slug>/changes.{form}", feeds.of_an_event, form_of)
        yield path(f"sources/<slug:slug>/changes.{form}", feeds.of_a_source, form_of)


def export_addresses() -> Iterator[URLPattern]:
    for form in ("csv", "jsonl"):
        form_of = {"form": form}
        yield path(f"export/figures.{form}", exports.of_figures, form_of)
        yield path(f"export/claims.{form}", exports.of_claims, form_of)
        yield path(f"export/changes.{form}", exports.of_changes, form_of)


urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("claims/", claim_list.claim_list, name="claims"),
    path("claims/<slug:slug>/", claims.claim, name="claim"),
    path("events/", event_list.event_list, name="events"),
    path("events/<slug:slug>/", events.event, name="event"),
    path("events/<slug:slug>/figures/", events.figures, name="figures"),
    path("events/<slug:slug>/figures.csv", event_downloads.as_csv, name="figures-csv"),
    path("events/<slug:slug>/figures.json", event_downloads.as_json, name="figures-json"),
    path("sources/", source_list.source_list, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("changes/", changes.change_list, name="changes"),
    path("claims/<slug:slug>/badge.svg", embeds.badge, name="badge"),
    path("embed/claims/<slug:slug>/", embeds.claim, name="embed_claim"),
    path("embed/events/<slug:slug>/", embeds.event, name="embed_event"),
    path("oembed", oembed.oembed, name="oembed"),
    path("favicon.ico", RedirectView.as_view(url=ICON, permanent=True), name="icon"),
    path("docs/<slug:name>/", guides.guide, name="guide"),
    path("methodology/", methodology.methodology, name="methodology"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("events/<slug:slug>/dossier.json", dossiers.of_an_event, name="dossier"),
    *feed_addresses(),
    *export_addresses(),
]
