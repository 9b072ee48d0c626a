"""What a second process makes is what the app says; where it is ended, the follower ends, too."""

from __future__ import annotations

import multiprocessing
import time

import pytest
from django.core.management import CommandError

from claims.baked.folder import Folder
from claims.management.baking import Baker
from claims.management.beside import beside
from tests.baked.test_bake import World, answered, out_of_date, read

# The other process sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(tmp_path, settings):
    settings.BAKED = str(tmp_path / "baked")
    return Folder(settings.BAKED)


def wait_for(helper):
    while helper.busy_with():
        time.sleep(0.01)


def test_what_is_made_beside_says_what_the_app_does(folder, client):
    world = World()
    claim = f"/claims/{world.claims[1].slug}/"
    with beside(folder) as helper:
        baker = Baker(folder, helper)
        wait_for(helper)
        baker.bake_all(["/", "/claims/", "/events/", "/changes/", claim])
        folder.take_all_away()
        helper.bake("/claims/", baker.headers.known)
        wait_for(helper)
        made_beside = read(folder, "/claims/")
        world.a_claim_is_reworded()
        while folder.missing():
            baker.step()

    assert made_beside != read(folder, "/claims/") == answered(client, "/claims/")
    assert len(folder.standing()) == 5
    assert out_of_date(folder, client) == []


def work_with_one_that_was_killed(folder):
    with beside(folder) as helper:
        wait_for(helper)
        for child in multiprocessing.active_children():
            child.kill()
        helper.make_smaller("/claims/")
        wait_for(helper)


def test_a_helper_that_was_killed_is_told(folder):
    folder.make()

    with pytest.raises(CommandError, match="was ended"):
        work_with_one_that_was_killed(folder)
