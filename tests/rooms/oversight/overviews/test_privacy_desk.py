"""The privacy desk shows to privacy officers what waits, and to nobody else anything."""

from __future__ import annotations

from alongside.agency.access.models import Reading
from alongside.oversight.overviews.privacy_desk import privacy_desk
from tests.conftest import Become
from tests.factories.requests import a_request


def test_nobody_else_sees_anything(become: Become) -> None:
    by = become("privacy")
    a_request(by)
    assert privacy_desk(by=by).waiting == 1
    assert Reading.objects.filter(act="privacy desk", actor_id=by.actor_id).exists()
    assert privacy_desk(by=become("supervisor")).requests == ()
