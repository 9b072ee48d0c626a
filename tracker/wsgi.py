"""What a WSGI server runs: `tracker.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from tracker.bodies import WholeBodies
from tracker.parent import end_with_the_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = get_wsgi_application()

from tracker.front import Front  # noqa: E402  # its modules need Django to be set up

application = Front(WholeBodies(app))
application.watch()
end_with_the_server()

# Each view is loaded before the first reader comes, and what will never go is never looked at
# again: a full collection would hold up one page in some dozens for as long as a page takes.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
