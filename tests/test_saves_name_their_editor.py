"""Who saved or removed a row of the desk is said where it is done, never left to be guessed."""

from __future__ import annotations

import ast
from pathlib import Path

CLAIMS = Path(__file__).parent.parent / "claims"
ROOMS = [CLAIMS / "actions", CLAIMS / "admin", CLAIMS / "dossier"]
# What keeps no history; and the undoing of housekeeping, which signs rows before it saves them.
NO_HISTORY = {
    ("actions/housekeeping/merge.py", "done"),
    ("actions/live_table.py", "table"),
    ("actions/not_duplicates.py", "pair"),
    ("actions/retract.py", "earlier"),
    ("admin/presence.py", "Presence"),
    ("admin/presence.py", "row"),
    ("admin/visits.py", "row"),
}
SIGNED_BEFORE = {
    "actions/housekeeping/undo_log.py",
}


def test_every_save_and_removal_says_by_whom():
    unsigned = [
        f"{place}:{call.lineno}"
        for place, call in calls()
        if not signed(call) and (place, receiver(call)) not in NO_HISTORY
    ]

    assert unsigned == []


def test_nobody_signs_a_row_behind_its_back():
    said = [file for room in ROOMS for file in room.rglob("*.py") if "_history_user" in text(file)]

    assert {str(file.relative_to(CLAIMS)) for file in said} <= SIGNED_BEFORE


def calls():
    for file in sorted(file for room in ROOMS for file in room.rglob("*.py")):
        place = str(file.relative_to(CLAIMS))
        for node in ast.walk(ast.parse(text(file))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in ("save", "delete") and place not in SIGNED_BEFORE:
                yield place, node


def signed(call):
    """A form told not to commit saves nothing yet."""
    return {"by", "commit"} & {keyword.arg for keyword in call.keywords}


def receiver(call):
    """The name that the saved thing begins with."""
    node = call.func.value
    while not isinstance(node, ast.Name):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id


def text(file):
    return file.read_text(encoding="utf-8")
