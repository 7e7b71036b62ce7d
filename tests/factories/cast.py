"""The cast: everyone whom a rule must be tried on, prepared once and written by the product's own actions."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import ActorKind, SessionKind
from alongside.agency.access.models import Actor
from alongside.agency.access.queries import enter, house_actor
from alongside.agency.organisation import actions as organisation
from alongside.agency.organisation.enums import ProgrammeKind, TeamKind
from alongside.agency.organisation.rules import default_protocol
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.ground.foundation.reader import Reader
from tests.factories.hashing import hash_cheaply

PASSWORD = "alongside-demo"
CASEWORK = {
    "worker": ("Dele Akande", Role.WORKER),
    "colleague": ("Sinéad Byrne", Role.WORKER),
    "excluded": ("Ivo Prado", Role.WORKER),
    "supervisor": ("Amina Yusuf", Role.SUPERVISOR),
}
AGENCY = {
    "evaluator": ("Lior Katz", Role.EVALUATOR),
    "privacy": ("Grace Osei", Role.PRIVACY),
    "admin": ("Noor Haddad", Role.ADMIN),
}


def house() -> int:
    """The number of the house's own actor."""
    return Actor.objects.using("owner").get(kind=ActorKind.HOUSE).id


def prepare_cast() -> None:
    """Set up a small agency with two casework teams, an intake team, two programmes and everyone of the cast."""
    hash_cheaply()
    with access.acting(actor_id=house(), kind=SessionKind.COMMAND, note="cast") as by:
        organisation.set_up_agency(
            name="Harbour Family Service",
            time_zone="Europe/Dublin",
            country="IE",
            languages=["en", "es", "so"],
            number_prefix="HF",
            worry_line="01 555 0100",
            crisis_line="01 555 0199",
            by=by,
        )
        desk = organisation.add_team(name="Front desk", kind=TeamKind.INTAKE, by=by)
        family = organisation.add_team(name="Family team", by=by)
        other = organisation.add_team(name="Older people's team", by=by)
        rules = default_protocol("family_support").model_dump(mode="json")
        organisation.add_programme(
            name="Family support", code="family", intake_team_id=desk, team_ids=[family], rules=rules, by=by
        )
        organisation.add_programme(
            name="Safe at home",
            code="safe",
            kind=ProgrammeKind.VICTIM_SERVICE,
            intake_team_id=desk,
            team_ids=[other],
            rules=rules,
            by=by,
        )
        for username, (name, role) in CASEWORK.items():
            _worker(username, name, role, family, by=by)
        _worker("elsewhere", "Tomasz Nowak", Role.WORKER, other, by=by)
        _worker("intake", "Róisín Clarke", Role.INTAKE, desk, index=[family, other], by=by)
        for username, (name, role) in AGENCY.items():
            _worker(username, name, role, None, by=by)
        person = access.add_actor(name="Marta López", kind=ActorKind.PERSON, by=by)
        access.open_account(actor=person, username="client", password=PASSWORD)


def _worker(
    username: str, name: str, role: Role, team: int | None, *, index: list[int] | None = None, by: Reader
) -> None:
    worker = staff.add_worker(
        name=name,
        username=username,
        email=f"{username}@example.org",
        password=PASSWORD,
        starts_on=date(2020, 1, 6),
        by=by,
    )
    staff.give_role(worker=worker, role=role, team_id=team, from_on=date(2020, 1, 6), by=by)
    for each in index or []:
        staff.give_index(worker=worker, team_id=each, by=by)


def entered_house() -> Reader:
    """The house as reader, inside the transaction of a test."""
    secret = b"the house in a test"
    access.open_session(
        actor_id=house_actor(),
        kind=SessionKind.COMMAND,
        secret=secret,
        expires_at=timezone.now() + timedelta(hours=1),
    )
    reader = enter(secret)
    assert reader is not None
    return reader
