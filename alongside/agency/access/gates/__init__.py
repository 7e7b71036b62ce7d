"""The access room's definer functions, in the order in which the database must learn them."""

from __future__ import annotations

from alongside.agency.access.gates import reading, sharing, writing
from alongside.agency.access.gates.asking import ASKING_GATES
from alongside.agency.access.gates.reading import SCHEMA, VIEWS

READING_GATES = (*reading.READING_GATES, sharing.SHARED)
WRITING_GATES = (*writing.WRITING_GATES, *sharing.SHARING_GATES)

__all__ = ["ASKING_GATES", "READING_GATES", "SCHEMA", "VIEWS", "WRITING_GATES"]
