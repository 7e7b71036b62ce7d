"""An agency that grows, and visitors who open its pages while every statement is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Model
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account, Actor, Circle, CircleSubject, Grant
from alongside.agency.drafts import actions as drafts
from alongside.agency.drafts.models import Draft
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.models import Assessment, Statement
from alongside.practice.consents.models import Consent
from alongside.practice.contacts.models import Appointment, AppointmentPerson, Contact, ContactGoal, ContactPerson, Note
from alongside.practice.dynamics.actions import add_entry
from alongside.practice.dynamics.models import DynamicsEntry
from alongside.practice.plans.models import Agreement, Goal, GoalSource, Plan, Progress, Review, Step
from alongside.record.cases.models import Assignment, Case, Participant, StageEvent
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.models import Intake, Screening
from alongside.record.people import actions as people
from alongside.record.people.models import (
    Bond,
    ContactPoint,
    HealthMark,
    Household,
    HouseholdMember,
    LegalOrder,
    LegalOrderPerson,
    LifeEvent,
    LifeEventPerson,
    Person,
    PersonKey,
    PersonName,
    Placement,
    PlacementCarer,
    Relationship,
    System,
    Tie,
)
from tests.doors.desk.contacts.pages import fields_of
from tests.doors.desk.intakes.pages import a_call, hidden
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case
from tests.factories.choices import a_choice, a_limit
from tests.factories.consents import a_consent
from tests.factories.contacts import TEXT, a_contact, a_past_appointment, an_appointment
from tests.factories.happenings import a_life_event, a_placement, an_order
from tests.factories.intakes import an_intake
from tests.factories.many import STRIDE, copy_rows
from tests.factories.people import a_person, a_phone
from tests.factories.plans import a_root, an_agreed_plan

NOUNS = (
    *("people", "households", "relationships", "intakes", "cases", "participants"),
    *("assessments", "plans", "goals", "contacts", "notes", "consents"),
)
"""What programs list."""
WORLD: tuple[type[Model], ...] = (
    *(Case, Participant, StageEvent, Assignment, Intake, Screening, Assessment, Statement),
    *(ContactPoint, Household, HouseholdMember, Relationship, Bond, HealthMark, System, Tie),
    DynamicsEntry,
    *(Plan, Goal, GoalSource, Progress, Step, Agreement, Appointment, AppointmentPerson),
    *(Contact, ContactPerson, ContactGoal, Note),
    *(Placement, PlacementCarer, LegalOrder, LegalOrderPerson, LifeEvent, LifeEventPerson),
    Consent,
)
LIVED: tuple[type[Model], ...] = (Placement, PlacementCarer, LegalOrder, LegalOrderPerson, LifeEvent, LifeEventPerson)
ENTRIES: tuple[type[Model], ...] = (Statement, Goal, GoalSource, Progress, Step, Agreement, Review, Consent, *LIVED)
KIN: tuple[type[Model], ...] = (Bond, HealthMark, Tie, DynamicsEntry)
TOLD: tuple[type[Model], ...] = (Contact, ContactPerson, ContactGoal, Note)
SHIFT = f"n * {STRIDE}"
CHANGES = {
    (Case, "number"): "t.number || '-' || n",
    (Draft, "key"): "t.key || n",
    (Grant, "scope_id"): f"t.scope_id + {SHIFT}",
    (CircleSubject, "person_id"): f"t.person_id + {SHIFT}",
}


@dataclass
class Agency:
    """An agency that grows: its long case, who visits, and what every page asked at every size."""

    case: Case
    lead: UUID
    worker: Client
    supervisor: Client
    intake: Client
    tokens: dict[str, str]
    form: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def pages(self) -> dict[str, tuple[Client, str]]:
        """Who opens which address."""
        worker, supervisor, intake = self.worker, self.supervisor, self.intake
        case = f"/cases/{self.case.public_id}/"
        return {
            "my day": (worker, "/"),
            "my day of a supervisor": (supervisor, "/"),
            "case list": (worker, "/cases/"),
            "case list, all": (worker, "/cases/?whose=all"),
            "case page": (worker, case),
            "plan page": (worker, f"{case}plan/"),
            "consents page": (worker, f"{case}consents/"),
            "choices page": (worker, f"{case}choices/"),
            "timeline": (worker, f"{case}timeline/"),
            "life, places and orders": (worker, f"{case}events/"),
            "family": (worker, f"{case}family/?shown=1&layer=households"),
            "family with health": (worker, f"{case}family/?shown=1&layer=households&layer=health"),
            "a copy of a drawing": (worker, f"{case}family/take-out/"),
            "family on paper": (worker, f"{case}family/print/"),
            "drawing with the family": (worker, f"{case}family/draw/?at={self.lead}&do=around"),
            "how the family works": (worker, f"{case}dynamics/"),
            "search": (worker, "/search/?q=Marta"),
            "search, misspelt": (worker, "/search/?q=Lopes+Matra"),
            "search, index right": (intake, "/search/?q=Marta"),
            "people list": (worker, "/people/"),
            "intakes list": (intake, "/intakes/"),
            "drafts list": (worker, "/drafts/"),
            "team page": (supervisor, "/team/"),
        }

    def visit(self, size: int) -> None:
        """Open every page and press every button."""
        for name, (client, address) in self.pages().items():
            with self.counting(name, size):
                assert client.get(address).status_code == 200, name
        self._record(self.worker, size)
        self._take_in(self.intake, size)
        self._programs(size)

    def _programs(self, size: int) -> None:
        """Let programs read every list, whole, and one thing of each; and record a contact."""
        case, worker = self.case.public_id, Client(headers={"Authorization": f"Bearer {self.tokens['worker']}"})
        front = Client(headers={"Authorization": f"Bearer {self.tokens['intake']}"})
        for noun in NOUNS:
            program = front if noun == "intakes" else worker
            program.get("/api/v1/me")
            said: dict[str, str | int] = {"limit": 200} | (
                {"case": str(case)} if noun in ("participants", "notes") else {}
            )
            with self.counting(f"API: {noun}", size):
                found = program.get(f"/api/v1/{noun}", said)
            assert found.status_code == 200, noun
            assert len(found.json()["items"]) >= min(size, 1), noun
            first = case if noun == "cases" else found.json()["items"][-1]["id"]
            with self.counting(f"API: one of {noun}", size):
                assert program.get(f"/api/v1/{noun}/{first}").status_code == 200, noun
        with self.counting("API: me", size):
            assert worker.get("/api/v1/me").status_code == 200
        with _reading("worker"):
            person = Person.objects.get(id=lead(self.case)).public_id
        told = {"case": str(case), "mode": "call", "at": f"{clock.now().isoformat()}", "people": [str(person)]}
        with self.counting("API: record a contact", size):
            said_so = worker.post("/api/v1/contacts", {**told, "text": TEXT}, content_type="application/json")
        assert said_so.status_code == 201, said_so.content

    def _record(self, client: Client, size: int) -> None:
        with _reading("worker") as by:
            agreed = a_past_appointment(self.case, by)
            goal = Goal.objects.filter(case=self.case).earliest("id").public_id
        address = f"/contacts/new/?appointment={agreed.public_id}"
        told = {"confirmed": "on", "text": TEXT, "step_what": "Ring", "step_due_on": f"{clock.today()}", "sign": "1"}
        self.form = self.form or fields_of(client.get(address))
        fields = {**self.form, **told, f"goal_{goal.hex}": "0", "idempotency_key": f"{uuid4()}"}
        with self.counting("record a contact", size):
            assert client.post(address, fields).status_code == 302

    def _take_in(self, client: Client, size: int) -> None:
        key = hidden(client.get("/intakes/new/").content.decode(), "idempotency_key")[0]
        with _reading("intake"):
            call = a_call(idempotency_key=key)
        with self.counting("intake with duplicate check", size):
            assert client.post("/intakes/new/", call).status_code == 302

    @contextmanager
    def counting(self, name: str, size: int) -> Iterator[None]:
        """Keep every statement of the block."""
        seen = self.asked.setdefault(name, {}).setdefault(size, [])

        def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            yield


def _signed_in(username: str) -> Client:
    """A visitor whose sign-in has been used once, as nearly every request's has."""
    client = Client()
    account = Account.objects.get(username=username)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/drafts/")
    return client


@contextmanager
def _reading(username: str) -> Iterator[Reader]:
    account = Account.objects.get(username=username)
    with access.acting(actor_id=account.actor_id, kind=SessionKind.COMMAND) as reader:
        yield staff.with_roles(reader)


def _tokens(*usernames: str) -> dict[str, str]:
    found = {}
    for username in usernames:
        with _reading(username) as by:
            found[username] = make_token(name="A program", scopes=SCOPES, by=by)
    return found


def _a_whole_case(by: Reader, name: str) -> Case:
    case = a_ready_case(by, people=[name])
    _a_home(case, by)
    plan = an_agreed_plan(case, by)
    Plan.objects.filter(id=plan.id).update(review_on=clock.today())
    Step.objects.filter(case=case).update(builds_on=a_root(case, by, "strength"))
    a_root(case, by, "hope")
    goal = Goal.objects.get(case=case)
    a_contact(case, by, goals=[(goal.id, 0)], sign=False)
    a_past_appointment(case, by, hours_ago=30)
    an_appointment(case, by)
    a_consent(case, by)
    a_choice(case, by)
    a_limit(case, by)
    _a_life(case, by)
    return case


def _a_life(case: Case, by: Reader) -> None:
    """An event, a place with who cares there, and an order that keeps somebody away."""
    person, circle = Person.objects.get(id=lead(case)), case.circle_id
    child = Person.objects.get(display_name=f"Obi of {person.display_name}")
    a_life_event(circle, by, person, child)
    a_placement(child, circle, by, carers=[person.id])
    an_order(circle, by, about=[child], restrained=[person])


def _a_home(case: Case, by: Reader) -> None:
    """A phone, a household and a child for the person whom the case is for."""
    person, circle = Person.objects.get(id=lead(case)), case.circle_id
    a_phone(person, circle, by)
    child = a_person(circle, f"Obi of {person.display_name}", by)
    home = people.start_household(circle=circle, label="The yellow house", by=by)
    for one in (person, child):
        people.join_household(household=home, person=one, by=by)
    people.relate(circle=circle, person=person, kind="parent", other=child, by=by)
    people.note_bond(circle=circle, person=person, other=child, kind="close", basis="Said at the door", by=by)
    people.note_health(circle=circle, person=person, kind="illness", basis="Said at the door", by=by)
    choir = people.add_system(circle=circle, kind="faith", label="The choir", by=by)
    people.rate_tie(system=choir, household=home, strength="strong", by=by)
    add_entry(case=case, area="strengths", words="They sing together.", person_id=person.id, by=by)


def begun() -> Agency:
    """An agency with one row of everything, written by the product's own actions."""
    with _reading("worker") as by:
        first, long = _a_whole_case(by, "Marta López"), _a_whole_case(by, "Marta López Long")
        alone = a_case(by, people=["Marta López Tanaka"])
        Assignment.objects.filter(case=alone).update(until_on=clock.today())
        drafts.keep_draft(key="note-1", data={"words": "Begun"}, base=0, by=by)
        circle = Circle.objects.get(id=first.circle_id).public_id
    with _reading("intake") as by:
        an_intake(by, urgency="today")
        asked = an_intake(by)
        intakes.screen(intake=asked, outcome="accept", criterion="child_in_household", reason="Rent arrears", by=by)
    with _reading("colleague") as by:
        access.break_glass(circle_public=circle, why="The school rang and nobody else is here.", by=by)
    with _reading("worker"):  # what never changes is read once for each process
        organisation.agency_zone()
        for line in organisation.programmes():
            if version := organisation.protocol_in_force(line.id):
                organisation.rules_of(version.id)
    with _reading("worker"):
        person = Person.objects.get(id=lead(long)).public_id
    return Agency(
        long, person, _signed_in("worker"), _signed_in("supervisor"), _signed_in("intake"), _tokens("worker", "intake")
    )


def world(agency: Agency) -> dict[type[Model], str]:
    """Which rows make up the agency beside the entries of its long case."""
    circle = agency.case.circle_id
    elsewhere = f"t.circle_id <> {circle}"
    others = f"t.person_id not in (select s.person_id from access_circlesubject s where s.circle_id = {circle})"
    return {
        Circle: f"t.id <> {circle}",
        Grant: f"t.scope = 'c' and t.scope_id <> {circle}",
        CircleSubject: elsewhere,
        Person: others.replace("t.person_id", "t.id"),
        PersonName: others,
        PersonKey: others,
        **dict.fromkeys(WORLD, elsewhere),
    }


def town(agency: Agency, first: int, last: int) -> None:
    """Copy as many, which belong to a team and a worker whom the visitors do not know."""
    account, other = (
        Account.objects.get(username="elsewhere"),
        "(select id from organisation_team where name like 'Older%%')",
    )
    worker = f"(select id from staff_worker where actor_id = {account.actor_id})"
    changes = dict(CHANGES)
    for model in world(agency):
        columns = {field.column for field in model._meta.concrete_fields}
        level = "t.level" if "level" in columns else "1"
        theirs = {"acl_key": f"{other} * 64 + {level}", "actor_id": account.actor_id, "author_id": account.actor_id}
        theirs |= {"worker_id": worker, "team_id": other}
        changes |= {(model, column): f"{value}" for column, value in theirs.items() if column in columns}
    copy_rows(world(agency), first, last, changes)


def grow(agency: Agency, first: int, last: int) -> None:
    """Copy ``first`` to ``last`` of everything: cases and all that hangs on them, entries of the long case, workers."""
    copy_rows(world(agency), first, last, CHANGES)
    copy_rows({Draft: "true"}, first, last, CHANGES)
    circle = agency.case.circle_id
    inside = dict.fromkeys((*ENTRIES, *KIN, *TOLD), f"t.circle_id = {circle}")
    copy_rows(inside, first, last, {(Step, "number"): "t.number + n * 10"})
    colleague = "(select a.actor_id from access_account a where a.username = 'colleague')"
    worker = f"(select w.id from staff_worker w where w.actor_id = {colleague})"
    copy_rows(
        {Actor: f"t.id = {colleague}", Worker: f"t.id = {worker}", RoleHeld: f"t.worker_id = {worker}"}, first, last, {}
    )
