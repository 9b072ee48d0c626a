"""A site of its own as it is run for readers, and a PostgreSQL of its own: both to be killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.nginx import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
HOST = "127.0.0.1"


class Site:
    """`manage.py serve` on a data directory of its own."""

    def __init__(self, place, *, database="", workers=2):
        self.place, self.port, self.workers = Path(place), free_port(), workers
        self.environment = {
            "PATH": os.environ["PATH"],
            "COUNTERCLAIM_ENV_FILE": os.devnull,
            "COUNTERCLAIM_DATA": str(self.place),
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        }
        if database:
            self.environment["DATABASE_URL"] = database
        self.process, self.ended, self.killed = None, 0, False

    def program(self, *words, patience=600):
        """Another program with the same settings; what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=patience,
            check=True,
        )
        return done.stdout

    def start(self):
        words = ["manage.py", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        with (self.place / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.answers, self.is_running)

    def keep(self):
        """What systemd does: start it again where it ended."""
        if not self.is_running():
            self.ended += not self.killed
            self.killed = False
            self.start()

    def is_running(self):
        return self.process.poll() is None

    def answers(self):
        try:
            return urlopen(f"http://{HOST}:{self.port}/healthz", timeout=2).status == 200
        except (URLError, OSError):
            return False

    def crew(self):
        return children(self.process.pid)

    def kill_all(self):
        """The server and all its workers at once, as when the machine is switched off."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.killed = True

    def stop(self):
        if self.process and self.is_running():
            self.process.terminate()
            self.process.wait(60)


class Cluster:
    """A PostgreSQL with a directory and a port of its own; syncs as it does by default."""

    def __init__(self, place):
        self.data, self.port = Path(place) / "cluster", free_port()
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.url = f"postgres://postgres@{HOST}:{self.port}/postgres"

    def make(self):
        self.data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres")
            self.data.parent.chmod(0o711)
        self._run("initdb", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    def start(self):
        """Until it takes the address: after a kill the old one's lock is there for a moment."""
        words = f"-p {self.port} -c listen_addresses={HOST} -c unix_socket_directories={self.data}"
        begun = time.monotonic()
        while self._run("pg_ctl", "-w", "-l", str(self.data / "log"), "-o", words, "start") != 0:
            if time.monotonic() - begun > PATIENCE:
                raise RuntimeError("PostgreSQL does not start again")
            time.sleep(0.2)

    def kill_all(self):
        """The postmaster and everything that it started."""
        first = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(first, signal.SIGSTOP)  # it must not tidy up behind those that die before it
        for pid in [*children(first), first]:
            os.kill(pid, signal.SIGKILL)

    def stop(self):
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def _run(self, program, *words):
        command = [str(self.programs / program), "-D", str(self.data), *words]
        if os.geteuid() == 0:
            command = [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                *command,
            ]
        quiet = subprocess.DEVNULL
        return subprocess.run(command, cwd="/", stdout=quiet, stderr=quiet, check=False).returncode


def children(pid):
    listed = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False
    )
    return [int(word) for word in listed.stdout.split()]


def wait_until(happens, may_go_on=lambda: True):
    until = time.monotonic() + PATIENCE
    while not happens():
        if not may_go_on() or time.monotonic() > until:
            raise RuntimeError("what was waited for did not happen")
        time.sleep(0.05)
