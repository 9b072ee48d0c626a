"""Every sentence that can be translated stands in the catalogue that translators are given."""

import shutil

import pytest
from django.core.management import call_command


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_the_catalogue_has_every_sentence():
    call_command("makemessages", "--check", verbosity=0)
