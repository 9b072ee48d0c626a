"""What every journey may ask for."""

import pytest


@pytest.fixture
def said(page):
    """What the browser complains of: above all, of our policy."""
    heard = []
    page.on("console", lambda told: heard.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda problem: heard.append(str(problem)))
    return heard


@pytest.fixture
def desks(chromium, live_server):
    """A browser for each of two editors, one of them without JavaScript, on a phone."""
    opened = []

    def desk(name, **more):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **more})
        opened.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/admin/login/")
        page.get_by_label("Username:").fill(name)
        page.get_by_label("Password:").fill("correct horse")
        page.get_by_role("button", name="Sign in").click()
        return page

    yield desk
    for context in opened:
        context.close()
