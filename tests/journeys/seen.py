"""A page looked at as people see it: in light and dark, on a laptop and on a phone."""

from axe_playwright_python.sync_playwright import Axe

# Rules of WCAG 2.2 AA and good practice; nothing is switched off.
AXE = {"resultTypes": ["violations"]}
SCHEMES = ("light", "dark")
WIDTHS = (1280, 390)


def broken_rules(page, within=None):
    """What axe finds and what is wider than the screen, each with how it was looked at.

    ``within`` names the part of the page that is ours, where Django's own breaks a rule.
    """
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            if told := [*_violations(page, within), *_too_wide(page, width)]:
                found[scheme, width] = told
    return found


def _violations(page, within):
    report = Axe().run(page, context=within, options=AXE)
    return [
        (v["id"], [node["html"][:160] for node in v["nodes"]][:3])
        for v in report.response["violations"]
    ]


def _too_wide(page, width):
    found = page.evaluate("document.documentElement.scrollWidth")
    return [f"{found} px wide"] if found > width else []
