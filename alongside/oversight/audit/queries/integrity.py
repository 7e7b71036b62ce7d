"""How the audit stands: the last seal, what waits for one, what the last verification found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from alongside.oversight.audit.models import Seal, Verification
from alongside.oversight.audit.queries.sealed import last_seal, waiting

LATE = timedelta(minutes=15)
OLD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Integrity:
    """How the audit stands. ``waits_since`` is when the oldest entry that could be sealed was written.

    ``begun_at`` is when the first seal was set.
    """

    number: int
    sealed_at: datetime | None
    waiting: int
    waits_since: datetime | None
    verified_at: datetime | None
    well: bool
    words: str
    entries: int
    seconds: float
    begun_at: datetime | None = None

    @property
    def late(self) -> bool:
        """Whether entries wait for their seal longer than they should."""
        return self.waits_since is not None and timezone.now() - self.waits_since > LATE

    @property
    def unverified(self) -> bool:
        """Whether there are seals that nobody has verified for two days; a young house has its first night still."""
        since = self.verified_at or self.begun_at
        return since is not None and timezone.now() - since > OLD


def integrity() -> Integrity:
    """How the audit stands, for the house and for privacy officers."""
    last, ranges = last_seal(), waiting(1)
    found = Verification.objects.order_by("-id").first()
    return Integrity(
        number=last.number if last else 0,
        sealed_at=last.at if last else None,
        waiting=sum(one.entries for one in ranges),
        waits_since=min((one.oldest_at for one in ranges), default=None),
        verified_at=found.at if found else None,
        well=found.well if found else True,
        words=found.words if found else "",
        entries=found.entries if found else 0,
        seconds=found.seconds if found else 0.0,
        begun_at=Seal.objects.order_by("number").values_list("sealed_at", flat=True).first(),
    )
