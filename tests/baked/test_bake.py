"""Copies of answers: they say what the app says, and are gone before they say anything else."""

from __future__ import annotations

import fcntl
import gzip
import os
from datetime import timedelta

import brotli
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from claims import actions
from claims.baked import folder as folders
from claims.baked.answer import Answer
from claims.baked.folder import Folder
from claims.baked.wanted import next_wanted, want
from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import Grounds, LinkState, PublisherAction
from claims.management.baking import Baker
from claims.models.record.entry import Entry
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_question,
    a_report,
    a_source,
    a_stance,
    an_editor,
    an_event,
    some_evidence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.BAKED = str(tmp_path / "baked")
    return Folder(settings.BAKED)


@pytest.fixture
def baker(folder):
    return Baker(folder)


class World:
    """A story with a part, and another that has nothing to do with it."""

    def __init__(self):
        self.by = an_editor()
        self.whole, self.other = an_event("Attacks"), an_event("A flood")
        self.part = an_event("Attack on the road", parent=self.whole)
        self.army, self.rebels = a_source("The army"), a_source("The rebels")
        self.crew = a_source("The crew")
        self.report = a_report(publisher=self.army)
        self.claims = [
            self.claim(self.army, self.whole),
            self.claim(self.rebels, self.part, report=self.report),
            self.claim(self.crew, self.other),
        ]
        self.position = a_position(self.whole)
        self.position.uses.set([self.claims[0].figures.get()])
        self.question = a_question(self.part, answers=[("they", "They did.", [self.claims[1]])])
        self.go(*self.claims, self.position, self.question)

    def claim(self, who, event, report=None):
        claim = a_claim(claimant=who, event=event, cited=report is None)
        if report:
            claim.citations.create(report=report)
        a_figure(claim, 38)
        some_evidence(claim, kind="primary")
        return claim

    def go(self, *subjects, note="Said anew."):
        for one in subjects:
            one.refresh_from_db()
        return actions.publish(subjects, note=note, change="correction", by=self.by, at=NOW)

    def edit(self, subject, **values):
        subject.refresh_from_db()
        for name, value in values.items():
            setattr(subject, name, value)
        subject.save(by=self.by)
        self.go(subject)

    # What happens ------------------------------------------------------------------------------

    def a_claim_is_added(self):
        self.go(self.claim(self.army, self.part))

    def a_claim_is_reworded(self):
        self.edit(self.claims[1], statement="Fourteen soldiers died on the road.")

    def claims_are_linked(self):
        link = a_link(self.claims[0], self.claims[1], state=LinkState.CONFIRMED)
        self.go(link)

    def somebody_denies_it(self):
        a_stance(self.claims[1], source=self.army, stance="denies")
        self.edit(self.claims[1], occasion="At a press conference.")

    def a_report_is_withdrawn(self):
        self.edit(self.report, publisher_action=PublisherAction.WITHDRAWN)

    def another_event_is_in_another_zone(self):
        self.edit(self.other, time_zone="Asia/Karachi")

    def a_source_begins_to_speak_for_another(self):
        self.edit(self.crew, speaks_for=self.army)

    def a_claim_is_withheld(self):
        claim = self.claims[0]
        claim.refresh_from_db()
        actions.suppress(claim, grounds=Grounds.DANGER, reason="Threats.", by=self.by, at=NOW)


# Of the ways in which a page comes to say something else: by itself, by what it lists, by who is
# named, by what is cited, by all that is told apart, and by what is gone.
DEEDS = (
    "a_claim_is_reworded",
    "a_claim_is_added",
    "claims_are_linked",
    "somebody_denies_it",
    "a_report_is_withdrawn",
    "a_source_begins_to_speak_for_another",
    "another_event_is_in_another_zone",
    "a_claim_is_withheld",
)


def out_of_date(folder, client):
    """Addresses of which a file says what the app does not."""
    cache.clear()
    return [
        address
        for address, _ in folder.standing()
        if read(folder, address) != answered(client, address)
    ]


def read(folder, address):
    return folder.file_of(address).read_bytes()


def answered(client, address):
    answer = client.get(address)
    return answer.content if not answer.streaming else b"".join(answer.streaming_content)


def test_whatever_is_published_no_file_says_what_the_app_does_not(baker, folder, client):
    """The one who publishes takes away what it touches: no follower runs here."""
    world = World()
    # Pictures, feeds and files of figures are made of what these read, and take long.
    baker.bake_all(one for one in baker.everything() if one.endswith("/") and "/api/" not in one)
    assert len(folder.standing()) > 30
    wrong, kept = {}, {}

    for deed in DEEDS:
        before = len(folder.standing())
        getattr(world, deed)()
        wrong[deed] = out_of_date(folder, client)
        kept[deed] = len(folder.standing()) / before
        while folder.missing():
            baker.step()

    assert wrong == {deed: [] for deed in DEEDS}
    # Not by taking everything away: of a flood elsewhere nothing is touched.
    assert kept["a_claim_is_reworded"] > 0.3


def test_pages_are_compressed_and_say_the_same(baker, folder, client):
    World()
    addresses = ("/", "/claims/", "/feeds/changes.atom", "/export/claims.csv")
    baker.bake_all(addresses)

    for address in addresses:
        file = folder.file_of(address)
        plain = file.read_bytes()
        assert plain == answered(client, address)
        assert brotli.decompress(file.with_name(f"{file.name}.br").read_bytes()) == plain
        assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == plain


def test_each_form_of_a_file_and_each_dossier_is_kept(baker, folder):
    world = World()
    addresses = {
        *(f"/feeds/changes.{form}" for form in ("atom", "json")),
        *(f"/export/claims.{form}" for form in ("csv", "jsonl")),
        *(f"/events/{event.slug}/dossier.json" for event in (world.whole, world.other)),
    }

    baker.bake_all(addresses)

    assert {address for address, _ in folder.standing()} == addresses


def test_what_was_withheld_is_in_no_file_once_it_is_acknowledged(baker, folder):
    world = World()
    words = "The driver hid in the mill."
    world.edit(world.claims[0], statement=words)
    baker.bake_all(one for one in baker.everything() if not one.endswith(".png"))
    assert sum(words.encode() in body for body in everything_in(folder)) > 20

    world.a_claim_is_withheld()

    assert not any(words.encode() in body for body in everything_in(folder))


def everything_in(folder):
    """What any file holds, unpacked."""
    for path in folder.path.rglob("*"):
        if path.suffix == ".br":
            yield brotli.decompress(path.read_bytes())
        elif path.suffix == ".gz":
            yield gzip.decompress(path.read_bytes())
        elif path.is_file():
            yield path.read_bytes()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may remove any file")
def test_nothing_is_withheld_while_a_copy_cannot_be_removed_by_an_ordinary_user(baker, folder):
    world = World()
    baker.bake(f"/claims/{world.claims[0].slug}/")
    place = folder.file_of(f"/claims/{world.claims[0].slug}/").parent
    place.chmod(0o500)

    with pytest.raises(RuleBroken, match="cannot be removed"):
        world.a_claim_is_withheld()

    place.chmod(0o700)
    assert not Entry.objects.filter(kind="suppressed").exists()


def test_nothing_is_withheld_while_a_copy_cannot_be_removed(baker, folder):
    world = World()
    baker.bake(f"/claims/{world.claims[0].slug}/")
    page = folder.file_of(f"/claims/{world.claims[0].slug}/")
    page.unlink()
    page.mkdir()

    with pytest.raises(RuleBroken, match="cannot be removed"):
        world.a_claim_is_withheld()

    assert not Entry.objects.filter(kind="suppressed").exists()


def test_a_follower_that_was_frozen_holds_up_nobody_for_ever(baker, folder, monkeypatch):
    world = World()
    baker.bake(f"/claims/{world.claims[0].slug}/")
    monkeypatch.setattr(folders, "PATIENCE", 0.1)

    with (folder.path / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(RuleBroken, match="holds"):
            world.a_claim_is_withheld()

    assert not Entry.objects.filter(kind="suppressed").exists()
    world.a_claim_is_withheld()
    assert folder.standing() == []


def test_an_answer_made_before_an_entry_is_not_put_after_it(folder):
    folder.make()
    late = Answer("/claims/", b"as it was", "text/html; charset=utf-8", {"everything"})

    assert not folder.put(late, still=lambda: False)
    assert not folder.file_of("/claims/").exists()


def test_the_page_of_the_news_itself_is_written_first(baker, folder):
    world = World()
    claim = f"/claims/{world.claims[1].slug}/"
    baker.bake_all(["/", "/claims/", f"/sources/{world.rebels.slug}/", claim])
    baker.notice()
    world.a_claim_is_reworded()
    assert claim in dict(folder.missing())

    baker.step()

    assert claim in dict(folder.standing())


def test_two_versions_of_one_length_in_one_second_are_told_apart(folder):
    folder.make()
    times = []
    for words in (b"one", b"two"):
        folder.put(Answer("/", words, "text/html", {"a"}), still=lambda: True)
        times.append(int(folder.file_of("/").stat().st_mtime))

    assert times[0] < times[1]


def test_what_a_reader_asked_for_is_baked_for_the_next(baker, folder, client):
    world = World()
    address = f"/sources/{world.crew.slug}/"
    client.get(address)
    client.get(f"{address}?as_of=1")
    client.get("/claims/no-such-claim/")

    while baker.step():
        pass

    assert [found for found, _ in folder.standing()] == [address]


def test_what_a_reader_asked_for_is_counted_as_such_once_it_is_written_anew(baker, folder):
    world = World()
    front, address = "/claims/", f"/claims/{world.claims[1].slug}/"
    baker.bake(front)
    baker.bake(address, asked=True)
    baker.notice()
    world.a_claim_is_reworded()
    assert folder.standing() == []
    want(folder, front)

    while baker.step():
        pass

    assert folder.oldest_asked(beyond=0) == [address]


def test_news_wait_for_one_page_that_readers_asked_for_at_most(baker, folder):
    World()
    for address in ("/about/", "/methodology/"):
        want(folder, address)

    baker.step()

    assert len(folder.standing()) == 1


def test_what_is_baked_counts_as_asked_for_by_nobody(baker, folder):
    World()

    baker.bake("/claims/")

    assert next_wanted(folder) == ""


def test_a_record_that_was_put_back_answers_with_no_file_of_what_came_later(baker, folder):
    World()
    baker.notice()
    baker.bake("/about/")
    folder.note("stood", f"9999 {'0' * 64} 0 0")

    baker.notice()

    assert folder.standing() == []


def test_what_another_release_made_is_given_to_nobody(baker, folder):
    World()
    baker.bake("/about/")
    baker.headers.write()
    folder.note("edition", "of another release")

    anew = Baker(folder)

    assert folder.standing() == []
    # Its headers neither.
    anew.bake("/methodology/")
    anew.headers.write()
    assert "/about/" not in (folder.path / "locations.conf").read_text()


def test_a_follower_of_another_release_writes_no_more_and_says_so(baker, folder):
    world = World()
    baker.bake("/about/")
    folder.belongs_to("of the next release")  # as `serve` says, when it is started anew
    assert folder.standing() == []

    with pytest.raises(CommandError, match="Start it again"):
        baker.step()

    assert baker.bake(f"/claims/{world.claims[0].slug}/") is None
    assert folder.standing() == []


def test_an_address_that_this_release_does_not_know_is_forgotten(folder):
    folder.make()
    of_old = Answer("/of-an-older-release/", b"Words.", "text/html", {"always"})
    folder.put(of_old, still=lambda: True)
    want(folder, "/of-an-older-release/too/")

    baker = Baker(folder)
    while baker.step():
        pass

    assert folder.missing() == folder.standing() == []
    assert not folder.file_of(of_old.address).exists()


def half_written(folder, address):
    """As it is left where a follower is killed while it writes."""
    file = folder.file_of(address)
    new = file.with_name(f"{file.name}.br.new")
    new.write_bytes(file.with_name(f"{file.name}.br").read_bytes())
    return new


def test_what_was_half_written_is_gone_with_what_it_says(baker, folder):
    world = World()
    address = f"/claims/{world.claims[0].slug}/"
    baker.bake(address)
    left = half_written(folder, address)

    world.a_claim_is_withheld()

    assert not left.exists()


def test_a_file_of_which_nobody_knows_what_it_says_is_taken_away(baker, folder):
    World()
    baker.bake("/about/")
    unknown = folder.pages / "claims" / "of-a-lost-index" / "index.html"
    unknown.parent.mkdir(parents=True)
    unknown.write_bytes(b"Nobody would take this away.")
    left = half_written(folder, "/about/")

    Baker(folder)

    assert not unknown.exists()
    assert not left.exists()
    assert [address for address, _ in folder.standing()] == ["/about/"]


@pytest.mark.parametrize("ending", ["", ".br", ".gz"])
def test_a_file_that_lost_its_words_with_the_power_is_written_anew(baker, folder, ending):
    World()
    baker.bake("/about/")
    file = folder.file_of("/about/")
    file.with_name(file.name + ending).write_bytes(b"")

    Baker(folder)

    assert [address for address, _ in folder.missing()] == ["/about/"]
    assert not file.exists()


def test_what_was_killed_before_its_file_stood_is_written_anew(baker, folder):
    World()
    baker.bake("/about/")
    folder.file_of("/about/").unlink()

    Baker(folder)

    assert [address for address, _ in folder.missing()] == ["/about/"]


def test_a_file_is_taken_away_where_it_was_lost_that_it_stands(baker, folder):
    world = World()
    address = f"/claims/{world.claims[1].slug}/"
    baker.bake(address)
    kept = folder.file_of(address).read_bytes()
    folder.take_all_away()
    folder.file_of(address).write_bytes(kept)

    world.a_claim_is_reworded()

    assert not folder.file_of(address).exists()


def test_what_is_overdue_since_midnight_is_said_so(baker, folder, client, settings):
    world = World()
    address = f"/claims/{world.claims[0].slug}/"
    baker.bake(address)
    baker.notice()
    folder.note("day", str(NOW.date() - timedelta(days=1)))
    file = folder.file_of(address)
    file.write_bytes(b"as of yesterday")

    while baker.step():
        pass

    assert read(folder, address) == answered(client, address)


def test_only_the_folder_is_filled_that_whoever_publishes_knows(folder, tmp_path):
    with pytest.raises(CommandError, match="COUNTERCLAIM_BAKED="):
        call_command("bake", str(tmp_path / "elsewhere"))
