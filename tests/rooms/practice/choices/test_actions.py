"""What they decided is written down in their words; a limit has its ground, its end, and its looks (S-194)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.agency.access.models import History
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.practice.choices import actions, queries
from alongside.practice.choices.models import Choice, Limit
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.choices import a_choice, a_limit
from tests.factories.consents import lead


def test_what_was_offered_waits_for_an_answer_and_keeps_the_one_before(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row = a_choice(case, by)
    (line,) = queries.ledger(case.id).choices
    assert (line.what, line.ways, line.open) == ("Parents' group on Tuesdays", ("Go", "Not now"), True)
    actions.answer_choice(choice=row, version=1, answer="no", words="Not with strangers.", by=by)
    actions.answer_choice(choice=row, version=2, answer="other", words="With my sister.", helped_by="Ana", by=by)
    (line,) = queries.ledger(case.id).choices
    assert (line.answer, line.words, line.answered_on) == ("other", "With my sister.", clock.today())
    kept = History.objects.filter(table_name="choices_choice", row_id=row.id, verb="update").order_by("-id")[0]
    assert kept.before is not None
    assert kept.before["words"] == "Not with strangers."
    with pytest.raises(Stale) as stale:
        actions.answer_choice(choice=row, version=1, answer="yes", by=by)
    assert stale.value.theirs["words"] == "With my sister."
    actions.answer_choice(choice=row, version=3, answer="later", by=by)
    assert Choice.objects.get(id=row.id).answered_on is None


def test_a_limit_is_looked_at_eased_and_ended(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row, today = a_limit(case, by), clock.today()
    soon = today + timedelta(days=30)
    with pytest.raises(Refused) as refused:
        actions.review_limit(limit=row, version=1, outcome="eased", words="Better now", review_on=soon, by=by)
    assert set(refused.value.fields) == {"what"}
    actions.review_limit(limit=row, version=1, outcome="kept", words="The court has not met", review_on=soon, by=by)
    less: dict[str, Any] = {
        "outcome": "eased",
        "words": "Better now",
        "what": "Where they sleep on school days",
        "review_on": soon,
    }
    actions.review_limit(limit=row, version=2, their_words="Good.", **less, by=by)
    line = queries.limit_of(case.id, row.public_id)
    assert (line.what, line.review_on, len(line.looks)) == ("Where they sleep on school days", soon, 2)
    with pytest.raises(Stale):
        actions.review_limit(limit=row, version=1, outcome="ended", words="Over", by=by)
    actions.review_limit(limit=row, version=3, outcome="ended", words="The order was lifted", by=by)
    found = queries.ledger(case.id)
    assert (found.limits, len(found.past)) == ((), 1)
    with pytest.raises(Refused, match="is over"):
        actions.review_limit(limit=row, version=4, outcome="kept", words="x", review_on=soon, by=by)


def test_a_limit_without_ground_or_end_is_refused_by_the_database_too(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused) as refused:
        a_limit(case, by, basis="", until_on=None)
    assert set(refused.value.fields) == {"basis", "until_on"}
    row = a_limit(case, by)
    for change in ({"basis": ""}, {"until_on": row.from_on - timedelta(days=1)}, {"told": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Limit.objects.filter(id=row.id).update(**change)


def test_others_neither_see_nor_write_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    choice, limit, person = a_choice(case, by), a_limit(case, by), lead(case)
    with pytest.raises(NotFound):
        actions.offer_choice(case=case, person_id=0, what="Nobody", by=by)
    for who in ("elsewhere", "admin", "privacy", "evaluator"):
        become(who)
        assert queries.ledger(case.id) == queries.Ledger((), (), ())
        for find, public_id in ((queries.choice_of, choice.public_id), (queries.limit_of, limit.public_id)):
            with pytest.raises(NotFound):
                find(case.id, public_id)
    stranger = become("elsewhere")
    with pytest.raises(NotFound):
        actions.offer_choice(case=case, person_id=person, what="x", by=stranger)
