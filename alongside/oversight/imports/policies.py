"""Who sees what was imported: whoever imported it."""

from __future__ import annotations

from alongside.agency.access.policies import own_rows

GUARDS = (
    own_rows("imports.ImportRun"),
    own_rows("imports.ImportedRow"),
    own_rows("imports.Upload", delete=True),
    own_rows("imports.SheetRow", delete=True),
)
