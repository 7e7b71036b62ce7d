"""The privacy officer's first page: everything that waits for her, from every room, the soonest clock first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from alongside.agency.access.queries import Emergency, emergencies, note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.audit.enums import LookOutcome
from alongside.oversight.audit.queries.integrity import Integrity, integrity
from alongside.oversight.audit.queries.unusual import Access, unusual_accesses
from alongside.oversight.breaches.queries import BreachLine, breaches
from alongside.oversight.disposals.enums import DisposalState
from alongside.oversight.disposals.queries.finding import DisposalLine, disposals
from alongside.oversight.disposals.queries.holding import HoldLine, holds
from alongside.oversight.requests.queries.listing import RequestLine, requests
from alongside.practice.consents.queries import AgreementLine, agreements

SOON = timedelta(days=60)
"""So long before its end an agreement with a partner is shown."""


@dataclass(frozen=True, slots=True)
class PrivacyDesk:
    """What waits: each list begins with what ends soonest."""

    requests: tuple[RequestLine, ...]
    breaches: tuple[BreachLine, ...]
    unusual: tuple[Access, ...]
    emergencies: tuple[Emergency, ...]
    agreements: tuple[AgreementLine, ...]
    log: Integrity
    disposals: tuple[DisposalLine, ...] = ()
    holds: tuple[HoldLine, ...] = ()

    @property
    def waiting(self) -> int:
        """How many things wait."""
        lists = (
            self.requests,
            self.breaches,
            self.unusual,
            self.emergencies,
            self.agreements,
            self.disposals,
            self.holds,
        )
        return sum(len(one) for one in lists)


def privacy_desk(*, by: Reader) -> PrivacyDesk:
    """What waits for a privacy officer today; to others nothing is shown. Noted as read."""
    today = clock.today()
    begins = timezone.make_aware(datetime.combine(today - timedelta(days=1), time.min))
    found = unusual_accesses(begins=begins, ends=begins + timedelta(days=2))
    note_reading("privacy desk", kind="log")
    return PrivacyDesk(
        tuple(requests()),
        tuple(breaches()),
        tuple(one for one in found if one.outcome in (None, LookOutcome.ASKED)),
        tuple(emergencies()),
        tuple(one for one in agreements() if one.until_on <= today + SOON),
        integrity(),
        tuple(one for one in disposals(DisposalState.PROPOSED) if one.proposed_by_id != by.actor_id),
        tuple(one for one in holds() if one.released_at is None and one.review_on <= today),
    )
