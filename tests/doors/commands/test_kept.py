"""The file of a backup: nothing in it can be read without its keys, and every defect is named (R-55)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alongside.doors.commands import kept
from alongside.doors.commands.kept import Backup, Keys, Manifest
from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.streams import Encrypter, name_of, write_header
from alongside.ground.postgres.dumping import Facts

DUMP = [b"rows of people " * 1000, b"more rows"]
MANIFEST = Manifest(
    agency="Harbour",
    demonstration=True,
    made_at="2026-01-02T03:04:05+00:00",
    release="1",
    postgresql="180000",
    administrator="postgres",
    migrations=["people.0001_initial"],
    tables={"public.people_person": Facts(2, "ab")},
    files=["files/letter.pdf", "seals/2026.jsonl"],
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder: keys, documents, and what never travels."""
    home = tmp_path / "data"
    for name in (
        *("secrets.json", "signing.key", "keys/master.bin", "files/letter.pdf", "seals/2026.jsonl"),
        *("postgres/data/PG_VERSION", "serving.lock", "failures.log", ".restoring-1/x"),
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(f"what stands in {name}")
    return home


def made(folder: Path, passphrase: str = "") -> Path:
    file = folder.parent / "agency.backup"
    kept.write_backup(file, MANIFEST, DUMP, folder, keys=kept.keys_file(file), passphrase=passphrase)
    return file


def contents(file: Path, passphrase: str = "") -> dict[str, bytes]:
    backup = Backup(file, keys=None, passphrase=passphrase)
    assert backup.manifest == MANIFEST
    with backup.saying():
        return {name: b"".join(content) for name, content in backup.parts()}


def test_files_and_keys_of_a_data_folder(folder: Path) -> None:
    found = kept.files_of(folder)
    keys = [name for name in found if kept.is_key(name)]
    assert keys == ["keys/master.bin", "secrets.json", "signing.key"]
    assert [name for name in found if name not in keys] == MANIFEST.files


def test_a_key_that_a_setting_put_elsewhere_is_kept_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = folder.parent / "vault.key"
    elsewhere.write_bytes(b"the masters")
    monkeypatch.setenv("ALONGSIDE_MASTER_KEYS", str(elsewhere))
    assert kept.keys_of(folder)["masters.key"] == b"the masters"
    assert kept.place_of(folder, "masters.key") == elsewhere
    assert kept.place_of(folder, "secrets.json") == folder / "secrets.json"


def test_everything_comes_back_and_keys_travel_apart(folder: Path) -> None:
    file = made(folder)
    assert contents(file) == {
        "database.dump": b"".join(DUMP),
        "files/files/letter.pdf": b"what stands in files/letter.pdf",
        "files/seals/2026.jsonl": b"what stands in seals/2026.jsonl",
    }
    keys = Keys.from_json(kept.keys_file(file).read_bytes())
    assert keys.files["secrets.json"] == b"what stands in secrets.json"
    assert b"what stands" not in file.read_bytes()
    assert keys.key.hex().encode() not in file.read_bytes()
    for path in (file, kept.keys_file(file)):
        assert path.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in folder.parent.glob(".*")) == []


def test_a_passphrase_replaces_the_second_file(folder: Path) -> None:
    file = made(folder, "five words by chance here")
    assert not kept.keys_file(file).exists()
    assert contents(file, "five words by chance here")["database.dump"] == b"".join(DUMP)
    for passphrase, words in (("", "under a passphrase"), ("another five words here", "does not open")):
        with pytest.raises(Stopped, match=words):
            Backup(file, keys=None, passphrase=passphrase)
    assert b"secrets.json" not in file.read_bytes()


def test_every_defect_is_named(folder: Path) -> None:
    file = made(folder)
    whole, keys = file.read_bytes(), kept.keys_file(file).read_bytes()
    other = json.dumps({**json.loads(keys), "key": "00" * 32}).encode()
    for changed, key, words in (
        (whole[:-100], keys, "cut short"),
        (whole[:-50] + bytes([whole[-50] ^ 1]) + whole[-49:], keys, "changed in part 1"),
        (whole[:30] + b"x" + whole[31:], keys, "first lines are damaged"),
        (b"PK" + whole, keys, "does not begin as one"),
        (whole, other, "keys of another backup"),
        (whole, b"{}", "does not hold the keys"),
        (whole, None, "are not in"),
        (None, keys, "There is no backup"),
    ):
        for path, text in ((file, changed), (kept.keys_file(file), key)):
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_bytes(text)
        with pytest.raises(Stopped, match=words):
            contents(file)


def test_a_part_that_is_missing_or_changed_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Encrypted with the right key, as only a fault of our own could make it."""
    write = kept._write_part
    for lost in (kept.MANIFEST, kept.DUMP, "files/files/letter.pdf", kept.PARTS):

        def losing(encrypter: Encrypter, parts: dict, name: str, content: object, lost: str = lost) -> None:  # type: ignore[type-arg]
            if name == lost:
                parts[name] = {"bytes": 1, "sha256": "00"}
            else:
                write(encrypter, parts, name, content)  # type: ignore[arg-type]

        monkeypatch.setattr(kept, "_write_part", losing)
        with pytest.raises(
            Stopped, match="manifest is missing" if lost == kept.MANIFEST else f"part {lost} is missing"
        ):
            contents(made(folder))


def test_a_part_that_is_not_what_was_written_is_named(tmp_path: Path) -> None:
    key, file = bytes(32), tmp_path / "agency.backup"
    kept.keys_file(file).write_bytes(Keys(key).as_json())
    for frames, words in (
        ([(b"N", b"database.dump"), (b"B", b"rows"), (b"E", b"another digest")], "not what was written"),
        ([(b"N", b"database.dump"), (b"B", b"rows")], "cut short"),
        ([(b"B", b"rows")], "out of order"),
    ):
        with file.open("wb") as out:
            encrypter = Encrypter(out, key, write_header(out, kept.MAGIC, {"key": name_of(key), "keys": None}))
            kept._write_part(encrypter, {}, kept.MANIFEST, [MANIFEST.as_json()])
            for kind, content in frames:
                kept._frame(encrypter, kind, content)
            encrypter.close()
        with pytest.raises(Stopped, match=words):
            contents(file)


def test_a_backup_that_breaks_off_leaves_the_older_one(folder: Path) -> None:
    file = made(folder)
    before = file.read_bytes()

    def breaking() -> object:
        yield b"some rows"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        kept.write_backup(file, MANIFEST, breaking(), folder, keys=None, passphrase="")  # type: ignore[arg-type]
    assert file.read_bytes() == before
    assert sorted(path.name for path in folder.parent.glob(".*")) == []
