"""Requests for records in tests, taken down and answered with the product's own actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.requests.actions.gathering import gather_record
from alongside.oversight.requests.actions.taking import check_asker, take_request
from alongside.oversight.requests.models import RecordRequest
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


def a_request(by: Reader, *, received_on: date | None = None, **facts: Any) -> RecordRequest:
    """A request that came today from the person herself under HIPAA; ``facts`` as of take_request."""
    said: dict[str, Any] = {"asker": "person", "asker_name": "Marta López", "arrival": "letter", "law": "hipaa"} | facts
    return take_request(received_on=received_on or clock.today(), by=by, **said)


def known(request: RecordRequest, number: str, person: Person, by: Reader, **facts: Any) -> RecordRequest:
    """The same once it is known who asks."""
    said: dict[str, Any] = {"proof": "document", "proof_words": "Saw her passport"} | facts
    return check_asker(request=request.public_id, case_number=number, person=person.public_id, by=by, **said)


def gathered(case: Case, person: Person, by: Reader, **facts: Any) -> RecordRequest:
    """The same with everything gathered."""
    request = known(a_request(by, **facts), case.number, person, by)
    gather_record(request=request.public_id, by=by)
    return request
