"""Bringing records in from other systems."""

from __future__ import annotations

from alongside.oversight.imports.actions.hmis import import_hmis
from alongside.oversight.imports.actions.ledger import Ledger, LedgerLine, write_ledger

__all__ = ["Ledger", "LedgerLine", "import_hmis", "write_ledger"]
