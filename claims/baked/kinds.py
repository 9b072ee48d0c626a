"""Which answers are kept as files: those of bare addresses, by the names of their views."""

from __future__ import annotations

THINGS: dict[str, tuple[str, ...]] = {
    "claim": ("claim-feed", "badge", "claim-picture", "embed-claim"),
    "event": (
        *("figures", "figures-csv", "figures-json", "dossier"),
        *("event-feed", "event-picture", "embed-event"),
    ),
    "question": ("question-feed", "question-picture", "embed-question"),
    "source": ("source-feed",),
}
"""Pages of things, each with what hangs on it: made from a few subjects, which is noticed."""
FRONT = ("home", "claims", "events", "sources", "questions", "changes", "corrections")
"""They say themselves of which kinds of subjects they are made; readers find the rest from here."""
OURS = ("about", "methodology")
FOR_PROGRAMS = ("changes-feed", "corrections-feed", "sitemap", "robots", "checkpoints")
EXPORTS = ("claims-export", "figures-export", "changes-export")
API_LISTS = ("events", "sources", "claims", "figures", "positions", "questions", "changes")


def _named(app: str, *names: str) -> frozenset[str]:
    return frozenset(f"{app}:{name}" for name in names)


OF_THINGS = _named("pages", *THINGS, *(name for more in THINGS.values() for name in more))
APP_FIRST = _named("pages", *EXPORTS) | _named("api", *API_LISTS)
"""Files stand in for the app while it is away: their headers tell of each entry."""
OF_EVERYTHING = _named("pages", *FOR_PROGRAMS) | APP_FIRST
"""Changed by each entry."""
BAKED = OF_THINGS | OF_EVERYTHING | _named("pages", *FRONT, *OURS)
