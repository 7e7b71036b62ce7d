"""Every command: what it is for, and what it needs. One line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Needs(Enum):
    """What a command works with."""

    NOTHING = "no database"
    RECORDS = "the database, as the application's role"
    ADMINISTRATION = "the database as its administrator, as it stands, whatever release prepared it"
    OWNERSHIP = "the database, as the application's role and as its owner"
    SUPERVISION = "runs in the first stage and supervises processes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: its line in the help, and what it needs."""

    summary: str
    needs: Needs


COMMANDS = {
    "serve": Entry("run web, worker and database until Ctrl-C", Needs.SUPERVISION),
    "migrate": Entry("bring the database up to date", Needs.OWNERSHIP),
    "import": Entry("bring records in from another system", Needs.RECORDS),
    "export": Entry("take a case or the whole agency out", Needs.RECORDS),
    "demo": Entry("load the demonstration agency", Needs.RECORDS),
    "worker": Entry("bring workers in and end their access", Needs.RECORDS),
    "audit": Entry("seal what was read and changed, and verify it", Needs.OWNERSHIP),
    "disposals": Entry("say how much is due for disposal and what was disposed of", Needs.RECORDS),
    "genogram": Entry("draw a family from a family file", Needs.NOTHING),
    "token": Entry("let a program in for a worker", Needs.RECORDS),
    "keys": Entry("renew the master keys of what is encrypted", Needs.OWNERSHIP),
    "backup": Entry("keep the whole agency in one encrypted file, or prove one", Needs.ADMINISTRATION),
    "restore": Entry("bring a backup back into an empty agency", Needs.ADMINISTRATION),
    "rls-check": Entry("compare who may read what with what is declared", Needs.OWNERSHIP),
    "check": Entry("say in plain words whether all is well", Needs.RECORDS),
}

WHOLE = "all"
"""``import all`` and ``export all`` move every row whatever its level; they need what other imports must not have."""


def needs_of(name: str, rest: Sequence[str]) -> Needs:
    """What the command ``name`` needs when it is called with ``rest``."""
    if name in ("import", "export") and rest and rest[0] == WHOLE:
        return Needs.OWNERSHIP
    if name == "audit" and any(word.partition("=")[0] == "--folder" for word in rest):
        return Needs.NOTHING
    return COMMANDS[name].needs


LATER = (
    "duplicates",
    "instruments",
    "outcomes",
    "score",
)
"""Commands of the contract whose room is not there yet."""
