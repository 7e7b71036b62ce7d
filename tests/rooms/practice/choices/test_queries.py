"""The ledger shows limits that hold before those that are over, and says which wait for a look."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.practice.choices import queries
from alongside.practice.choices.models import Limit
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.choices import a_choice, a_limit


def test_what_holds_stands_before_what_is_over(become: Become) -> None:
    by = become("worker")
    case, today = a_case(by), clock.today()
    a_choice(case, by, answer="yes", words="Gladly.")
    over, late, fresh = a_limit(case, by), a_limit(case, by, what="Money"), a_limit(case, by, what="Visits")
    Limit.objects.filter(id=over.id).update(ended_on=today)
    Limit.objects.filter(id=late.id).update(from_on=today - timedelta(days=90), review_on=today)
    found = queries.ledger(case.id)
    assert [(line.what, line.waits) for line in found.limits] == [("Visits", False), ("Money", True)]
    assert [line.public_id for line in found.past] == [over.public_id]
    assert [(line.answer_words, line.open) for line in found.choices] == [("Yes", False)]
    assert queries.limit_of(case.id, fresh.public_id).ground == "An order of a court or an authority"


def test_what_is_not_there_is_not_found(become: Become) -> None:
    case = a_case(become("worker"))
    for find in (queries.choice_of, queries.limit_of):
        with pytest.raises(NotFound):
            find(case.id, uuid4())
