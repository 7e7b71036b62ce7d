"""Rows are locked in one place, which reads them again once the lock is held (R-11)."""

from __future__ import annotations

import re

from tests.house.reading import ROOT

WITHOUT_WAITING = {"alongside/agency/keys/actions.py"}
"""Rows that somebody else holds are left out there, so nothing is ever waited for."""


def test_rows_are_locked_in_one_place() -> None:
    asks = re.compile(r"select_for_update\(|\bfor (no key )?update\b", re.IGNORECASE)
    rooms = [path for path in (ROOT / "alongside").rglob("*.py") if not {"gates", "migrations"} & set(path.parts)]
    found = {f"{path.relative_to(ROOT)}" for path in rooms if asks.search(path.read_text(encoding="utf-8"))}
    found -= {name for name in found if name.endswith(("gates.py", "policies.py"))}
    assert found == {"alongside/ground/foundation/holding.py", *WITHOUT_WAITING}
