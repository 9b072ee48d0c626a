"""What a program does in tests: ask an address, read the JSON, follow the next page."""

from django.test import Client

ROOT = "/api/v1/"


def ask(path, expected=200, *, headers=None, **query):
    answer = Client(headers=headers).get(ROOT + path, query)
    assert answer.status_code == expected, f"{path} {query}: {answer.status_code} {answer.content}"
    return answer.json()


def results(path, **query):
    return ask(path, **query)["results"]


def everything(path, **query):
    """All pages of a list, followed to the end."""
    page = ask(path, **query)
    found = page["results"]
    while page["next"]:
        answer = Client().get(page["next"].removeprefix("http://testserver"))
        assert answer.status_code == 200, answer.content
        page = answer.json()
        found += page["results"]
    return found


def etag(path, **query):
    return Client().get(ROOT + path, query).headers["ETag"]
