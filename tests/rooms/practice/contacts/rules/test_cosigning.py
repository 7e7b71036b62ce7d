"""Who signs what students and volunteers signed (S-206)."""

from __future__ import annotations

import pytest

from alongside.agency.staff.enums import Role
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.rules.cosigning import may_cosign


def reader(*roles: Role, actor: int = 1) -> Reader:
    return Reader(actor_id=actor, kind="worker", name="Ada", session_id=1, worker_id=actor, roles=frozenset(roles))


@pytest.mark.parametrize(
    ("by", "facts", "code"),
    [
        (reader(Role.WORKER), {}, ""),
        (reader(Role.SUPERVISOR), {}, ""),
        (reader(Role.WORKER), {"needed": False}, "note.no_cosign"),
        (reader(Role.WORKER), {"done": True}, "note.no_cosign"),
        (reader(Role.WORKER, actor=2), {}, "note.own"),
        (reader(Role.STUDENT), {}, "note.unqualified"),
        (reader(Role.WORKER, Role.VOLUNTEER), {}, "note.unqualified"),
        (reader(Role.PRIVACY), {}, "note.unqualified"),
    ],
)
def test_a_qualified_worker_who_did_not_write_it(by: Reader, facts: dict[str, bool], code: str) -> None:
    asked = {"needed": True, "done": False, **facts}
    decision = may_cosign(by, needed=asked["needed"], done=asked["done"], author_id=2, signed_by_id=2)
    assert decision.allowed == (not code)
    assert decision.code == code
