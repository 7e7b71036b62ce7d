"""What left is seen by who took it and by the privacy officer."""

from __future__ import annotations

from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.queries.leaving import left_after
from tests.conftest import Become


def test_each_sees_her_own_and_privacy_all(become: Become) -> None:
    for username in ("worker", "colleague"):
        by = become(username)
        note_export(kind=ExportKind.LIST, form=ExportFormat.XLSX, about=f"People of {username}", rows=1, by=by)
    page = left_after(by=become("worker"))
    assert [(line.about, line.kind, line.format) for line in page.items] == [("People of worker", "A list", "XLSX")]
    assert left_after(by=become("supervisor")).items == ()
    first = left_after(size=1, by=become("privacy"))
    second = left_after(after=first.after, size=1, by=become("privacy"))
    assert [line.about for line in (*first.items, *second.items)] == ["People of colleague", "People of worker"]
