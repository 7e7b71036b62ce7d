"""The demonstration agency: who works there, in which teams, under which protocols. All people are made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.agency.access import actions as access
from alongside.agency.access.enums import ActorKind
from alongside.agency.organisation import actions as organisation
from alongside.agency.organisation.enums import ProgrammeKind, TeamKind
from alongside.agency.organisation.rules import default_protocol
from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.consents import actions as consents

PASSWORD = "alongside-demo"  # noqa: S105 - the demonstration's own, refused by any other database
YEARS = 730


@dataclass(frozen=True, slots=True)
class Someone:
    """A worker of the demonstration: sign-in name, name, title, and (role, team) pairs."""

    username: str
    name: str
    title: str
    roles: tuple[tuple[Role, str], ...]


TEAMS = {"Front desk": TeamKind.INTAKE, "Family team": TeamKind.CASEWORK, "Adults team": TeamKind.CASEWORK,
         "Safe at home team": TeamKind.CASEWORK}  # fmt: skip
PROGRAMMES = (
    ("Family support", "family", "family_support", "Family team", ProgrammeKind.ORDINARY),
    ("Early help", "early-help", "early_help", "Family team", ProgrammeKind.ORDINARY),
    ("Older people", "older", "older_people", "Adults team", ProgrammeKind.ORDINARY),
    ("Outreach and shelter", "outreach", "outreach_shelter", "Adults team", ProgrammeKind.ORDINARY),
    ("Safe at home", "safe", "family_support", "Safe at home team", ProgrammeKind.VICTIM_SERVICE),
)
CAST = (
    Someone("intake", "Róisín Clarke", "Intake worker", ((Role.INTAKE, "Front desk"),)),
    Someone("worker", "Dele Akande", "Caseworker", ((Role.WORKER, "Family team"), (Role.WORKER, "Adults team"))),
    Someone(
        "colleague", "Sinéad Byrne", "Caseworker", ((Role.WORKER, "Family team"), (Role.WORKER, "Safe at home team"))
    ),
    Someone(
        "supervisor",
        "Amina Yusuf",
        "Supervisor",
        ((Role.SUPERVISOR, "Family team"), (Role.SUPERVISOR, "Adults team"), (Role.SUPERVISOR, "Safe at home team")),
    ),
    Someone("evaluator", "Lior Katz", "Evaluation", ((Role.EVALUATOR, ""),)),
    Someone("privacy", "Grace Osei", "Privacy officer", ((Role.PRIVACY, ""),)),
    Someone("admin", "Noor Haddad", "Administrator", ((Role.ADMIN, ""),)),
)
AGREEMENTS = (
    ("Quayside secondary school", "Who the person at school is, and attendance", ("school", "plan"), "Ms Obi", 320, 45),
    ("District nurses", "Visits to older people", ("attendance", "health"), "Nurse Clarke", 200, 530),
)
"""Partner, what it is about, which things, whom to ring, days since it began and until it ends."""


def set_the_scene(*, by: Reader) -> None:
    """Set up agency, teams, programmes and everyone who signs in. ``by`` is the house."""
    since = clock.today() - timedelta(days=YEARS)
    organisation.set_up_agency(
        name="Harbour Family Service",
        sender_name="Harbour",
        time_zone="Europe/Dublin",
        country="IE",
        languages=["en", "es", "so", "uk", "ar", "vi"],
        number_prefix="HF",
        worry_line="01 555 0100",
        crisis_line="01 555 0199",
        demonstration=True,
        by=by,
    )
    teams = {name: organisation.add_team(name=name, kind=kind, by=by) for name, kind in TEAMS.items()}
    for name, code, protocol, team, kind in PROGRAMMES:
        organisation.add_programme(
            name=name,
            code=code,
            kind=kind,
            intake_team_id=teams["Front desk"],
            team_ids=[teams[team]],
            rules=default_protocol(protocol).model_dump(mode="json"),
            starts_on=since,
            by=by,
        )
    for someone in CAST:
        _bring_in(someone, teams, since, by=by)
    client = access.add_actor(name="Marta López", kind=ActorKind.PERSON, by=by)
    access.open_account(actor=client, username="client", password=PASSWORD)


def sign_agreements(*, by: Reader) -> None:
    """What was agreed with partners; one of them ends soon. ``by`` sets up the agency."""
    today = clock.today()
    for partner, scope, items, contact, since, days in AGREEMENTS:
        consents.add_agreement(
            partner=partner,
            scope=scope,
            items=items,
            contact=contact,
            from_on=today - timedelta(days=since),
            until_on=today + timedelta(days=days),
            by=by,
        )


def _bring_in(someone: Someone, teams: dict[str, int], since: date, *, by: Reader) -> None:
    worker = staff.add_worker(
        name=someone.name,
        username=someone.username,
        email=f"{someone.username}@harbour.example",
        title=someone.title,
        password=PASSWORD,
        starts_on=since,
        by=by,
    )
    for role, team in someone.roles:
        staff.give_role(worker=worker, role=role, team_id=teams.get(team), from_on=since, by=by)
