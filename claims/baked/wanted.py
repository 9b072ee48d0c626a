"""What readers asked for of which there is no file."""

from __future__ import annotations

import hashlib

from claims.baked.folder import Folder


def want(folder: Folder, address: str) -> None:
    """Say that a reader asked for it, and there was no file."""
    place = folder.wanted_at / hashlib.sha256(address.encode()).hexdigest()[:32]
    if not place.exists():
        place.write_text(address, encoding="utf-8")


def next_wanted(folder: Folder) -> str:
    """One of what readers asked for, told once; empty where nobody did."""
    for place in folder.wanted_at.iterdir():
        address = place.read_text(encoding="utf-8")
        place.unlink()
        if address:
            return address
    return ""
