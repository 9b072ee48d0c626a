"""What every journey may ask for."""

import pytest


@pytest.fixture
def said(page):
    """What the browser complains of: above all, of our policy."""
    heard = []
    page.on("console", lambda told: heard.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda problem: heard.append(str(problem)))
    return heard
