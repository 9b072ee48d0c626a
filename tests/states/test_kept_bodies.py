"""A body that was read is not read again, and none is kept beyond so many letters."""

from pathlib import Path

from claims.domain.vocabulary import SubjectKind
from claims.states import body
from claims.states.kept_bodies import KeptBodies

BODIES = Path(__file__).parent / "bodies" / "v2"
CLAIM, EVENT, LINK = (
    (kind, (BODIES / f"{kind}.json").read_text(encoding="utf-8"))
    for kind in (SubjectKind.CLAIM, SubjectKind.EVENT, SubjectKind.LINK)
)


def letters(*bodies):
    return sum(len(text) for _, text in bodies)


def test_a_text_is_read_once_whoever_brings_it():
    kept = KeptBodies()
    kind, text = CLAIM

    first = kept.read(kind, text)

    assert first == body.read(kind, text)
    assert kept.read(kind, text.encode().decode()) is first


def test_the_same_text_about_another_kind_is_another_body():
    kept = KeptBodies()
    text = (BODIES / "claim_withheld.json").read_text(encoding="utf-8")

    kept.read(SubjectKind.CLAIM, text)

    assert kept.read(SubjectKind.EVENT, text) is not kept.read(SubjectKind.CLAIM, text)


def test_where_there_is_no_room_what_was_asked_for_longest_ago_goes():
    kept = KeptBodies(most=letters(CLAIM, EVENT))
    claim, event = kept.read(*CLAIM), kept.read(*EVENT)
    assert kept.read(*CLAIM) is claim

    kept.read(*LINK)

    assert kept.read(*CLAIM) is claim
    assert kept.read(*EVENT) is not event


def test_a_text_longer_than_all_room_is_read_all_the_same():
    kept = KeptBodies(most=letters(LINK))
    link = kept.read(*LINK)

    assert kept.read(*CLAIM) == body.read(*CLAIM)
    assert kept.read(*LINK) is not link
