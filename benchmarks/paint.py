"""First paint of a running site's pages on a slow phone: 400 kbit/s, 2 s of latency.

Chromium slows the line down itself, and the processor to a quarter. What is reported is the middle
of several visits with nothing kept, and what had been asked for by then.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from statistics import median
from typing import Any

from django.core.management import CommandError

LINE = {
    "offline": False,
    "latency": 2000,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER = 4
PHONE = {"width": 390, "height": 844}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pages", nargs="+", help="whole addresses of pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--browser", default="/usr/bin/chromium", help="where Chromium is")


def report(
    tell: Callable[[str], Any], *, pages: list[str], rounds: int, browser: str, **_: Any
) -> None:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  # of the tests alone
    except ImportError as missing:
        raise CommandError(
            "This needs Playwright: pip install -r requirements-dev.txt"
        ) from missing
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        tell("| page | first paint, s | requests before | KB over the line |")
        tell("|---|---|---|---|")
        for page in pages:
            visits = [_visit(chromium, page) for _round in range(rounds)]
            painted = median(seconds for seconds, _asked, _size in visits)
            tell(f"| {page} | {painted:.2f} | {visits[0][1]} | {visits[0][2] / 1000:.1f} |")
        chromium.close()


def _visit(chromium: Any, address: str) -> tuple[float, int, int]:
    """Seconds to the first paint, how many answers had begun by then, bytes of the page itself."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_function(f"{PAINTED} !== undefined", timeout=60_000)
    painted = page.evaluate(PAINTED)
    asked = page.evaluate(
        "painted => performance.getEntriesByType('resource')"
        ".filter(one => one.responseStart && one.responseStart < painted).length + 1",
        painted,
    )
    size = page.evaluate("performance.getEntriesByType('navigation')[0].transferSize")
    context.close()
    return painted / 1000, asked, size
