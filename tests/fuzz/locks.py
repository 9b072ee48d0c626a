"""How long one editor's form keeps everybody else from saving, in CPU time.

    python -m tests.fuzz.locks --rows 200

On SQLite each transaction that may write holds the whole file; on PostgreSQL it holds the rows it
touched, and the head of the record where it publishes. Told for each form: how long the answer
took, and the longest of its transactions. Works on a database of its own, on the engine that
``DATABASE_URL`` names.
"""

from __future__ import annotations

import argparse
import gc
import time
from contextlib import contextmanager


@contextmanager
def held():
    """Collects how long each outermost transaction lasts."""
    from django.db import connection, transaction

    spans, begun = [], []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def entering(self):
        if not connection.in_atomic_block:
            begun.append(time.process_time())
        enter(self)

    def leaving(self, *problem):
        leave(self, *problem)
        if not connection.in_atomic_block and begun:
            spans.append(time.process_time() - begun.pop())

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = entering, leaving
    try:
        yield spans
    finally:
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave


class Desk:
    """An editor at an event with a claim of many figures."""

    def __init__(self, rows):
        from claims.models.desk.event import Event
        from tests.admin.desk import at_the_desk
        from tests.builders import a_claim, a_figure, a_report, an_event, published

        self.rows, self.client = rows, at_the_desk()
        self.event: Event = an_event("Many counts")
        self.claim = a_claim("Many were counted.", event=self.event)
        for n in range(rows):
            a_figure(self.claim, n + 1, words=f"{n + 1} people", measure=f"thing-{n % 7}")
        published(self.claim)
        self.report = a_report()

    def fields(self, address):
        from tests.fuzz.forms import Forms

        forms = Forms(self.client.get(address).content.decode())
        return dict(max(forms.found, key=len))

    def post(self, name, address, sent):
        with held() as spans:
            begun = time.process_time()
            answer = self.client.post(address, sent)
            took = time.process_time() - begun
        longest = max(spans, default=0) * 1000
        print(f"{name:<44}{answer.status_code:>5}{took * 1000:>9,.0f} ms{longest:>9,.0f} ms held")
        if answer.status_code == 200:
            from tests.admin.desk import errors

            print(
                "   refused:", *answer.context["wrong"] if "wrong" in (answer.context or {}) else []
            )
            print("   refused:", *dict.fromkeys(errors(answer)), sep="\n    ")
        return answer

    def page(self, name):
        from tests.admin.desk import page

        return page("claim", name, self.claim.pk)

    def form_cases(self):
        from tests.admin.desk import page

        change, add = self.page("change"), page("claim", "add")
        sent = self.fields(change) | {"_continue": "Save"}
        self.post("claim: one sentence changed", change, sent | {"short": "Another"})
        sent = self.fields(change) | {"_continue": "Save"}
        words = {f"figures-{n}-bounds_note": f"Note {n}" for n in range(self.rows)}
        self.post("claim: a note for every figure", change, sent | words)
        fresh = self.fields(add) | {"_continue": "Save"}
        fresh |= {"statement": "They counted again.", "event": self.event.pk}
        fresh |= {"claimant": self.claim.claimant_id, "citations-0-report": self.report.pk}
        rows = self.rows_like(fresh, self.rows)
        self.post("new claim with so many figures", add, fresh | rows)
        sent = self.fields(change) | {"_continue": "Save"} | self.rows_like(sent, 1000)
        self.post("claim: 1,000 rows of figures", change, sent)

    @staticmethod
    def rows_like(sent, rows):
        """The empty row of a page, filled in so many times."""
        head = "figures-__prefix__-"
        usual = {n.removeprefix(head): v for n, v in sent.items() if n.startswith(head)}
        typed = {"figures-TOTAL_FORMS": rows}
        for n in range(rows):
            own = usual | {"words": f"{n + 1} people", "measure": "killed", "counted": "all"}
            typed |= {f"figures-{n}-{name}": value for name, value in own.items()}
        return typed

    def decision_cases(self):
        bench = f"/admin/claims/event/{self.event.pk}/reconcile/?measure=thing-0&open=figures"
        self.post("workbench: saved as it is", bench, self.fields(bench) | {"_save": "1"})
        sent = self.fields(bench) | {"_state": "1", "our-established": "yes", "our-low": "1"}
        self.post("workbench: position stated", bench, sent | {"our-rationale": "They said so."})
        publish = self.page("publish")
        sent = self.fields(publish) | {"note": "We added notes.", "change": "update"}
        self.post("publish: previewed", publish, sent)
        seen = self.post("publish: previewed again", publish, sent | {"_preview": "1"})
        from tests.fuzz.forms import Forms

        again = dict(max(Forms(seen.content.decode()).found, key=len))
        self.post(
            "publish: confirmed", publish, again | sent | {"seal": again["seal"], "_confirm": "1"}
        )

    def entry_cases(self):
        quick = "/admin/claims/quick/"
        sent = self.fields(quick) | {"claimant": "The police", "statement": "Nine were hurt."}
        sent |= {"event": self.event.pk, "words": "9", "measure": "injured", "counted": "all"}
        sent |= {"address": "https://example.org/a", "publisher": "A paper", "_save": "1"}
        self.post("quick add", quick, sent)
        head = "claimant,claim,number,measure,who is counted,outlet,link"
        rows = [
            f"Speaker {n},Sentence number {n}.,{n + 1},killed,all,,https://p.example/{n}"
            for n in range(self.rows)
        ]
        self.table("new claims", head, rows)
        head = "slug,number,measure,who is counted,link"
        slugs = self.event.claims.order_by("-pk").values_list("slug", flat=True)[: self.rows]
        rows = [f"{slug},{n},injured,all,https://q.example/{n}" for n, slug in enumerate(slugs)]
        self.table("more of claims on the desk", head, rows)

    def table(self, name, head, rows):
        from tests.fuzz.forms import Forms

        paste = "/admin/claims/paste/"
        sent = {"event": self.event.pk, "table": "\n".join([head, *rows]), "_check": "1"}
        seen = self.post(f"a table of {name}: checked", paste, sent)
        again = dict(max(Forms(seen.content.decode()).found, key=len)) | {"_bring": "1"}
        again |= {"table": sent["table"], "apart-table-reason": "They are not the same."}
        self.post(f"a table of {name}: brought in", paste, again)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200)
    rows = parser.parse_args().rows

    import tests.conftest  # noqa: F401  names the settings
    from benchmarks.database import engine, scratch

    with scratch():
        from django.conf import settings

        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
        desk = Desk(rows)
        gc.collect()
        gc.freeze()  # as the server does once it has loaded
        print(f"{engine()}, {rows} rows")
        desk.form_cases()
        desk.decision_cases()
        desk.entry_cases()


if __name__ == "__main__":
    main()
