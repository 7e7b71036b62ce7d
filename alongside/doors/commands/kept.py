"""The file of a backup: encrypted parts with a manifest before them and their digests after them, and the keys apart.

In order: ``manifest.json`` (what there was, with the rows and the digest of every table), ``database.dump``, one part
for each file of the data folder, and ``parts.json`` (the size and SHA-256 of each part). Everything is encrypted by
a key of its own. That key, and the keys of the installation, lie in a second file, or in the first one under a
passphrase.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from alongside.doors.commands.plain import BROKEN, Stopped
from alongside.ground.foundation.digests import digest_of
from alongside.ground.foundation.streams import (
    Damaged,
    Encrypter,
    encrypted_by_passphrase,
    name_of,
    new_key,
    opened,
    opened_by_passphrase,
    read_header,
    write_header,
)
from alongside.ground.postgres.dumping import Facts

MAGIC = b"Alongside backup 1\n"
FORMAT = 1
MANIFEST, DUMP, PARTS = "manifest.json", "database.dump", "parts.json"
FILES = "files/"
NAME, BYTES, END = b"N", b"B", b"E"
AT_ONCE = 1 << 20
KEY_FILES = ("secrets.json",)
KEY_ENDINGS = (".key", ".pem")
KEY_FOLDERS = ("keys",)
KEPT_ELSEWHERE = {"masters.key": "ALONGSIDE_MASTER_KEYS", "seal-key.pem": "ALONGSIDE_SEAL_KEY"}
"""Keys that a setting may put outside the data folder."""
NOT_KEPT = ("postgres", "THE-DATABASE-IS-ELSEWHERE.txt", "failures.log")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    agency: str
    demonstration: bool
    made_at: str
    release: str
    postgresql: str
    administrator: str
    migrations: list[str]
    tables: dict[str, Facts]
    files: list[str]
    format: int = FORMAT

    def as_json(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(facts.rows for facts in self.tables.values())


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a backup, and the keys of the installation by the names of their files."""

    key: bytes
    files: dict[str, bytes] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """As it is written."""
        words = {name: base64.b64encode(content).decode() for name, content in self.files.items()}
        return json.dumps({"key": self.key.hex(), "files": words}, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Keys:
        """Read what ``as_json`` wrote; raises ``ValueError`` or ``KeyError`` for anything else."""
        said = json.loads(text)
        return cls(bytes.fromhex(said["key"]), {name: base64.b64decode(word) for name, word in said["files"].items()})


def keys_file(file: Path) -> Path:
    """Where the keys of the backup ``file`` lie unless somebody says otherwise."""
    return file.with_name(f"{file.name}.keys")


def is_key(name: str) -> bool:
    """Whether a file of the data folder is a key: it never travels with what it opens."""
    first = name.split("/", maxsplit=1)[0]
    return name in KEY_FILES or name.endswith(KEY_ENDINGS) or first in KEY_FOLDERS


def files_of(folder: Path) -> list[str]:
    """Every file of the data folder that belongs to the agency, keys too; not the database, its locks and its log."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        first = name.split("/")[0]
        if first in NOT_KEPT or first.startswith(".") or name.endswith(".lock") or path.is_symlink():
            continue
        if path.is_file():
            found.append(name)
    return found


def place_of(folder: Path, name: str) -> Path:
    """Where a file of the data folder lies: a setting may have put a key elsewhere."""
    elsewhere = os.environ.get(KEPT_ELSEWHERE.get(name, ""), "")
    return Path(elsewhere) if elsewhere else folder / name


def keys_of(folder: Path) -> dict[str, bytes]:
    """The keys of an installation by their names in the data folder, wherever they lie."""
    names = {name for name in files_of(folder) if is_key(name)} | set(KEPT_ELSEWHERE)
    places = {name: place_of(folder, name) for name in sorted(names)}
    return {name: place.read_bytes() for name, place in places.items() if place.is_file()}


def write_backup(
    file: Path, manifest: Manifest, dump: Iterable[bytes], folder: Path, *, keys: Path | None, passphrase: str
) -> str:
    """Write the backup and its keys, whole or not at all; return the SHA-256 of the file.

    ``keys`` is where the keys go; with a ``passphrase`` they are encrypted by it and travel inside the file instead.
    """
    held = Keys(new_key(), keys_of(folder))
    box = encrypted_by_passphrase(held.as_json(), passphrase) if passphrase else None
    scratch, key_scratch = file.with_name(f".{file.name}.part"), file.with_name(f".{file.name}.keys.part")
    try:
        with _private(scratch) as out:
            header = {"format": FORMAT, "key": name_of(held.key), "made_at": manifest.made_at, "keys": box}
            encrypter = Encrypter(out, held.key, write_header(out, MAGIC, header))
            _write_parts(encrypter, manifest, dump, folder)
            encrypter.close()
            out.flush()
            os.fsync(out.fileno())
        if keys is not None and not passphrase:
            with _private(key_scratch) as out:
                out.write(held.as_json())
            keys.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(key_scratch, keys)
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)
        key_scratch.unlink(missing_ok=True)
    return digest_of(file)


def _private(path: Path) -> BinaryIO:
    """A new file that only its owner reads, in the place of an older one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb")


def _write_parts(encrypter: Encrypter, manifest: Manifest, dump: Iterable[bytes], folder: Path) -> None:
    parts: dict[str, dict[str, Any]] = {}
    _write_part(encrypter, parts, MANIFEST, [manifest.as_json()])
    _write_part(encrypter, parts, DUMP, dump)
    for name in manifest.files:
        with suppress(FileNotFoundError), (folder / name).open("rb") as source:  # what was erased meanwhile is gone
            _write_part(encrypter, parts, FILES + name, iter(lambda source=source: source.read(AT_ONCE), b""))  # type: ignore[misc]
    _write_part(encrypter, {}, PARTS, [json.dumps(parts, indent=1).encode()])


def _write_part(encrypter: Encrypter, parts: dict[str, dict[str, Any]], name: str, content: Iterable[bytes]) -> None:
    _frame(encrypter, NAME, name.encode())
    digest, size = hashlib.sha256(), 0
    for piece in content:
        _frame(encrypter, BYTES, piece)
        digest.update(piece)
        size += len(piece)
    _frame(encrypter, END, digest.digest())
    parts[name] = {"bytes": size, "sha256": digest.hexdigest()}


def _frame(encrypter: Encrypter, kind: bytes, content: bytes) -> None:
    encrypter.write(kind + len(content).to_bytes(4, "big") + content)


class Backup:
    """A backup that is read: its manifest at once, then its parts in order, each checked as it passes."""

    def __init__(self, file: Path, *, keys: Path | None, passphrase: str) -> None:
        self.file = file
        try:
            self.source = file.open("rb")
        except OSError as error:
            raise Stopped(f"There is no backup {file} that can be read ({error.strerror}).") from None
        with self.saying():
            header, bound = read_header(self.source, MAGIC)
            self.keys = self._keys(header, keys, passphrase)
            self.frames = _frames(opened(self.source, self.keys.key, bound))
            self.seen: dict[str, dict[str, Any]] = {}
            name, content = self.next_part()
            if name != MANIFEST:
                raise Damaged("its manifest is missing")
            self.manifest = _manifest(b"".join(content))

    def saying(self) -> Saying:
        """Turns damage that is found inside into one sentence that names it."""
        return Saying(self.file)

    def _keys(self, header: dict[str, Any], keys: Path | None, passphrase: str) -> Keys:
        if header["keys"] is not None:
            if not passphrase:
                raise Stopped("The keys of this backup are under a passphrase; name its file with --passphrase-file.")
            try:
                return Keys.from_json(opened_by_passphrase(header["keys"], passphrase))
            except Damaged:
                raise Stopped(f"This passphrase does not open the keys of {self.file}.", BROKEN) from None
        place = keys or keys_file(self.file)
        try:
            found = Keys.from_json(place.read_bytes())
        except FileNotFoundError:
            raise Stopped(
                f"The keys of this backup are not in {place}; name their file with --keys. Without them it stays shut."
            ) from None
        except (ValueError, KeyError, TypeError):
            raise Stopped(f"{place} does not hold the keys of a backup, or is damaged.", BROKEN) from None
        if name_of(found.key) != header["key"]:
            raise Stopped(f"{place} holds the keys of another backup, not of {self.file}.", BROKEN)
        return found

    def next_part(self) -> tuple[str, Iterator[bytes]]:
        """The name of the next part, and its content; read it to its end before the next."""
        try:
            kind, name = next(self.frames)
        except StopIteration:
            raise Damaged(f"the part {PARTS} is missing") from None
        if kind != NAME:
            raise Damaged("its parts are out of order")
        return name.decode(), self._content(name.decode())

    def _content(self, name: str) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        for kind, content in self.frames:
            if kind == BYTES:
                digest.update(content)
                size += len(content)
                yield content
            elif content == digest.digest():
                self.seen[name] = {"bytes": size, "sha256": digest.hexdigest()}
                return
            else:
                raise Damaged(f"the part {name} is not what was written")
        raise Damaged(f"the part {name} is cut short")

    def parts(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Every part that is left; each is read to its end before the next. The last act counts them."""
        while True:
            name, content = self.next_part()
            if name == PARTS:
                self._count(json.loads(b"".join(content)))
                for _rest in self.frames:
                    raise Damaged("something follows its last part")
                return
            yield name, content
            for _piece in content:
                pass

    def _count(self, written: dict[str, Any]) -> None:
        self.seen.pop(PARTS, None)
        for name in (MANIFEST, DUMP, *sorted(written)):
            if self.seen.get(name) != written.get(name) or name not in written:
                raise Damaged(f"the part {name} is missing or is not what was written")


class Saying:
    """Says what damage was found in one sentence, and ends the command."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __enter__(self) -> Saying:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Damaged):
            raise Stopped(f"{self.file} is not a good backup: {error}. Use another one.", BROKEN) from None


def _frames(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The frames of a stream: their kind and their content."""
    held = bytearray()
    for piece in pieces:
        held += piece
        at = 0
        while len(held) - at >= 5 and len(held) - at - 5 >= (length := int.from_bytes(held[at + 1 : at + 5], "big")):
            yield bytes(held[at : at + 1]), bytes(held[at + 5 : at + 5 + length])
            at += 5 + length
        del held[:at]


def _manifest(text: bytes) -> Manifest:
    said = json.loads(text)
    if said.get("format") != FORMAT:
        raise Damaged(f"its format is {said.get('format')}, and this release reads {FORMAT}")
    tables = {name: Facts(**facts) for name, facts in said.pop("tables").items()}
    return Manifest(tables=tables, **said)
