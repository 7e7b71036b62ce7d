"""What holds stands first; an allegation waits until it is decided and is not undecided when it is over (S-177)."""

from __future__ import annotations

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.record.cases.actions.sides import flag_interest
from alongside.record.cases.models import AdverseInterest
from alongside.record.cases.queries.sides import interest_row, sides_of, undecided_abuse
from tests.conftest import Become
from tests.factories.cases import a_case


def test_what_holds_stands_first(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Ana Sol", "Rui Sol", "Eva Sol"])
    ana, rui, eva = case.participants.order_by("id").values_list("person_id", flat=True)
    old = flag_interest(case=case, one_id=ana, other_id=eva, kind="abuse", basis="She said so.", by=by)
    flag_interest(case=case, one_id=ana, other_id=rui, kind="money", basis="The flat.", by=by)
    assert undecided_abuse(case.id)
    AdverseInterest.objects.filter(id=old.id).update(ended_on=clock.today())
    assert not undecided_abuse(case.id)
    assert [(line.other, line.abuse, line.waits) for line in sides_of(case.id)] == [
        ("Rui Sol", False, True),
        ("Eva Sol", True, False),
    ]
    assert interest_row(case.id, old.public_id).id == old.id
    noted = Reading.objects.filter(act="sides page").latest("id")
    assert set(noted.person_ids) == {ana, rui, eva}
