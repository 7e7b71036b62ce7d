"""What is gathered stays shut to whoever has not opened it, and opens again on record."""

from __future__ import annotations

import pytest

from alongside.agency.access.models import Reading
from alongside.agency.access.queries import who_can_see
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.requests.actions.gathering import open_passages_again
from alongside.oversight.requests.actions.taking import opening, withdraw_request
from alongside.oversight.requests.queries.listing import log_rows, request_sheet, ways_of
from alongside.oversight.requests.queries.passages import passage_lines, passage_view
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.requests import gathered


def test_what_was_gathered_shuts_and_opens_again(become: Become) -> None:
    case = a_case(become("worker"))
    person = Person.objects.get(display_name="Marta López")
    by = become("privacy")
    request = gathered(case, person, by)
    lines = passage_lines(request.public_id)
    assert passage_view(request.public_id, lines[0].public_id).after == lines[1].public_id
    assert Reading.objects.filter(act="requested passage", ground="request").exists()
    opening("shut_passages", request)
    assert passage_lines(request.public_id) == ()
    assert not request_sheet(request.public_id).opened
    assert ways_of(request.public_id) == []
    with pytest.raises(NotFound):
        passage_view(request.public_id, lines[0].public_id)
    assert len(log_rows(request.id)) == len(lines), "the log tells what was decided, and no word of it"
    open_passages_again(request=request.public_id, by=by)
    assert passage_lines(request.public_id) == lines
    withdraw_request(request=request.public_id, by=by)
    become("worker")
    assert not [one for one in who_can_see(case.circle_id) if one.reason == "request"]
