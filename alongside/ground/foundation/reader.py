"""Who reads and acts in this request, as a small value that every action takes as ``by``."""

from __future__ import annotations

from dataclasses import dataclass, field

ORDINARY = 1
RESTRICTED = 2
SUBSTANCE_USE = 4
PSYCHOTHERAPY = 8
SAFE_LOCATION = 16
SEALED = 32
INDEX = 64
READS_LOGS = 128
ADMINISTERS = 256
EVALUATES = 512
COUNSELS = 1024
TREATS = 2048
"""Powers that open nothing by themselves: who writes counselling notes, who works in a substance use programme."""
OUTSIDE = 4096
"""No power: the mark of a reader from outside the house, a person or a partner, who sees no reference data."""
CARRIES = ORDINARY | RESTRICTED | SAFE_LOCATION
"""The levels that someone who carries a case, or supervises her who does, works with."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads or acts: one actor with what the database has signed for this transaction.

    ``powers`` are the agency-wide bits (logs, administration, evaluation); ``teams`` the teams whose ordinary rows she
    sees; ``index_teams`` the teams whose people she may know to exist; ``roles`` the names of her roles.
    """

    actor_id: int
    kind: str
    name: str
    session_id: int
    powers: int = 0
    teams: tuple[int, ...] = ()
    index_teams: tuple[int, ...] = ()
    supervises: tuple[int, ...] = ()
    worker_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    def holds(self, power: int) -> bool:
        """Whether the agency-wide ``power`` (one of the bits above) was granted."""
        return bool(self.powers & power)
