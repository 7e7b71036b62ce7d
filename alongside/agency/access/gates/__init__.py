"""The access room's definer functions, in the order in which the database must learn them."""

from __future__ import annotations

from alongside.agency.access.gates.asking import ASKING_GATES
from alongside.agency.access.gates.reading import READING_GATES, SCHEMA, VIEWS
from alongside.agency.access.gates.writing import WRITING_GATES

__all__ = ["ASKING_GATES", "READING_GATES", "SCHEMA", "VIEWS", "WRITING_GATES"]
