"""Editors who change statuses by the forms of the desk, over HTTP.

Where no answer came they press again.
"""

import http.client
import json
import threading
import time
from collections import Counter
from urllib.parse import urlencode

from tests.faults.places import HOST
from tests.fuzz.forms import Forms

CUT = (OSError, http.client.HTTPException)
STATUSES = ("unverifiable", "unconfirmed")


class Editor(threading.Thread):
    """Decides about one claim again and again.

    ``told``: a line for each decision it was told is done, as ``tests.record.writers check`` reads
    them; ``met``: what happened how often.
    """

    def __init__(self, number, port, claim, file):
        super().__init__(daemon=True)
        self.pk, self.uid, self.session = claim
        self.number, self.port, self.file, self.secret = number, port, file, ""
        self.met, self.stopped = Counter(), threading.Event()
        self.told = file.open("a", buffering=1)

    def run(self):
        n = 0
        while not self.stopped.is_set():
            n += 1
            reason = f"We asked both hospitals: {self.file.name} editor {self.number}, change {n}."
            typed = {"to": STATUSES[n % 2], "reason": reason, "change": "update"}
            begun = time.monotonic()
            if self._decide(typed):
                took = round(time.monotonic() - begun, 3)
                self.told.write(json.dumps([self.uid, reason, 0, took]) + "\n")
                self.met["acknowledged"] += 1

    def _decide(self, typed):
        """Whether it was told that it is done."""
        try:
            form = self._filled(self._ask("GET")[1])
            form = self._filled(self._ask("POST", {**form, **typed, "_preview": "1"})[1])
        except CUT:
            return self._again("cut off before anything was decided")
        sent = {**form, **typed, "_confirm": "1"}
        while True:
            try:
                status, _ = self._ask("POST", sent)
            except CUT:
                # Nobody knows whether it was done: the same is pressed again.
                self._again("cut off in the decision, and pressed again")
                continue
            if status >= 500:
                self._again(f"told {status}, and pressed again")
                continue
            return status == 302 or self._again(f"told {status} where it was decided")

    def _again(self, what):
        self.met[what] += 1
        time.sleep(0.5)
        return False

    def _filled(self, page):
        forms = Forms(page)
        if not forms.found:
            raise http.client.HTTPException("no form")
        return dict(max(forms.found, key=len))

    def _ask(self, method, sent=None):
        line = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            headers = {"Cookie": f"sessionid={self.session}"}
            if sent:
                headers["Cookie"] += f"; csrftoken={self.secret}"
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            address = f"/admin/claims/claim/{self.pk}/status/"
            line.request(method, address, urlencode(sent) if sent else None, headers)
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie" and value.startswith("csrftoken="):
                    self.secret = value.partition("=")[2].partition(";")[0]
            return answer.status, answer.read().decode()
        finally:
            line.close()
