"""What an editor may do on the desk, as a group of permissions."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.event import Category, ContextNote, Event, Measure
from claims.models.desk.evidence import Evidence, Stance, StatusChange
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.link import Link
from claims.models.desk.party import Member, Party, Voice
from claims.models.desk.position import FindingAnswer, LeftOut, Position, PositionReading
from claims.models.desk.question import Question, RivalAnswer
from claims.models.desk.second_look import SecondLook
from claims.models.desk.source import Report, Separation, Source
from claims.models.desk.told_apart import ToldApart

NAME = "Editors"
WORKED_ON = [
    *(Source, Separation, Voice, Report, Event, Category, Party, Member, Measure, ContextNote),
    *(Claim, Citation, Figure, FigurePart),
    *(FigureReading, Stance, Evidence, Link, Position, LeftOut, PositionReading, FindingAnswer),
    *(Question, RivalAnswer, ErrorReport, ToldApart, CommentRequest, SecondLook),
]


def ensure_editors_group() -> Group:
    """The group, with all it needs: what readers saw stays safe whatever a permission says."""
    group, _ = Group.objects.get_or_create(name=NAME)
    kinds = ContentType.objects.get_for_models(*WORKED_ON).values()
    may = Permission.objects.filter(content_type__in=kinds)
    decided = ContentType.objects.get_for_model(StatusChange)
    look = Permission.objects.filter(content_type=decided, codename="view_statuschange")
    group.permissions.set([*may, *look])
    return group
