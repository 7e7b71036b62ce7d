"""Where a request went, told to whoever had it: of rows written by hand, beside what is nearly the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alongside.ground.foundation import clock
from tests.conftest import Become
from tests.factories.by_hand import Owner, Rows, told


def handed_by_hand(owner: Owner, by: int, decided_at: Any = "2026-01-01", received_at: Any = "2026-01-01") -> int:
    """A request that ``by`` took in and accepted for the team of families; its circle."""
    ((team,),) = owner("select id from organisation_team where name = 'Family team'")
    ((programme,),) = owner("select id from organisation_programme where code = 'family'")
    circle = owner.row("access_circle", team_id=team, kind="ordinary", opened_by_id=by)
    intake = owner.row("intakes_intake", circle_id=circle, programme_id=programme, state="decided", taken_by_id=by,
                       received_at=received_at)  # fmt: skip
    owner.row("intakes_screening", circle_id=circle, intake_id=intake, outcome="accept", decided_by_id=by,
              decided_at=decided_at)  # fmt: skip
    return circle


def test_where_a_request_went_is_told_for_ninety_days_to_whoever_had_it(become: Become, owner: Owner) -> None:
    actors: dict[str, int] = dict(owner("select username, actor_id from access_account"))
    intake, worker, colleague = (actors[name] for name in ("intake", "worker", "colleague"))
    now = clock.now()
    circle = handed_by_hand(owner, intake, now)
    other = handed_by_hand(owner, colleague, now + timedelta(seconds=1))
    grant = {
        "scope": "c",
        "scope_id": circle,
        "levels": 1,
        "reason": "assigned",
        "valid_until": now + timedelta(days=9),
    }
    owner.row("access_grant", actor_id=worker, **grant)
    for change in (
        {"scope": "t"}, {"scope_id": other}, {"reason": "import"}, {"valid_until": now - timedelta(seconds=1)},
        {"valid_from": now + timedelta(days=1)},
    ):  # fmt: skip
        owner.row("access_grant", actor_id=colleague, **grant | change)

    def look() -> Rows:
        become("intake")
        return told("select team, carriers, handed_at from app.handed_on(9)")

    found = [("Family team", "Dele Akande", now)]
    assert look() == found
    taken = f"update intakes_intake set taken_by_id = {worker} where circle_id = {circle}"
    decided = f"update intakes_screening set decided_by_id = {worker} where circle_id = {circle}"
    assert owner.unheeded(look, {"taken by another": taken, "decided by another": decided}, found) == []
    desk = "(select id from organisation_team where name = 'Front desk')"
    wounds = {
        "not hers": f"{taken}; {decided}",
        "still at the desk": f"update access_circle set team_id = {desk} where id = {circle}",
        "long ago": f"update intakes_screening set decided_at = now() - interval '91 days' where circle_id = {circle}",
        "not decided": f"delete from intakes_screening where circle_id = {circle}",
        "conflict": "insert into access_exclusion (public_id, version, actor_id, circle_id, why) "
        f"values (gen_random_uuid(), 1, {intake}, {circle}, '')",
    }
    assert owner.unheeded(look, wounds) == []
