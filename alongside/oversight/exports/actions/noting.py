"""That something left is written down, in the transaction in which it was read."""

from __future__ import annotations

from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.models import Export


def note_export(
    *,
    kind: ExportKind,
    form: ExportFormat,
    about: str,
    rows: int,
    digest: str = "",
    why: str = "",
    by: Reader,
) -> Export:
    """Record that ``rows`` of ``about`` left as ``form``; ``digest`` is the SHA-256 of what left, if it is known."""
    return Export.objects.create(
        actor_id=by.actor_id,
        kind=kind,
        format=form,
        about=about[:200],
        rows=rows,
        digest=digest,
        why=why.strip()[:300],
    )
