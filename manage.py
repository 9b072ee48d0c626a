#!/usr/bin/env python
"""Counterclaim's command line: `python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        # Read first: some commands would otherwise hide a wrong setting behind another error.
        settings.INSTALLED_APPS  # noqa: B018
        execute_from_command_line(sys.argv)
        # What a command published is acknowledged by its end.
        if publishing := sys.modules.get("claims.publishing.front_caches"):
            publishing.wait()
    except ImproperlyConfigured as wrong:
        sys.exit(f"Counterclaim cannot start. {wrong}")


if __name__ == "__main__":
    main()
