"""That something left is written once and changed by nobody."""

from __future__ import annotations

import pytest
from django.db import Error, transaction

from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.models import Export
from tests.conftest import Become


def test_what_left_stays_written(become: Become) -> None:
    by = become("worker")
    row = note_export(
        kind=ExportKind.LIST,
        form=ExportFormat.CSV,
        about="Cases",
        rows=3,
        digest="a" * 64,
        why=" For the funder ",
        by=by,
    )
    assert (row.actor_id, row.rows, row.why) == (by.actor_id, 3, "For the funder")
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        Export.objects.update(rows=1)
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        row.delete()
