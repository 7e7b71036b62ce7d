"""The embedded server, for real: started, killed, started again, shared, and run by root and by ordinary accounts."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from alongside.ground.postgres import DatabaseUnavailable
from alongside.ground.postgres import cluster as module
from alongside.ground.postgres.account import Account, is_root, named
from alongside.ground.postgres.binaries import programs, works
from alongside.ground.postgres.cluster import Cluster, Postmaster, cluster_for, works_in
from alongside.ground.postgres.home import try_lock

pytestmark = pytest.mark.long

needs_root = pytest.mark.skipif(not is_root(), reason="only root can take another account's rights")

# The rights are dropped after the imports: the interpreter itself may lie where only root reads.
ASK_AND_LEAVE = """
import os, sys
from pathlib import Path
from alongside.ground.postgres.cluster import Cluster
from alongside.ground.postgres import DatabaseUnavailable
if sys.argv[3:]:
    os.setgroups([])
    os.setgid(int(sys.argv[4]))
    os.setuid(int(sys.argv[3]))
cluster = Cluster(Path(sys.argv[1]))
try:
    started = cluster.start()
except DatabaseUnavailable as error:
    sys.exit(str(error))
print("started" if started else "found", cluster.admin_url(), flush=True)
if sys.argv[2] == "wait":
    sys.stdin.read()
print("stopped" if cluster.stop() else "left", flush=True)
"""


def ask(data_dir: Path, how: str = "leave", account: Account | None = None) -> subprocess.Popen[str]:
    """Another process that asks for the server of ``data_dir``; with ``wait`` it keeps it until its input closes."""
    rights = [str(account.uid), str(account.gid)] if account else []
    return subprocess.Popen(
        [sys.executable, "-c", ASK_AND_LEAVE, str(data_dir), how, *rights],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def postmaster(cluster: Cluster) -> Postmaster:
    """What the server of ``cluster`` says of itself."""
    lines = (cluster.home.data / "postmaster.pid").read_text().splitlines()
    return Postmaster(int(lines[0]), int(lines[3]), True)


def ask_one(cluster: Cluster, question: str) -> str:
    """The one value that the server answers to ``question``."""
    with psycopg.connect(cluster.admin_url()) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


def gone(pid: int) -> bool:
    """Tell whether the process ``pid`` is dead, buried or not."""
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_it_keeps_what_it_acknowledges_and_logs_nothing_of_people(cluster: Cluster) -> None:
    wanted = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "listen_addresses": "127.0.0.1",
    }
    assert {name: ask_one(cluster, f"SHOW {name}") for name in wanted} == wanted
    assert ask_one(cluster, "SELECT datlocale FROM pg_database WHERE datname = 'alongside'") == "C.UTF-8"


def test_an_error_about_a_person_leaves_no_trace_in_the_log(cluster: Cluster) -> None:
    with psycopg.connect(cluster.admin_url()) as connection:
        connection.execute("CREATE TABLE seen (name text PRIMARY KEY)")
        connection.execute("INSERT INTO seen VALUES ('Amina Quill')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO seen VALUES ('Amina Quill')")
    log = cluster.home.log.read_text()
    assert "duplicate key" in log
    assert "Quill" not in log


def test_nobody_enters_without_the_password(cluster: Cluster) -> None:
    port = postmaster(cluster).port
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres:guess@127.0.0.1:{port}/alongside")


def test_the_password_is_for_its_owner_alone(cluster: Cluster) -> None:
    secret = cluster.home.path / "admin-password"
    assert secret.stat().st_mode & 0o077 == 0
    assert len(secret.read_text().strip()) >= 40
    assert not (cluster.home.path / "initdb-password").exists()


def test_starting_again_finds_the_running_server(cluster: Cluster) -> None:
    before = postmaster(cluster)
    assert cluster.start() is False
    assert postmaster(cluster) == before


def test_a_killed_server_comes_back_in_the_same_process_with_its_data(cluster: Cluster) -> None:
    with psycopg.connect(cluster.admin_url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(postmaster(cluster).pid, signal.SIGKILL)
    assert cluster.start() is True
    assert ask_one(cluster, "SELECT number FROM kept") == "7"
    assert cluster.is_running()


def test_whoever_leaves_last_stops_it(open_place: Path) -> None:
    place = open_place / "last"
    first, second = Cluster(place, durable=False), ask(place, "wait")
    assert second.stdout is not None
    assert second.stdout.readline().split()[0] == "started"
    assert first.start() is False
    said, _ = second.communicate("")
    assert said == "left\n"
    third = Cluster(place)
    assert third.start() is False
    assert third.stop() is False
    assert first.is_running()
    assert first.stop() is True
    assert not first.is_running()
    assert first.stop() is False


def test_a_killed_owner_blocks_nobody(open_place: Path) -> None:
    place = open_place / "killed"
    owner = ask(place, "wait")
    assert owner.stdout is not None
    assert owner.stdout.readline().split()[0] == "started"
    owner.kill()
    owner.communicate()
    heir = Cluster(place)
    assert heir.start() is False
    server = postmaster(heir).pid
    assert heir.stop() is True
    assert gone(server)


def test_many_at_once_get_one_server(open_place: Path) -> None:
    place = open_place / "crowd"
    crowd = [ask(place, "wait") for _ in range(4)]
    answers = []
    for process in crowd:
        assert process.stdout is not None
        answers.append(process.stdout.readline().split())
    assert sorted(word for word, _ in answers) == ["found", "found", "found", "started"]
    assert len({url for _, url in answers}) == 1
    assert sorted(process.communicate("")[0] for process in crowd) == ["left\n", "left\n", "left\n", "stopped\n"]


def test_a_stale_process_number_of_somebody_else_does_not_block_the_start(
    open_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(open_place / "stale", durable=False)
    cluster.start()
    note = cluster.home.data / "postmaster.pid"
    lines = note.read_text().splitlines()
    os.kill(int(lines[0]), signal.SIGKILL)
    stranger = subprocess.Popen(["sleep", "60"], user=cluster.home.account.uid, group=cluster.home.account.gid, cwd="/")
    try:
        while cluster.is_running():
            time.sleep(0.02)
        note.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert cluster.start() is True
        cluster.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_of_which_something_still_lives_is_said_not_to_stop(
    open_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever holds the server's own lock is a part of it, here this test, in the place of a killed server."""
    cluster = Cluster(open_place / "lingering", durable=False)
    cluster.start()
    os.kill(postmaster(cluster).pid, signal.SIGKILL)
    while cluster.is_alive():
        time.sleep(0.02)
    part = cluster.home.open("server.lock")
    try:
        assert try_lock(part, fcntl.LOCK_EX)
        monkeypatch.setattr(module, "STOP_SECONDS", 0.1)
        with pytest.raises(DatabaseUnavailable, match="does not stop; see"):
            cluster.stop()
    finally:
        os.close(part)
    assert not cluster.is_alive()


def test_a_server_that_takes_no_connection_does_not_run(cluster: Cluster) -> None:
    note = cluster.home.data / "postmaster.pid"
    before = note.read_text()
    lines = before.splitlines()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        note.write_text("\n".join([*lines[:3], str(deaf.getsockname()[1]), *lines[4:]]) + "\n")
        running = cluster.is_running()
        note.write_text(before)
    assert not running
    assert cluster.is_running()


def test_a_port_that_was_taken_meanwhile_is_left_to_its_taker(open_place: Path) -> None:
    cluster, other = Cluster(open_place / "port", durable=False), Cluster(open_place / "other", durable=False)
    with cluster:
        port = postmaster(cluster).port
    other.ensure_initialised()
    (other.home.path / "port").write_text(f"{port}\n")
    with other:
        assert postmaster(other).port == port
        with cluster:
            assert postmaster(cluster).port != port


def test_a_start_that_was_cut_short_is_made_good(open_place: Path) -> None:
    place = open_place / "short" / "postgres" / "data.new"
    place.mkdir(parents=True)
    (place / "PG_VERSION").write_text("18\n")
    with Cluster(open_place / "short", durable=False) as cluster:
        assert ask_one(cluster, "SHOW fsync") == "off"
    assert not place.exists()


def test_a_folder_that_holds_something_else_is_refused(open_place: Path) -> None:
    place = open_place / "wrong"
    (place / "postgres" / "data").mkdir(parents=True)
    (place / "postgres" / "data" / "PG_VERSION").write_text("12\n")
    with pytest.raises(
        DatabaseUnavailable, match=r"written by PostgreSQL 12.*alongside backup FILE.*alongside restore FILE"
    ):
        Cluster(place).start()


def test_a_server_that_cannot_start_says_why(open_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster(open_place / "broken", durable=False)
    monkeypatch.setattr(
        "alongside.ground.postgres.cluster.server_settings", lambda **_: {"shared_buffers": "a great deal"}
    )
    with pytest.raises(DatabaseUnavailable, match=r"does not start; its log .* configuration file"):
        cluster.start()
    assert not cluster.is_running()
    monkeypatch.setattr(module, "HOST", "192.0.2.1")
    with pytest.raises(DatabaseUnavailable, match="No port"):
        cluster.start()
    monkeypatch.setattr(module, "START_SECONDS", 0)
    with pytest.raises(DatabaseUnavailable, match="does not start"):
        cluster.start()


def test_a_database_that_cannot_be_made_says_why_and_leaves_none(
    open_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(open_place / "unmade", durable=False)
    monkeypatch.setattr(module, "INITDB", ("--locale-provider=none",))
    with pytest.raises(DatabaseUnavailable, match=r"could not be made in .*unmade.*: .+\."):
        cluster.ensure_initialised()
    assert not cluster.home.data.exists()
    assert not (cluster.home.path / "initdb-password").exists()


def test_an_exchanged_password_file_is_named(open_place: Path) -> None:
    with Cluster(open_place / "exchanged", durable=False) as cluster:
        secret = cluster.home.path / "admin-password"
        right = secret.read_text()
        secret.write_text("something else\n")
        with pytest.raises(DatabaseUnavailable, match="admin-password is not that of the database"):
            Cluster(open_place / "exchanged").start()
        secret.unlink()
        with pytest.raises(DatabaseUnavailable, match="admin-password is missing"):
            cluster.admin_url()
        secret.write_text(right)


def test_a_server_that_is_not_there_has_no_address(open_place: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="not running"):
        Cluster(open_place / "absent").admin_url()
    assert not Cluster(open_place / "absent").is_running()
    assert not Cluster(open_place / "absent").is_alive()
    assert not (open_place / "absent").exists()


def test_more_databases_can_be_made(cluster: Cluster) -> None:
    cluster.ensure_database("second")
    cluster.ensure_database("second")
    with psycopg.connect(cluster.admin_url("second")) as connection:
        assert connection.info.dbname == "second"


def test_its_programs_are_at_hand(cluster: Cluster) -> None:
    target = cluster.home.path / "copy"
    command = [cluster.binaries / "pg_basebackup", "-d", cluster.admin_url(), "-D", target, "--checkpoint=fast"]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    assert (target / "PG_VERSION").read_text() == "18\n"


def test_one_process_has_one_cluster_for_a_folder(open_place: Path) -> None:
    assert cluster_for(open_place / "var") is cluster_for(open_place / ".." / open_place.name / "var")


def test_a_process_is_known_by_its_folder() -> None:
    assert works_in(os.getpid(), Path.cwd())
    assert not works_in(os.getpid(), Path("/"))
    assert not works_in(2**22 + 1, Path("/"))


@pytest.mark.skipif(shutil.which("ps") is None, reason="needs ps")
def test_where_the_system_shows_no_folders_a_process_is_known_by_its_command(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "PROC", tmp_path)
    assert works_in(postmaster(cluster).pid, cluster.home.data)
    assert not works_in(postmaster(cluster).pid, Path("/elsewhere"))
    assert not works_in(os.getpid(), cluster.home.data)


@needs_root
def test_data_that_root_put_back_belong_to_the_account_again(open_place: Path) -> None:
    cluster = Cluster(open_place / "restored", durable=False)
    cluster.ensure_initialised()
    Account(0, 0).give(cluster.home.data)
    again = Cluster(open_place / "restored")
    again.ensure_initialised()
    assert {path.stat().st_uid for path in again.home.data.rglob("*")} == {again.home.account.uid}
    assert again.home.account.uid != 0


@needs_root
def test_as_root_the_server_has_an_account_of_its_own(cluster: Cluster) -> None:
    owner = Path(f"/proc/{postmaster(cluster).pid}").stat().st_uid
    assert owner == cluster.home.account.uid != 0
    assert cluster.home.data.stat().st_mode & 0o077 == 0
    assert cluster.home.path.stat().st_uid == 0


@needs_root
def test_as_root_no_other_permission_changes(
    closed_place: Path, modes_of: Callable[[Path], dict[str, tuple[int, int, int]]]
) -> None:
    before = modes_of(closed_place), modes_of(Path(sys.prefix))
    with Cluster(closed_place / "var", durable=False) as cluster:
        assert ask_one(cluster, "SELECT 1") == "1"
        (notice,) = cluster.notices
        assert str(cluster.home.path) in notice
        assert str(closed_place / "var") in notice
        assert closed_place not in cluster.home.path.parents
    assert (modes_of(closed_place), modes_of(Path(sys.prefix))) == before
    with Cluster(closed_place / "var", durable=False) as again:
        assert again.home.path == cluster.home.path


@needs_root
def test_an_ordinary_account_runs_it_as_itself(open_place: Path) -> None:
    person = named("nobody")
    assert person is not None
    if not works(programs(), person):
        pytest.skip("the checkout is closed to other accounts")
    place = open_place / "ordinary"
    place.mkdir()
    person.give(place)
    process = ask(place / "var", "wait", person)
    assert process.stdout is not None
    assert process.stdout.readline().split()[0] == "started"
    assert {path.stat().st_uid for path in (place / "var").rglob("*")} == {person.uid}
    # Root finds the same server, and leaves nothing that its owner could not use.
    with Cluster(place / "var") as root:
        assert root.home.account.uid == person.uid
        assert process.communicate("")[0] == "left\n"
    assert {path.stat().st_uid for path in (place / "var").rglob("*")} == {person.uid}
    assert ask(place / "var", "leave", person).communicate()[0].splitlines()[-1] == "stopped"


@needs_root
def test_an_ordinary_account_is_told_when_the_data_belong_to_another(cluster: Cluster) -> None:
    person = named("nobody")
    assert person is not None
    said, _ = ask(cluster.home.data_dir, "leave", person).communicate()
    assert "belongs to another account" in said
