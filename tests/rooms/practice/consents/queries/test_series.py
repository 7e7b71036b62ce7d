"""Consents for programs: a page at a time, those in force or the others, one with everything under it."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.practice.consents import actions
from alongside.practice.consents.enums import How
from alongside.practice.consents.queries import series
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import a_consent, an_asked_consent


def test_page_after_page_and_what_is_in_force(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    first, second = a_consent(case, by), a_consent(case, by)
    actions.withdraw_consent(consent=first, how=How.SPOKEN, by=by)
    third = an_asked_consent(case, by)
    page = series.consents_after(size=2, by=by)
    assert [one.public_id for one in page.items] == [third.public_id, second.public_id]
    assert [one.public_id for one in series.consents_after(after=page.after, by=by).items] == [first.public_id]
    assert [one.public_id for one in series.consents_after(in_force=True, by=by).items] == [second.public_id]
    others = series.consents_after(in_force=False, case=case.public_id, by=by).items
    assert [one.state for one in others] == ["asked", "withdrawn"]
    whole = series.whole_consent(first.public_id, by=by)
    assert whole.signatures[0].name == "Marta López"
    assert whole.statements[0].startswith("This is about Marta")
    stranger = become("elsewhere")
    assert series.consents_after(by=stranger).items == ()
    with pytest.raises(NotFound):
        series.whole_consent(first.public_id, by=stranger)
