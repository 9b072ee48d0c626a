"""The numbers of how the code is built count what they say they count."""

import sys

import pytest

from benchmarks import structure
from benchmarks.structure import App, counts

CODE = {
    "claims/__init__.py": "",
    "claims/domain/__init__.py": "",
    "claims/domain/status.py": "from claims.domain import words\n",
    "claims/domain/words.py": "def told():\n    from claims.domain.status import label\n",
    "claims/pages.py": """
from typing import Any
from claims.domain import status

def page(row: Any) -> str:
    return _once(row) + _twice(row) + _twice(row)

def _once(row): ...
def _twice(row): ...
""",
    "claims/migrations/0001_initial.py": "from typing import Any\n",
    "claims/templates/page.html": "<p>\n" + "x" * 121,
}


@pytest.fixture
def checkout(tmp_path):
    for name, text in CODE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_what_is_no_checkout_is_refused_in_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["structure", str(tmp_path)])

    with pytest.raises(SystemExit):
        structure.main()

    assert f"{tmp_path} is no checkout of this project." in capsys.readouterr().err


def test_a_circle_is_found_though_one_import_in_it_comes_late(checkout):
    assert App(checkout).circles() == [["claims.domain.status", "claims.domain.words"]]


def test_migrations_are_left_out_and_helpers_counted_by_their_uses(checkout):
    assert dict(counts(checkout)) == {
        "lines of the app": 12,
        "lines with Any": 2,
        "private helpers": 2,
        "private helpers used once": 1,
        "modules": 5,
        "modules with one caller, in the same folder": 1,
        "circles of imports": 1,
        "longest line of a template": 121,
        "lines of templates over 120 characters": 1,
    }
