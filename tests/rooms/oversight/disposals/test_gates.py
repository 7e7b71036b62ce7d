"""A hold beats every order in which anything is proposed, agreed to, held and carried out (R-36)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.disposals.actions.holding import place_hold, release_hold
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal
from alongside.oversight.disposals.models import Disposal
from alongside.oversight.disposals.queries.finding import candidates
from alongside.record.cases.models import Case, Participant
from tests.conftest import Become
from tests.factories.disposals import OTHER, an_ended_case, another_officer, carried_out

STEPS = ("propose", "agree", "agree alone", "hold the case", "hold the person", "release", "carry out")
WHY = "The court asked us to keep everything"


class Machine:
    """One case and what is done about it; ``held`` and ``approved`` are what must be so after each step."""

    def __init__(self, become: Become, place: Path) -> None:
        by = become("worker")
        self.become, self.place = become, place
        self.case = an_ended_case(by)
        self.person = Participant.objects.get(case=self.case).person.public_id
        self.holds: list[object] = []
        self.approved = self.gone = False

    def do(self, step: str) -> None:
        """One step; what is refused changes nothing."""
        try:
            with transaction.atomic():
                getattr(self, "_" + step.replace(" ", "_"))()
        except (Refused, NotFound):
            pass

    def _propose(self) -> None:
        by = self.become("privacy")
        propose_disposal(chosen=[one for one in candidates() if one.label == self.case.number], by=by)

    def _newest(self) -> Disposal:
        found = Disposal.objects.order_by("-id").first()
        if found is None:
            raise NotFound
        return found

    def _agree(self) -> None:
        by = self.become(OTHER)
        decide_disposal(disposal=self._newest().public_id, agree=True, by=by)
        self.approved = True

    def _agree_alone(self) -> None:
        by = self.become("privacy")
        decide_disposal(disposal=self._newest().public_id, agree=True, by=by)
        pytest.fail("One person has agreed to her own proposal")

    def _hold_the_case(self) -> None:
        self._hold(number=self.case.number)

    def _hold_the_person(self) -> None:
        self._hold(person=self.person)

    def _hold(self, **what: object) -> None:
        day = clock.today() + timedelta(days=90)
        by = self.become("privacy")
        self.holds.append(place_hold(why=WHY, authority="HC 1", review_on=day, by=by, **what))  # type: ignore[arg-type]

    def _release(self) -> None:
        if self.holds:
            release_hold(hold=self.holds.pop(), why="Nobody needs it any longer", by=self.become("privacy"))  # type: ignore[arg-type]

    def _carry_out(self) -> None:
        self.become("privacy")
        wanted, held = self._newest(), bool(self.holds)
        done = carried_out(wanted.public_id, self.place)
        assert done == (self.approved and not held and not self.gone)
        self.gone = self.gone or done
        self.approved = False


@pytest.mark.long
@pytest.mark.hypothesis
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=14))
def test_a_hold_beats_every_order(become: Become, tmp_path: Path, steps: list[str]) -> None:
    with transaction.atomic():
        another_officer(become)
        machine = Machine(become, tmp_path)
        for step in ("propose", *steps, "carry out"):
            machine.do(step)
            there = bool(machine.become("worker")) and Case.objects.filter(id=machine.case.id).exists()
            assert there is not machine.gone
        transaction.set_rollback(True)
