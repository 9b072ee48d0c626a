"""Addresses of the public pages."""

from django.conf import settings
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from claims.pages import (
    about,
    changes,
    claim_list,
    claims,
    corrections,
    embeds,
    event_downloads,
    event_list,
    events,
    guides,
    home,
    oembed,
    proofs,
    question_list,
    questions,
    sitemap,
    source_list,
    sources,
)
from claims.pages.dossier import views as dossiers
from claims.pages.exports import views as exports
from claims.pages.feeds import views as feeds
from claims.pages.pictures import views as pictures

app_name = "pages"

# Not the address with a digest: a redirect that browsers keep must not outlive its file.
ICON = f"{settings.STATIC_URL}claims/favicon-48.png"
TOUCH_ICON = f"{settings.STATIC_URL}claims/apple-touch-icon.png"


class FeedForm(StringConverter):
    regex = "atom|json"


class TableForm(StringConverter):
    regex = "csv|jsonl"


register_converter(FeedForm, "feed")
register_converter(TableForm, "table")

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("claims/", claim_list.claim_list, name="claims"),
    path("claims/<slug:slug>/", claims.claim, name="claim"),
    path("events/", event_list.event_list, name="events"),
    path("events/<slug:slug>/", events.event, name="event"),
    path("events/<slug:slug>/figures/", events.figures, name="figures"),
    path("events/<slug:slug>/figures.csv", event_downloads.as_csv, name="figures-csv"),
    path("events/<slug:slug>/figures.json", event_downloads.as_json, name="figures-json"),
    path("questions/", question_list.question_list, name="questions"),
    path("questions/<slug:slug>/", questions.question, name="question"),
    path("sources/", source_list.source_list, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("changes/", changes.change_list, name="changes"),
    path("claims/<slug:slug>/badge.svg", embeds.badge, name="badge"),
    path("claims/<slug:slug>/picture.png", pictures.claim, name="claim-picture"),
    path("events/<slug:slug>/picture.png", pictures.event, name="event-picture"),
    path("questions/<slug:slug>/picture.png", pictures.question, name="question-picture"),
    path("embed/claims/<slug:slug>/", embeds.claim, name="embed-claim"),
    path("embed/events/<slug:slug>/", embeds.event, name="embed-event"),
    path("embed/questions/<slug:slug>/", embeds.question, name="embed-question"),
    path("oembed", oembed.oembed, name="oembed"),
    path("favicon.ico", RedirectView.as_view(url=ICON, permanent=True), name="icon"),
    path(
        "apple-touch-icon.png",
        RedirectView.as_view(url=TOUCH_ICON, permanent=True),
        name="touch-icon",
    ),
    path("docs/<slug:name>/", guides.guide, name="guide"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("about/", about.about, name="about"),
    path(".well-known/security.txt", about.security, name="security"),
    path("methodology/", about.methodology, name="methodology"),
    path("checkpoint", proofs.newest_checkpoint, name="checkpoint"),
    path("checkpoints/", proofs.checkpoints, name="checkpoints"),
    path("checkpoints/<int:size>", proofs.checkpoint, name="checkpoint-of"),
    path("proofs/<int:seq>.json", proofs.of_entry, name="proof"),
    path("proofs/<int:old>-<int:new>.json", proofs.of_growth, name="growth"),
    path("verify.py", proofs.verifier, name="verifier"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("events/<slug:slug>/dossier.json", dossiers.of_an_event, name="dossier"),
    path("feeds/changes.<feed:form>", feeds.of_the_site, name="changes-feed"),
    path("feeds/corrections.<feed:form>", feeds.corrections_of_the_site, name="corrections-feed"),
    path("claims/<slug:slug>/changes.<feed:form>", feeds.of_a_claim, name="claim-feed"),
    path("events/<slug:slug>/changes.<feed:form>", feeds.of_an_event, name="event-feed"),
    path("questions/<slug:slug>/changes.<feed:form>", feeds.of_a_question, name="question-feed"),
    path("sources/<slug:slug>/changes.<feed:form>", feeds.of_a_source, name="source-feed"),
    path("export/claims.<table:form>", exports.of_claims, name="claims-export"),
    path("export/figures.<table:form>", exports.of_figures, name="figures-export"),
    path("export/changes.<table:form>", exports.of_changes, name="changes-export"),
]
