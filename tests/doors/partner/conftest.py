"""A member of a care team with a line and a link, and a visitor who holds it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from alongside.ground.foundation.reader import Reader
from alongside.practice.careteams.actions import MadeLink, make_link
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.plans.models import Step
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.care_team import a_member, a_shared_line
from tests.factories.cases import a_case


@dataclass(frozen=True)
class Outside:
    """Everything that a test of the door needs."""

    by: Reader
    case: Case
    member: CareTeamMember
    step: Step
    link: MadeLink

    @property
    def address(self) -> str:
        """The address that the member got."""
        return f"/partner/{self.link.token}/"

    def come_in(self) -> Client:
        """A browser that has given the code."""
        client = Client()
        answer = client.post(f"{self.address}code/", {"code": self.link.code})
        assert answer.status_code == 302, answer.content
        return client


@pytest.fixture
def outside(become: Become) -> Outside:
    """Rosa of the housing office, by consent, with one line and a link that nobody has opened."""
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    step = a_shared_line(case, by, member=member)
    return Outside(by, case, member, step, make_link(member=member, by=by))
