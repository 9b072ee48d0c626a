"""Who may do what on the desk: one table of acts, each with the lowest role that may do it."""

from __future__ import annotations

from enum import StrEnum

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Word


class Role(Word):
    """From the one who may do least to the one who may do most; each may do what those before may.

    A role is kept as a group of this name.
    """

    VIEWER = "Viewers", _("Viewer: reads the desk")
    REPORTER = "Reporters", _("Reporter: drafts; readers see nothing of it")
    EDITOR = "Editors", _("Editor: decides and publishes")
    CHIEF = "Chiefs", _("Chief: retracts, suppresses, invites people, gives out keys")


class Act(StrEnum):
    ENTER = "enter"
    """Be at the desk at all: its first page, help, one's own account."""
    LOOK = "look"
    """Read what is on the desk, drafts and private notes included."""
    DRAFT = "draft"
    """Write on the desk what readers do not see; delete drafts of one's own."""
    DELETE = "delete"
    """Delete drafts of others, too."""
    PUBLISH = "publish"
    """Decide: whatever readers see at once, and how far a claim is established."""
    RETRACT = "retract"
    SUPPRESS = "suppress"
    PEOPLE = "people"
    """Invite, give roles, end sessions and lost second factors of others."""
    KEYS = "keys"
    """Give out secret addresses at which drafts can be read; confirm the clock."""
    AUDIT = "audit"
    """Read the audit log: who came in, decided, was refused, read what is confidential."""


LOWEST: dict[Act, Role | None] = {
    Act.ENTER: None,
    Act.LOOK: Role.VIEWER,
    Act.DRAFT: Role.REPORTER,
    Act.DELETE: Role.EDITOR,
    Act.PUBLISH: Role.EDITOR,
    Act.RETRACT: Role.CHIEF,
    Act.SUPPRESS: Role.CHIEF,
    Act.PEOPLE: Role.CHIEF,
    Act.KEYS: Role.CHIEF,
    Act.AUDIT: Role.CHIEF,
}

_RANK = {role: rank for rank, role in enumerate(Role, start=1)}


def may(role: Role | None, act: Act) -> bool:
    lowest = LOWEST[act]
    if lowest is None:
        return True
    return role is not None and _RANK[role] >= _RANK[lowest]


def highest(names: set[str]) -> Role | None:
    """The role of whoever is in the groups of these names."""
    return max((role for role in Role if role in names), key=_RANK.__getitem__, default=None)


def writes(role: Role | None) -> bool:
    """Whether a role changes anything: more is asked of these when they sign in."""
    return may(role, Act.DRAFT)
