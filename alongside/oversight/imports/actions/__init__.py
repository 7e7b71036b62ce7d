"""Bringing records in from other systems."""

from __future__ import annotations

from alongside.oversight.imports.actions.gedcom import Where, import_gedcom
from alongside.oversight.imports.actions.hmis import import_hmis
from alongside.oversight.imports.actions.ledger import Ledger, LedgerLine, write_ledger
from alongside.oversight.imports.actions.running import carry_on
from alongside.oversight.imports.actions.sheets import (
    CARRY_ON,
    begin_run,
    bring_in_run,
    check_run,
    decide_row,
    decide_rows,
    forget_uploads,
    map_upload,
    put_away_run,
    read_upload,
    revive_run,
    stop_run,
    take_upload,
)

__all__ = [
    "CARRY_ON",
    "Ledger",
    "LedgerLine",
    "Where",
    "begin_run",
    "bring_in_run",
    "carry_on",
    "check_run",
    "decide_row",
    "decide_rows",
    "forget_uploads",
    "import_gedcom",
    "import_hmis",
    "map_upload",
    "put_away_run",
    "read_upload",
    "revive_run",
    "stop_run",
    "take_upload",
    "write_ledger",
]
