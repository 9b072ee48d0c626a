"""What states refer to one another by: the opaque names of subjects. Empty where there is none.

A category is no subject: its slug names it within its event.
"""

from __future__ import annotations

from typing import NewType

SourceUid = NewType("SourceUid", str)
EventUid = NewType("EventUid", str)
ReportUid = NewType("ReportUid", str)
ClaimUid = NewType("ClaimUid", str)
CategorySlug = NewType("CategorySlug", str)
