"""``alongside audit``: seal what was read and changed, verify the seals, take the audit out for others to verify."""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from alongside.doors.commands.plain import BROKEN, Stopped
from alongside.doors.commands.reader import acting_as, the_house
from alongside.ground.foundation.reader import Reader
from alongside.oversight.audit.actions import sealing, taking, verifying
from alongside.oversight.audit.queries.exported import KEYS, TakenEntries, seals_in
from alongside.oversight.audit.rules import chain, copies, keys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``seal``, ``verify``, ``export DIR``."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="seal|verify|export")
    seal = kinds.add_parser("seal", help="seal now what waits; alongside serve does it each minute")
    seal.add_argument("--set-back", default="", metavar="WHY",
                      help="go on after a restore from a backup, and say why")  # fmt: skip
    seal.add_argument("--new-key", action="store_true", help="sign with a new key from here on")
    verify = kinds.add_parser("verify", help="check every entry, seal and signature; 1 when something does not hold")
    verify.add_argument("--since", type=_moment, metavar="T", help="leave out entries that were sealed before")
    verify.add_argument("--seals", type=Path, metavar="FILE", help="compare with this copy of the seals")
    verify.add_argument("--key", type=Path, metavar="FILE", help="trust these public keys and no others")
    verify.add_argument("--folder", type=Path, metavar="DIR", help="verify what alongside audit export wrote")
    export = kinds.add_parser("export", help="logs, seals and public keys as a folder")
    export.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    export.add_argument("--why", default="", help="kept with the record that it left")


def run(options: argparse.Namespace) -> int:
    """Do it."""
    if options.what == "seal":
        return seal(set_back=options.set_back.strip(), new_key=options.new_key)
    if options.what == "export":
        return export(options.folder, why=options.why)
    if options.folder:
        return verify_folder(options)
    for named in (options.seals, options.key):
        if named and not named.is_file():
            raise Stopped(f"There is no file {named}.")
    with acting_as(the_house(), note="audit verify") as by:
        found = verifying.verify_seals(since=options.since, copy_at=options.seals, key_at=options.key, by=by)
    print(found.words, file=sys.stdout if found.well else sys.stderr)
    return 0 if found.well else BROKEN


def seal(*, set_back: str = "", new_key: bool = False) -> int:
    """Seal what waits, and bring the copy outside the database up to date."""

    def house() -> AbstractContextManager[Reader]:
        return acting_as(the_house(), note="audit seal")

    sealed, copied = sealing.seal_what_waits(house=house, set_back=set_back, new_key=new_key)
    print(f"{sealed} entries sealed; {copied} seals added to {settings.SEALS_FILE}.")
    return 0


def verify_folder(options: argparse.Namespace) -> int:
    """Verify a folder without a database."""
    folder: Path = options.folder
    known = seals_in(folder)
    trusted = keys.trusted_keys(options.key or folder / KEYS)
    copy = copies.read_copy(options.seals) if options.seals else None
    if options.seals and copy is None:
        raise Stopped(f"There is no file {options.seals}.")
    try:
        taken = TakenEntries(folder)
        held = chain.verify(known, taken, trusted=trusted, copy=copy, copy_wanted=False, since=options.since)
    except OSError as error:
        raise Stopped(f"{error.filename} cannot be read: {error.strerror}.") from None
    except chain.Broken as broken:
        print(broken, file=sys.stderr)
        return BROKEN
    compared = f"the copy at {options.seals}" if copy else "nothing outside the folder"
    print(held.words(compared, options.since))
    if not copy or not options.key:
        print("Name a copy of the seals (--seals) and the public keys (--key) that came by another road: a folder "
              "cannot tell by itself that its end is missing, or that it was signed with another key.")  # fmt: skip
    return 0


def export(folder: Path, *, why: str) -> int:
    """Write the audit to a folder."""
    with acting_as(the_house(), note="audit export") as by:
        count = taking.take_out_seals(folder=folder, why=why, by=by)
    print(f"{count} entries are in {folder}, with their seals. They hold words of records: keep the folder safe.")
    return 0


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no moment; write 2026-01-31 or 2026-01-31T08:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
