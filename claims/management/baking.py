"""Makes answers as readers get them, and puts them into the folder that a web server reads."""

from __future__ import annotations

import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from django.core.management import CommandError
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from claims.baked.folder import Folder
from claims.baked.kinds import (
    API_LISTS,
    BAKED,
    EXPORTS,
    FOR_PROGRAMS,
    FRONT,
    OURS,
    THINGS,
)
from claims.baked.touched import ALWAYS, EVERYTHING, touched_by
from claims.baked.wanted import next_wanted
from claims.lookup.release import edition
from claims.management.beside import Beside
from claims.management.renderer import MODELS, Renderer, stands
from claims.models.record.entry import Entry, is_on_record
from claims.models.record.row import rows_of

URGENT = [f"pages:{name}" for name in (*THINGS, *FRONT)]
FORMS = {"feed": ("atom", "json"), "export": ("csv", "jsonl")}
MOST_ASKED = 20_000
"""Answers kept because a reader asked for them: half a gigabyte."""
AT_ONCE = 50
ANOTHER_EDITION = (
    "The files in {folder} belong to another release by now, or to other settings: this process"
    " writes no more of them. Start it again."
)
LINK = re.compile(rb'href="(/[^"?#]*)"')

log = logging.getLogger(__name__)


class Baker(Renderer):
    """Alone, or with a process beside this one, which does what is least urgent or takes long."""

    def __init__(self, folder: Folder, beside: Beside | None = None) -> None:
        folder.make()
        folder.belongs_to(edition())
        folder.mend()
        folder.forget(address for address, _ in folder.missing() if not match_of(address))
        super().__init__(folder, edition())
        self._beside = beside
        self._to_write: deque[tuple[str, str]] = deque()
        self._to_refresh: deque[str] = deque()
        self._news: set[str] = set()

    # Many ----------------------------------------------------------------------------------------

    def bake_all(
        self, addresses: Iterable[str], *, is_stopped: Callable[[], bool] = lambda: False
    ) -> None:
        for address in addresses:
            while not is_stopped() and self._write_missing():
                pass
            if is_stopped():
                return
            if not self._bake_beside(address):
                self.bake(address)

    def _bake_beside(self, address: str) -> bool:
        """Whether it is made there; the first of its kind is made here, where headers are known."""
        if not (self._beside and self._beside.takes_more()):
            return False
        if not self.headers.knows(resolve(address)):
            return False
        self._beside.bake(address, self.headers.known)
        return True

    def front(self) -> Iterator[str]:
        """What stands for itself, then what these pages link to, each with what hangs on it."""
        found: dict[str, None] = dict.fromkeys(self._ours())
        yield from found
        for name in FRONT:
            page = self.folder.file_of(reverse(f"pages:{name}"))
            for link in LINK.findall(page.read_bytes()) if page.exists() else ():
                for address in _with_more(link.decode()):
                    if address not in found:
                        found[address] = None
                        yield address

    def everything(self) -> Iterator[str]:
        """All that there is, for a site of which all has room."""
        yield from self._ours()
        for page, model in MODELS.items():
            slugs = rows_of(model).current().exclude(slug="").values_list("slug", flat=True)
            for slug in slugs.order_by("-since"):
                yield from _things(page, slug)

    def _ours(self) -> Iterator[str]:
        for name in (*FRONT, *OURS, *FOR_PROGRAMS, *EXPORTS):
            yield from _paths(name)
        for name in API_LISTS:
            yield reverse(f"api:{name}")

    def kinds_standing(self) -> Iterator[tuple[str, str]]:
        """Each address of which there is a file, with the name of its view."""
        for address, _ in self.folder.standing():
            yield address, resolve(address).view_name

    # Following -----------------------------------------------------------------------------------

    def step(self) -> bool:
        """Do what is most urgent; False where nothing is to be done."""
        if self._write_missing():
            return True
        self._news.clear()
        self._notice_the_day()
        # One at a time: news do not wait for what readers ask for.
        if wanted := next_wanted(self.folder):
            if match_of(wanted):
                self.bake(wanted, asked=True)
            self.folder.forget(self.folder.oldest_asked(MOST_ASKED))
            return True
        if self._to_refresh:
            self.bake(self._to_refresh.popleft())
            return True
        return self._make_one_smaller()

    def _write_missing(self) -> bool:
        """Write the most urgent of what was taken away; the least urgent beside."""
        self.notice()
        if not self._to_write:
            doing = self._beside.busy_with() if self._beside else ()
            missing = [one for one in self.folder.missing() if one[0] not in doing]
            self._to_write.extend(sorted(missing, key=self._how_urgent))
        if not self._to_write:
            return False
        while len(self._to_write) > 1 and self._bake_beside(self._to_write[-1][0]):
            self._to_write.pop()
        self.bake(self._to_write.popleft()[0])
        return True

    def _make_one_smaller(self) -> bool:
        if self._beside and self._beside.busy_with():
            return False
        for address, _ in self.folder.not_small(1):
            (self._beside or self.folder).make_smaller(address)
            return True
        return False

    def _how_urgent(self, missing: tuple[str, str]) -> tuple[bool, int, str]:
        """The pages of what is news themselves, then those readers begin at, then the rest."""
        address, subject = missing
        name = resolve(address).view_name
        order = URGENT.index(name) if name in URGENT else len(URGENT)
        return subject not in self._news or order >= len(THINGS), order, address

    def notice(self) -> None:
        """Take away what is no longer so: the one who published has, but for this process."""
        if not self.is_of_this_edition():
            raise CommandError(ANOTHER_EDITION.format(folder=self.folder.path))
        now, before = stands(), self.folder.noted("stood").split()
        if list(now) == before:
            return
        self._to_write.clear()
        if _is_continued(before):
            self._follow(before, now)
        else:
            self.folder.take_all_away()
        self.folder.note("stood", " ".join(now))

    def _follow(self, before: list[str], now: tuple[str, ...]) -> None:
        entries = range(int(before[0]) + 1, int(now[0]) + 1)
        touched = touched_by(entries)
        written = Entry.objects.filter(seq__in=entries).values_list("subject", flat=True)
        self._news.update(written[:AT_ONCE])
        if before[2:4] != list(now[2:4]):
            # Where an entry is signed its page says so.
            touched |= {EVERYTHING, *touched_by(range(int(before[2]) + 1, int(now[2]) + 1))}
        if ALWAYS in touched:
            self.folder.take_all_away()
        else:
            self.folder.take_away(touched)

    def _notice_the_day(self) -> None:
        """What we promised to look at by yesterday is overdue."""
        today = timezone.localdate().isoformat()
        if self.folder.noted("day") != today:
            self._to_refresh.extend(address for address, _ in self.folder.standing())
            self.folder.note("day", today)


def match_of(address: str) -> ResolverMatch | None:
    """What this release answers with there; None where it does not."""
    try:
        return resolve(address)
    except Resolver404:
        return None


def _is_continued(before: list[str]) -> bool:
    """Whether the record goes on from there, and is not another or an older one."""
    if not before:
        return False
    seq, digest = before[:2]
    return seq == "0" or is_on_record(int(seq), digest)


def _with_more(link: str) -> Iterator[str]:
    """An address that is kept, with what hangs on it."""
    match = match_of(link)
    if match is None:
        return
    page = match.view_name.removeprefix("pages:")
    if page in THINGS:
        yield from _things(page, match.kwargs["slug"])
    elif match.view_name in BAKED:
        yield link


def _things(page: str, slug: str) -> Iterator[str]:
    for name in (page, *THINGS[page]):
        yield from _paths(name, slug)


def _paths(name: str, *slug: str) -> Iterator[str]:
    for form in FORMS.get(name.rpartition("-")[2], ("",)):
        yield reverse(f"pages:{name}", args=[*slug, *filter(None, [form])])
