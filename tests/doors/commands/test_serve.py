"""``alongside serve``, for real: started, wounded, killed outright, started again, stopped with Ctrl-C."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from alongside.doors.commands import serve
from alongside.doors.commands.plain import Stopped

pytestmark = [pytest.mark.committed, pytest.mark.long]
PATIENCE = 60.0
NEEDED_OF_TESTS = ("ALONGSIDE_", "DATABASE_URL", "DATA_DIR", "DJANGO_", "PORT")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def until(true: Callable[[], bool], what: str) -> None:
    """Wait for something that takes a moment."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.1)


@dataclass
class Installation:
    """One installation of the tests: its data folder and port, and the running supervisor."""

    data_dir: Path
    port: int
    supervisor: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """All that was printed so far."""
        return (self.data_dir / "printed").read_text()

    def environment(self) -> dict[str, str]:
        """The environment of somebody who has nothing to do with these tests."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(NEEDED_OF_TESTS)}
        return {**kept, "DATA_DIR": str(self.data_dir), "PORT": str(self.port)}

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``alongside`` with ``words`` to its end."""
        line = [sys.executable, "-m", "alongside.doors.commands.main", *words]
        return subprocess.run(line, env=self.environment(), capture_output=True, text=True, check=False)

    def launch(self) -> None:
        """Start the supervisor."""
        with (self.data_dir / "printed").open("wb") as output:
            self.supervisor = subprocess.Popen(
                [sys.executable, "-m", "alongside.doors.commands.main", "serve"],
                env=self.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start the supervisor and wait until pages are answered."""
        self.launch()
        until(lambda: "Ctrl-C stops it." in self.log or self.ended(), "the start")
        assert not self.ended(), self.log

    def ended(self) -> bool:
        """Tell whether the supervisor is no more."""
        return self.supervisor is None or self.supervisor.poll() is not None

    def end(self, number: signal.Signals) -> int:
        """Send the supervisor a signal and return its exit code."""
        assert self.supervisor is not None
        self.supervisor.send_signal(number)
        return self.supervisor.wait(PATIENCE)

    def ready(self, host: str = "127.0.0.1") -> bool:
        """Tell whether the web server says that it is ready."""
        connection = HTTPConnection(host, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def processes(self, word: str) -> dict[int, dict[str, str]]:
        """The living processes of this installation with ``word`` in their command, each with its environment."""
        found = {}
        for folder in Path("/proc").iterdir():
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                told = (folder / "environ").read_bytes().decode(errors="replace").split("\0")
            except (OSError, ValueError):
                continue
            variables = dict(line.split("=", 1) for line in told if "=" in line)
            if word in command and variables.get("DATA_DIR") == str(self.data_dir):
                found[int(folder.name)] = variables
        return found


@pytest.fixture(scope="module")
def place() -> Iterator[Installation]:
    """An installation in a folder that every account may enter."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-test-"))
    folder.chmod(0o711)
    made = Installation(folder, free_port())
    yield made
    if not made.ended():
        made.end(signal.SIGTERM)
    shutil.rmtree(folder)


@pytest.fixture
def installation(place: Installation) -> Installation:
    """The installation, serving; whatever the test before did to it."""
    if place.ended():
        place.start()
    until(lambda: len(place.processes("granian")) >= 3 and place.ready(), "pages")
    return place


def test_it_answers_by_name_and_by_number(installation: Installation) -> None:
    assert installation.ready("127.0.0.1")
    assert installation.ready("localhost")
    assert f":{installation.port}\n" in installation.log


def test_web_and_worker_never_learn_the_address_of_the_administrator(installation: Installation) -> None:
    children = installation.processes("granian") | installation.processes("procrastinate")
    assert len(children) >= 3
    for variables in children.values():
        assert "DATABASE_URL" not in variables
        assert "alongside_app" in variables["ALONGSIDE_APP_DATABASE_URL"]


def test_a_second_one_is_told_that_the_port_is_taken(installation: Installation) -> None:
    said = installation.command("serve")
    assert said.returncode == 1
    assert said.stderr == (
        f"Port {installation.port} of 127.0.0.1 is taken by another program; choose another with --port (or PORT=).\n"
    )
    assert installation.ready()


def test_a_command_uses_the_running_database_and_leaves_it_running(installation: Installation) -> None:
    said = installation.command("check")
    assert "ok       The database answers (PostgreSQL 18." in said.stdout, said
    assert "Traceback" not in said.stderr
    assert installation.ready()


def test_a_child_that_dies_is_started_again(installation: Installation) -> None:
    (worker,) = installation.processes("procrastinate")
    os.kill(worker, signal.SIGKILL)
    until(lambda: bool(set(installation.processes("procrastinate")) - {worker}), "another worker")
    assert "The worker stopped (killed by SIGKILL); it is started again in 0.5 s." in installation.log


def test_a_web_server_that_dies_leaves_no_half_behind(installation: Installation) -> None:
    before = set(installation.processes("granian"))
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(set(installation.processes("granian")) - before) >= 3, "another web server")
    assert not before & set(installation.processes("granian"))
    until(installation.ready, "pages")


def test_a_database_that_is_killed_comes_back(installation: Installation) -> None:
    postmaster = int((installation.data_dir / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    until(lambda: "The database stopped; it is started again." in installation.log, "the supervisor to see it")
    until(installation.ready, "pages")


def test_a_supervisor_killed_outright_leaves_nothing_that_blocks_the_next_start(installation: Installation) -> None:
    assert installation.end(signal.SIGKILL) == -signal.SIGKILL
    before = set(installation.processes("granian") | installation.processes("procrastinate"))
    assert before
    installation.start()
    assert installation.ready()
    assert "The last run was cut short; waiting for what it left behind to end." in installation.log
    assert not before & set(installation.processes(""))


def test_ctrl_c_stops_everything_the_database_last(installation: Installation) -> None:
    assert installation.end(signal.SIGINT) == 0
    assert installation.log.endswith("Stopping.\nStopped.\n")
    until(lambda: not installation.processes(""), "all of it to end")
    assert not (installation.data_dir / "postgres" / "data" / "postmaster.pid").exists()


def test_a_request_to_stop_while_starting_is_heard(place: Installation) -> None:
    if not place.ended():
        place.end(signal.SIGTERM)
    place.launch()
    assert place.supervisor is not None
    until(lambda: bool(place.processes("commands.prepare")), "the preparation")
    assert place.end(signal.SIGTERM) == 0
    assert "Traceback" not in place.log
    until(lambda: not place.processes(""), "all of it to end")


# What is refused before anything starts


def options(**given: object) -> argparse.Namespace:
    """Parsed options of ``serve``."""
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    return parser.parse_args([f"--{name.replace('_', '-')}={value}" for name, value in given.items()])


@pytest.mark.parametrize("port", ["0", "65536", "-1", "web"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(Stopped, match="a number from 1 to 65535"):
        serve.plan_of(options(port=port))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "agency.example"])  # noqa: S104
def test_a_demonstration_stays_on_this_machine(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_DEMO", "1")
    with pytest.raises(Stopped, match="listens on this machine only"):
        serve.plan_of(options(host=host))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_a_demonstration_may_listen_on_loopback(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_DEMO", "1")
    assert serve.plan_of(options(host=host)).demo


def test_https_takes_certificate_and_key(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="both --certificate and --key"):
        serve.plan_of(options(certificate=tmp_path / "one"))
    with pytest.raises(Stopped, match="There is no file"):
        serve.plan_of(options(certificate=tmp_path / "one", key=tmp_path / "two"))
    (tmp_path / "one").touch()
    (tmp_path / "two").touch()
    plan = serve.plan_of(options(certificate=tmp_path / "one", key=tmp_path / "two", host="192.0.2.7", port="8443"))
    assert plan.address == "https://192.0.2.7:8443"
    assert {"--ssl-certificate", "--ssl-keyfile"} <= set(serve.web_command(plan))


def test_a_name_that_leads_nowhere_cannot_be_listened_on() -> None:
    with pytest.raises(Stopped, match="cannot be used"):
        serve.refuse_taken_port(serve.Plan("192.0.2.7", free_port(), False, None, None))
