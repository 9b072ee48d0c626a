"""A request of which less came than was announced does nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections

from claims.models.desk.inbox import ErrorReport
from tracker.bodies import WholeBodies

pytestmark = pytest.mark.django_db
BOUNDARY = "between"
FORM = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="words"\r\n\r\nIt is wrong.\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"about=&words=It+is+wrong&grounds=mistake"),
        (f"multipart/form-data; boundary={BOUNDARY}", FORM.encode()),
    ],
)
def test_half_a_form_is_refused_and_nothing_is_kept(kind, body):
    assert sent("/report-an-error/", kind, body, announced=len(body) + 100) == 400
    assert sent("/admin/login/", kind, body, announced=len(body) + 100) in (400, 403)

    assert not ErrorReport.objects.exists()


def test_a_whole_form_is_taken():
    body = b"about=&words=It+is+wrong&grounds=mistake"

    assert sent("/report-an-error/", "application/x-www-form-urlencoded", body, len(body)) == 303

    assert ErrorReport.objects.count() == 1


@pytest.fixture(autouse=True)
def one_connection():
    """The handler would close the connection in whose transaction the test stands."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def sent(path, kind, body, announced):
    """The status of the answer to a body of which the client then sends no more."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(announced),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
    }
    statuses = []
    list(WholeBodies(WSGIHandler())(environ, lambda status, *more: statuses.append(status)))
    return int(statuses[0].split()[0])
