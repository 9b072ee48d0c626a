"""A newsroom that does random things, and a naive memory of what readers were shown after each.

The memory knows nothing of spans, rows or entries' bodies: after every entry it keeps a copy of
everything that is shown, and that is what the record must still tell later.
"""

import random
from datetime import timedelta

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, Grounds, Publication
from claims.models.desk.claim import Claim
from claims.models.desk.source import Source
from claims.models.record.entry import Entry
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim, PublishedFigure, PublishedSource
from tests.builders import NOW, a_claim, a_figure, a_link, a_source, an_event, some_evidence

WITHHELD = {"publication": "withheld"}


class Newsroom:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.clock = NOW
        self.shown = {}  # what readers see now: subject -> what of it
        self.after = {}  # number of an entry -> what readers saw once it was written
        self.sources = [a_source() for _ in range(3)]
        self.event = an_event()
        self.claims = [self._new_claim() for _ in range(3)]

    def work(self, steps):
        """Do so many things; what the rules refuse is left undone and counts too."""
        for _ in range(steps):
            # The server's clock is set back now and then.
            self.clock += timedelta(minutes=self.random.choice([0, 1, 5, 60, -30]))
            deed = self.random.choice(DEEDS)
            try:
                deed(self)
            except RuleBroken:
                self._fresh()
            self._remember()
        return self

    def _new_claim(self):
        claim = a_claim(
            claimant=self.random.choice(self.sources),
            event=self.event,
            cited=self.random.random() < 0.9,
        )
        a_figure(claim, self.random.randint(1, 99))
        some_evidence(claim, kind="primary")
        return claim

    def _fresh(self):
        self.claims = list(Claim.objects.order_by("pk"))
        self.sources = list(Source.objects.filter(pk__in=[s.pk for s in self.sources]))

    def any(self):
        return self.random.choice(self.claims + self.sources)

    def claim(self):
        return self.random.choice(self.claims)

    def now(self):
        return {"by": None, "at": self.clock}

    # What an editor does ------------------------------------------------------------------------

    def record(self):
        self.claims.append(self._new_claim())

    def edit(self):
        subject = self.any()
        subject.refresh_from_db()
        words = f"Words {self.random.random()}"
        setattr(subject, "statement" if isinstance(subject, Claim) else "name", words)
        subject.save()
        if isinstance(subject, Claim) and self.random.random() < 0.5:
            a_figure(subject, self.random.randint(1, 99))

    def rename(self):
        subject = self.any()
        subject.refresh_from_db()
        subject.slug = f"renamed-{self.random.randrange(10**9)}"
        subject.save()

    def publish(self):
        subjects = self.random.sample(self.claims + self.sources, self.random.randint(1, 3))
        for subject in subjects:
            subject.refresh_from_db()
        change = self.random.choice(list(ChangeType))
        actions.publish(subjects, note="What changed.", change=change, **self.now())

    def decide(self):
        claim = self.claim()
        claim.refresh_from_db()
        to = self.random.choice([Status.UNCONFIRMED, Status.CONFIRMED, Status.UNVERIFIABLE])
        actions.change_status(
            claim,
            to=to,
            reason="We asked the hospital and compared the photographs.",
            evidence=list(claim.evidence.all()),
            **self.now(),
        )

    def link(self):
        a, b = self.random.sample(self.claims, 2)
        if not a.links_from.filter(to_claim=b).exists():
            a_link(a, b)

    def retract(self):
        subject = self.any()
        subject.refresh_from_db()
        if self.random.random() < 0.3:
            actions.retract(subject, reason="It was about another day.", **self.now())

    def suppress(self):
        subject = self.any()
        subject.refresh_from_db()
        if self.random.random() < 0.15:
            reason = "A person is in danger."
            actions.suppress(subject, grounds=Grounds.DANGER, reason=reason, **self.now())

    # What is remembered -------------------------------------------------------------------------

    def _remember(self):
        for entry in Entry.objects.filter(seq__gt=max(self.after, default=0)).order_by("seq"):
            self.shown = {**self.shown, entry.subject: self._now_shown(entry)}
            self.after[entry.seq] = self.shown
            if entry.kind == "suppressed":
                self._forget(entry)

    def _now_shown(self, entry):
        before = self.shown.get(entry.subject, {})
        if entry.kind == "suppressed":
            # Its links go with a claim, and have no address of their own.
            return {**WITHHELD, "slug": before.get("slug", "")}
        if entry.kind == "retracted":
            return {**before, "publication": "retracted"}
        if entry.kind == "status":
            return {**before, "status": Claim.objects.get(uid=entry.subject).status}
        return _desk(entry)

    def _forget(self, entry):
        """What was suppressed is shown nowhere any more, whenever one looks."""
        gone = {**WITHHELD, "slug": ""}
        for seq, shown in self.after.items():
            if seq < entry.seq and entry.subject in shown:
                self.after[seq] = {**shown, entry.subject: gone}


DEEDS = (
    [Newsroom.edit, Newsroom.publish, Newsroom.publish, Newsroom.decide] * 3
    + [Newsroom.record, Newsroom.rename, Newsroom.link]
    + [Newsroom.retract, Newsroom.suppress]
)


def _desk(entry):
    """What of a subject stands on the desk at the moment it is published."""
    own = {"publication": str(Publication.PUBLISHED)}
    if entry.subject_kind == "claim":
        claim = Claim.objects.get(uid=entry.subject)
        numbers = tuple(claim.figures.order_by("pk").values_list("value", flat=True))
        own |= {"slug": claim.slug, "words": claim.statement, "status": claim.status}
        return own | {"figures": numbers, "claimant": claim.claimant.uid}
    if entry.subject_kind == "source":
        source = Source.objects.get(uid=entry.subject)
        return own | {"slug": source.slug, "words": source.name}
    return own


def told(number):
    """What the record says was shown once an entry was written: claims and sources."""
    moment = AsOf(entry=number)
    figures = {}
    for figure in PublishedFigure.objects.as_of(moment).order_by("n"):
        figures.setdefault(figure.uid, []).append(figure.value)
    found = [
        (row.uid, _told_of_claim(row, tuple(figures.pop(row.uid, ()))))
        for row in PublishedClaim.objects.as_of(moment)
    ]
    found += [(row.uid, _told(row, row.name)) for row in PublishedSource.objects.as_of(moment)]
    assert not figures, "figures of a claim that is not shown"
    assert len(dict(found)) == len(found), "one subject is shown twice"
    return dict(found)


def _told(row, words):
    own = {"publication": row.publication, "slug": row.slug}
    return own if row.withheld else {**own, "words": words}


def _told_of_claim(row, figures):
    own = _told(row, row.statement)
    if row.withheld:
        assert set(figures) <= {None}, "a number of what is withheld"
        return own
    return {**own, "status": row.status, "figures": figures, "claimant": row.claimant}
