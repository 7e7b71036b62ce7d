"""``alongside serve``: web, worker and, without ``DATABASE_URL``, the embedded database, until Ctrl-C.

This process only supervises: it holds the administrator's address of the database, while the web server and the
worker get the application's address alone. A child that dies is started again; the database goes last.
"""

from __future__ import annotations

import argparse
import http.client
import ipaddress
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from alongside.doors.commands.children import Children
from alongside.doors.commands.leftovers import serving, wait_for_leftovers
from alongside.doors.commands.plain import BROKEN, Stopped, data_dir
from alongside.doors.commands.table import COMMANDS
from alongside.ground.postgres.cluster import Cluster

PORT = 8000
WEB_PROCESSES = 2
THREADS = 4
TICK = 0.25
READY_SECONDS = 90
DEMONSTRATION_KEY = "alongside-demo"  # the password of every sign-in of a demonstration, as the contract says
EVERYWHERE = {str(ipaddress.IPv4Address(0)): "127.0.0.1", str(ipaddress.IPv6Address(0)): "::1"}
MODULE = [sys.executable, "-m"]


class Asked(Exception):
    """Somebody asked this process to stop while it was starting."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to serve, and where."""

    host: str
    port: int
    demo: bool
    certificate: Path | None
    key: Path | None

    @property
    def address(self) -> str:
        """The address for a browser on this machine."""
        scheme = "https" if self.certificate else "http"
        name = "localhost" if is_loopback(self.host) or self.host in EVERYWHERE else self.host
        return f"{scheme}://{name}:{self.port}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, where the data are, whether it is a demonstration, and how to speak HTTPS."""
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default: this machine only)",
    )
    parser.add_argument(
        "--port",
        default=os.environ.get("PORT") or str(PORT),
        help=f"port (default: PORT, else {PORT})",
    )
    parser.add_argument("--data-dir", help="folder for all data (default: DATA_DIR, else ./var)")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="load the demonstration agency into an empty database",
    )
    parser.add_argument("--certificate", type=Path, help="certificate for HTTPS, with --key")
    parser.add_argument("--key", type=Path, help="private key for HTTPS (PKCS#8)")


def plan_of(options: argparse.Namespace) -> Plan:
    """Check the options; raises ``Stopped`` for what cannot be served."""
    if not options.port.isdigit() or not 0 < int(options.port) < 65536:
        raise Stopped(f"“{options.port}” is not a port; give a number from 1 to 65535.")
    host = "127.0.0.1" if options.host == "localhost" else options.host
    demo = options.demo or os.environ.get("ALONGSIDE_DEMO") == "1"
    refuse_far_demonstration(host, demo=demo)
    if (options.certificate is None) != (options.key is None):
        raise Stopped("HTTPS takes both --certificate and --key.")
    for file in (options.certificate, options.key):
        if file is not None and not file.is_file():
            raise Stopped(f"There is no file {file}.")
    return Plan(host, int(options.port), demo, options.certificate, options.key)


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` is this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_far_demonstration(host: str, *, demo: bool) -> None:
    """A demonstration has well-known passwords: it listens on this machine only."""
    if demo and not is_loopback(host):
        raise Stopped(
            f"A demonstration has well-known passwords and listens on this machine only, not on {host}; "
            "use --host 127.0.0.1."
        )


def refuse_taken_port(plan: Plan) -> None:
    """Say so when another program listens already."""
    try:
        family = socket.AF_INET6 if ":" in plan.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((plan.host, plan.port))
    except PermissionError as error:
        raise Stopped(f"This account may not listen on port {plan.port}; choose one from 1024 with --port.") from error
    except OSError as error:
        reason = "is taken by another program" if error.errno == 98 or "in use" in str(error) else "cannot be used"
        raise Stopped(
            f"Port {plan.port} of {plan.host} {reason}; choose another with --port (or PORT=).",
            BROKEN,
        ) from error


@contextmanager
def stop_signal() -> Iterator[threading.Event]:
    """An event that is set by Ctrl-C, by a request to terminate, and when the terminal closes."""
    event = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        event.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def say(line: str) -> None:
    """Print one line at once."""
    print(line, flush=True)


class Supervisor:
    """One running installation."""

    def __init__(self, plan: Plan, stop: threading.Event, lock: int) -> None:
        self.plan = plan
        self.stop = stop
        self.cluster = None if os.environ.get("DATABASE_URL") else Cluster(data_dir())
        self.children = Children(say, lock)
        self.admin_url = os.environ.get("DATABASE_URL", "")
        self.state: dict[str, object] = {}
        self.partner = ""

    def run(self) -> int:
        """Start everything, keep it running, and stop it in order; return the exit code."""
        try:
            self._start_database()
            self._prepare()
            self._start_children()
            self._announce()
            while not self.stop.wait(TICK):
                self._tend_database()
                self.children.tend()
        except Asked:
            pass
        finally:
            if self.stop.is_set():
                say("Stopping.")
            self.children.stop()
            if self.cluster is not None:
                self.cluster.stop()
        say("Stopped.")
        return 0

    def _environment(self) -> dict[str, str]:
        """What every child knows: the data folder and whether this is a demonstration."""
        demo = "1" if self.plan.demo else "0"
        return {
            **os.environ,
            "DATA_DIR": str(data_dir()),
            "ALONGSIDE_DEMO": demo,
            "PYTHONUNBUFFERED": "1",
        }

    def _child(self, module: str, *arguments: str, quiet: bool = False) -> str:
        """Run a module to its end with the administrator's address; return what it printed when ``quiet``."""
        environment = {**self._environment(), "DATABASE_URL": self.admin_url}
        output = subprocess.PIPE if quiet else None
        command = [*MODULE, f"alongside.doors.commands.{module}", *arguments]
        with subprocess.Popen(command, env=environment, stdout=output, text=True, process_group=0) as child:
            while True:
                try:
                    said, _ = child.communicate(timeout=TICK)
                    break
                except subprocess.TimeoutExpired:
                    if self.stop.is_set():
                        child.terminate()
        if self.stop.is_set():
            raise Asked
        if child.returncode != 0:
            raise Stopped("Alongside is not started; the line above says why.", BROKEN)
        return said or ""

    def _start_database(self) -> None:
        if self.cluster is not None:
            self.cluster.start()
            self.admin_url = self.cluster.admin_url()
            for notice in self.cluster.notices:
                say(notice)

    def _prepare(self) -> None:
        """Bring the database up to date and load the demonstration into an empty one when that is wanted."""
        self.state = json.loads(self._child("prepare", quiet=True))
        if self.state["empty"] and self.plan.demo:
            if "demo" in COMMANDS:
                say("Loading the demonstration agency.")
                self._child("stage", "demo")
                self.state = json.loads(self._child("prepare", quiet=True))
            else:
                say("The demonstration agency is not there yet in this release; the database stays empty.")
        if not self.state["empty"]:
            demonstration = bool(self.state["demonstration"])
            if self.plan.demo and not demonstration:
                say("The database holds a real agency, so this is not a demonstration.")
            refuse_far_demonstration(self.plan.host, demo=demonstration)
            self.plan = Plan(
                self.plan.host,
                self.plan.port,
                demonstration,
                self.plan.certificate,
                self.plan.key,
            )
            if demonstration and not self.partner:
                self.partner = self._child("stage", "demo", "--partner-link", quiet=True).strip()

    def _start_children(self) -> None:
        environment = self._environment()
        environment.pop("DATABASE_URL", None)
        environment |= {
            "ALONGSIDE_APP_DATABASE_URL": str(self.state["app_url"]),
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        }
        self.children.add("web server", web_command(self.plan), environment)
        self.children.add("worker", [*MODULE, "django", "procrastinate", "worker"], environment)

    def _tend_database(self) -> None:
        """Bring back an embedded database that died; its address stays, unless its port was taken meanwhile."""
        if self.cluster is None or self.cluster.is_alive():
            return
        say("The database stopped; it is started again.")
        self.cluster.start()
        if self.cluster.admin_url() != self.admin_url:
            self.admin_url = self.cluster.admin_url()
            self.children.stop()
            self._prepare()
            self._start_children()

    def _announce(self) -> None:
        """Wait until pages are answered, then say where, and how to sign in."""
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.plan):
            if self.stop.wait(TICK):
                raise Asked
            self.children.tend()
            if time.monotonic() > deadline:
                say("The web server does not answer yet; the lines above say why.")
                return
        say(f"Alongside is ready: {self.plan.address}")
        if self.plan.demo:
            names = self.state.get("sign_ins")
            if isinstance(names, list) and names:
                say(f"Demonstration: nobody in it is real. Sign in with the password {DEMONSTRATION_KEY} as one of:")
                say(f"  {'  '.join(map(str, names))}")
            if self.partner:
                say(f"  partner (no sign-in, this address opens it): {self.plan.address}{self.partner}")
        elif self.plan.certificate is None:
            say("People sign in over HTTPS only: put a web server with a certificate in front, or use --certificate.")
        say("Ctrl-C stops it.")


def web_command(plan: Plan) -> list[str]:
    """The command of the web server."""
    options = {
        "interface": "wsgi",
        "host": plan.host,
        "port": plan.port,
        "workers": WEB_PROCESSES,
    }
    more = {
        "blocking-threads": THREADS,
        "log-level": "warning",
        "workers-kill-timeout": 10,
    }
    secure = {"ssl-certificate": plan.certificate, "ssl-keyfile": plan.key} if plan.certificate else {}
    words = [word for name, value in (options | more | secure).items() for word in (f"--{name}", str(value))]
    return [
        *MODULE,
        "granian",
        *words,
        "--no-ws",
        "--respawn-failed-workers",
        "alongside.config.wsgi:application",
    ]


def answers(plan: Plan) -> bool:
    """Tell whether the web server says that it is ready."""
    host = EVERYWHERE.get(plan.host, plan.host)
    made: http.client.HTTPConnection
    if plan.certificate:
        unverified = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
        made = http.client.HTTPSConnection(host, plan.port, timeout=5, context=unverified)
    else:
        made = http.client.HTTPConnection(host, plan.port, timeout=5)
    try:
        made.request("GET", "/readyz", headers={"Host": f"localhost:{plan.port}"})
        return made.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        made.close()


def run(options: argparse.Namespace) -> int:
    """Serve until asked to stop; return the exit code. Raises ``Stopped`` when it cannot start."""
    if options.data_dir:
        os.environ["DATA_DIR"] = str(Path(options.data_dir).resolve())
    plan = plan_of(options)
    wait_for_leftovers(data_dir(), say)
    refuse_taken_port(plan)
    with stop_signal() as stop, serving(data_dir()) as lock:
        return Supervisor(plan, stop, lock).run()
