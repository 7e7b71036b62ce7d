"""What a newer consent says otherwise, and that only a consent of the same person that still holds is replaced."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.practice.consents import actions
from alongside.practice.consents.enums import Item
from alongside.practice.consents.queries import neighbours_of
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent, an_asked_consent


def test_only_what_changed_is_told_with_both_neighbours(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    old = a_consent(case, by)
    new = an_asked_consent(case, by, recipient="County school board", replaces=old)
    around = neighbours_of(new.public_id)
    assert [(one.label, one.before, one.after) for one in around.changes] == [
        ("Who may receive it", HOUSING, "County school board")
    ]
    assert (around.replaces, neighbours_of(old.public_id).replaced_by) == (old.public_id, new.public_id)
    same = an_asked_consent(case, by, replaces=old)
    assert neighbours_of(same.public_id).changes == ()
    more = an_asked_consent(case, by, items=[Item.IDENTITY], replaces=old)
    assert [one.label for one in neighbours_of(more.public_id).changes] == ["What may be told"]


def test_a_consent_that_ended_or_is_of_somebody_else_is_not_replaced(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by, people=["Obi López"])
    old = a_consent(case, by)
    with pytest.raises(Refused, match="same person"):
        an_asked_consent(other, by, replaces=old)
    actions.withdraw_consent(consent=old, how="spoken", by=by)
    old.refresh_from_db()
    with pytest.raises(Refused, match="ended already"):
        an_asked_consent(case, by, replaces=old)
