"""The page for programmers in a browser: no violation, no sideways scrolling, nothing refused."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.appearance
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_usable_on_a_phone(page, live_server, scheme):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})

    page.goto(f"{live_server.url}/api/docs/")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page).violations_count == 0
    assert said == []
