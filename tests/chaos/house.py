"""A whole installation for the trials of this folder: the real command, its own data folder, and people at work in it.

Each trial is a script: ``python -m tests.chaos.NAME`` runs its long form, ``--short`` the one for every submission.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psutil
import psycopg

from alongside.ground.postgres.cluster import Cluster

ALONGSIDE = [sys.executable, "-m", "alongside.doors.commands.main"]
PREPARED = "ALONGSIDE_CHAOS_FROM"
READY_SECONDS = 90
HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Trial = Callable[["House", bool], None]
Answer = tuple[int, dict[str, str], Any]
NOBODY: Answer = (0, {}, None)
"""What is noted when the other end went away without an answer."""


def say(line: str) -> None:
    """One line of what was seen."""
    print(line, flush=True)


def main(trial: Trial) -> int:
    """Run a trial by itself, in a demonstration of its own, and tear everything down."""
    parser = argparse.ArgumentParser(description=(sys.modules["__main__"].__doc__ or "").strip())
    parser.add_argument("--short", action="store_true", help="the form for every submission")
    options = parser.parse_args()
    with folder() as place:
        house = House(place / "data")
        prepare(house.data_dir)
        try:
            trial(house, options.short)
        finally:
            house.stop()
    say("Held.")
    return 0


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that the account of the database may enter, thrown away in the end."""
    place = Path(tempfile.mkdtemp(prefix="alongside-chaos-"))
    place.chmod(0o711)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def prepare(data_dir: Path) -> None:
    """Put the demonstration into ``data_dir``: a copy of the one that is named in the environment, else a new one."""
    if ready := os.environ.get(PREPARED):
        subprocess.run(["cp", "-a", ready, str(data_dir)], check=True)
        return
    environment = clean() | {"DATA_DIR": str(data_dir)}
    subprocess.run([*ALONGSIDE, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)


def clean() -> dict[str, str]:
    """The environment without anything that leads to another database."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE_", "DATABASE", "DATA_"))
    }


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class House:
    """One running installation, and how to wound it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = data_dir.parent / f"{data_dir.name}.log"
        self.environment = clean() | {"DATA_DIR": str(data_dir)}

    def start(self, *around: str) -> None:
        """Start it, behind the command ``around`` when one is given, and wait until it is ready."""
        command = [*around, *ALONGSIDE, "serve", "--demo", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        assert self.ready_within(READY_SECONDS) is not None, self.log.read_text()[-2000:]

    def stop(self) -> None:
        """Stop it in order."""
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(60)
            self.process.kill()
            self.process = None

    def ready_within(self, seconds: float) -> float | None:
        """How long it took until it said that it is ready; None when it did not."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if self.ask("GET", "/readyz")[0] == 200:
                return time.monotonic() - started
            time.sleep(0.1)
        return None

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """What is answered: status, headers and body; ``NOBODY`` when the connection broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body
        if body is not None and not isinstance(body, str):
            data, sent["Content-Type"] = json.dumps(body), "application/json"
        try:
            connection.request(method, path, data, {"Host": f"localhost:{self.port}", **sent})
            answer = connection.getresponse()
            text = answer.read().decode()
            found = {name.lower(): value for name, value in answer.getheaders() if name.lower() != "set-cookie"}
            found["set-cookie"] = "\n".join(answer.headers.get_all("Set-Cookie") or [])
            kind = found.get("content-type", "")
            return answer.status, found, json.loads(text) if kind.startswith("application/json") else text
        except (OSError, http.client.HTTPException, ValueError):
            return NOBODY
        finally:
            connection.close()

    def token(self, who: str) -> str:
        """A token as an integrator makes one."""
        made = subprocess.run(
            [*ALONGSIDE, "token", "add", who], env=self.environment, capture_output=True, text=True, check=True
        )
        return made.stdout.strip().splitlines()[-1]

    def call(self, token: str, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """A call of the API."""
        return self.ask(method, f"/api/v1{path}", body, Authorization=f"Bearer {token}", **headers)

    def processes(self, word: str) -> list[psutil.Process]:
        """Our processes whose command line holds ``word``, the parents first."""
        assert self.process is not None
        found = [*psutil.Process(self.process.pid).children(recursive=True)]
        return [one for one in found if one.is_running() and word in " ".join(_words(one))]

    def database(self) -> psycopg.Connection[Any]:
        """The database as its administrator."""
        return psycopg.connect(Cluster(self.data_dir).admin_url(), autocommit=True)

    def postmaster(self) -> int:
        """The number of the database's first process."""
        cluster = Cluster(self.data_dir)
        cluster.home.settle()
        return int((cluster.home.data / "postmaster.pid").read_text().splitlines()[0])


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


@dataclass
class Load:
    """People at work: writers who record contacts, readers who open the case, and one of them at the desk.

    Everything answered is kept.
    """

    house: House
    writers: int = 4
    readers: int = 2
    pause: float = 0.05
    written: list[str] = field(default_factory=list)
    reads: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    bare: int = 0
    """Answers of 503 without Retry-After."""
    seen: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.over = threading.Event()
        self.threads: list[threading.Thread] = []
        self.mark = uuid4().hex[:8]
        tokens = [self.house.token("worker") for _ in range(self.writers + self.readers)]
        self.case, self.person = first_case(self.house, tokens[0])
        self.tokens = tokens
        self.desk = Desk(self.house)

    @contextmanager
    def going(self) -> Iterator[None]:
        """At work while the body runs."""
        self.threads.append(threading.Thread(target=self._again, args=[self._look, ""], daemon=True))
        for number, token in enumerate(self.tokens):
            act = self._write if number < self.writers else self._read
            self.threads.append(threading.Thread(target=self._again, args=[act, token], daemon=True))
        for thread in self.threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in self.threads:
                thread.join(60)

    def _again(self, act: Callable[[str], Answer], token: str) -> None:
        while not self.over.is_set():
            status, headers, _body = act(token)
            self.statuses[status] += 1
            self.seen.append((time.monotonic(), status))
            self.bare += status == 503 and "retry-after" not in headers
            time.sleep(self.pause if status in (200, 201) else self.pause * 4)

    def _write(self, token: str) -> Answer:
        said = f"{self.mark} {uuid4().hex}"
        body = contact(self.case, self.person, said)
        answer = self.house.call(token, "POST", "/contacts", body, Idempotency_Key=uuid4().hex)
        if answer[0] == 201:
            self.written.append(said)
        return answer

    def _read(self, token: str) -> Answer:
        answer = self.house.call(token, "GET", f"/cases/{self.case}")
        self.reads[token] += answer[0] == 200
        return answer

    def _look(self, _token: str) -> Answer:
        answer = self.desk.ask("GET", f"/cases/{self.case}/")
        self.reads["desk"] += answer[0] == 200
        return answer

    def hold_to_it(self) -> None:
        """Everything acknowledged is there, whole; and every reading that was answered stands in the log."""
        with self.house.database() as database:
            found = dict(
                database.execute(
                    "select n.text, c.id from contacts_note n join contacts_contact c on c.id = n.contact_id "
                    "where n.text like %s",
                    [f"{self.mark} %"],
                ).fetchall()
            )
            lost = [said for said in self.written if said not in found]
            half = database.execute(
                "select count(*) from contacts_contact c where c.id = any(%s) and not exists "
                "(select 1 from access_history h where h.table_name = 'contacts_contact' and h.row_id = c.id)",
                [list(found.values())],
            ).fetchone()
            logged = database.execute(
                "select count(distinct r.request_id) from access_reading r join cases_case c on c.public_id = %s "
                "where r.object_kind = 'case' and c.id = any(r.object_ids) and r.act not like '%%contact%%'",
                [self.case],
            ).fetchone()
        reads = sum(self.reads.values())
        say(f"{len(self.written)} acknowledged, {len(lost)} lost; {reads} readings answered, {logged} in the log.")
        assert not lost
        assert half == (0,)
        assert logged is not None
        assert logged[0] >= reads


class Desk:
    """Somebody signed in at the desk, with her cookies."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cookies: dict[str, str] = {}
        page = self.ask("GET", "/sign-in/")[2]
        self.token = HIDDEN.findall(page)[0]
        given = {"login": "worker", "password": "alongside-demo", "csrfmiddlewaretoken": self.token}
        status = self.ask("POST", "/sign-in/", urlencode(given))[0]
        assert status == 302, status
        page = self.ask("GET", "/contacts/new/")[2]
        self.token = HIDDEN.findall(page)[0]

    def ask(self, method: str, path: str, body: str | None = None) -> Answer:
        """A request with the cookies so far."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            sent |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://localhost:{self.house.port}",
            }
        answer = self.house.ask(method, path, body, **sent)
        for line in filter(None, answer[1].get("set-cookie", "").split("\n")):
            name, _equals, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def keep(self, text: str, base: int) -> Answer:
        """Save a draft, as the page does while somebody types."""
        given = {
            "data": f'{{"text": "{text}"}}',
            "base": str(base),
            "page": "contact",
            "csrfmiddlewaretoken": self.token,
        }
        return self.ask("POST", "/drafts/contact.chaos/", urlencode(given))


def first_case(house: House, token: str) -> tuple[str, str]:
    """An open case of the worker, and somebody in it."""
    case = house.call(token, "GET", "/cases?state=open&limit=1")[2]["items"][0]["id"]
    return case, house.call(token, "GET", f"/participants?case={case}")[2]["items"][0]["person"]


def contact(case: str, person: str, said: str) -> dict[str, Any]:
    """Something that happened just now."""
    at = (datetime.now(UTC) - timedelta(minutes=20)).isoformat()
    more = {"people": [person], "not_about_a_goal": True, "text": said}
    return {"case": case, "mode": "call", "at": at, **more}
