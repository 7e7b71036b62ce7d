"""Telling a story: each event is an action of the product itself, taken by the right worker on its own day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access import queries as accounts
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.demonstration.families import tell_family
from alongside.oversight.demonstration.living import tell_lives
from alongside.oversight.demonstration.telling_family import Circle, tell_around, tell_kin
from alongside.oversight.demonstration.watching import ToldCase, tell_watched
from alongside.oversight.journeys import ending
from alongside.oversight.journeys.accept_intake import Joining, accept_intake
from alongside.oversight.journeys.sharing import share_lines
from alongside.practice.assessments import actions as assessments
from alongside.practice.assessments.enums import Domain
from alongside.practice.assessments.models import Assessment, Statement
from alongside.practice.careteams import actions as careteams
from alongside.practice.choices import actions as choices
from alongside.practice.choices.rules import Proposed
from alongside.practice.consents import actions as consents
from alongside.practice.consents.models import Consent
from alongside.practice.consents.queries import consent_row
from alongside.practice.consents.rules.disclosing import Thing
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.actions import NextStep
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Goal, Step
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from alongside.record.cases.queries import case_row
from alongside.record.intakes import actions as intakes
from alongside.record.people import actions as people
from alongside.record.people.models import Person
from alongside.record.people.queries import near_matches

Event = Mapping[str, Any]


@dataclass
class Telling:
    """A story while it is told: its people, statements, goals and steps by the short names that the text gives them."""

    text: Mapping[str, Any]
    began: date
    worker: str
    case: Case | None = None
    persons: dict[str, int] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    consents: dict[str, Consent] = field(default_factory=dict)
    assessment: Assessment | None = None

    def moment(self, event: Event, *, name: str = "at", default: str = "11:00") -> datetime:
        """The moment of an event: ``day`` days after the story began, or ``from_today`` days from today."""
        day = clock_today() + timedelta(days=event["from_today"]) if "from_today" in event else self.day(event["day"])
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(str(event.get(name, default)))))

    def day(self, number: int) -> date:
        """The calendar day that lies ``number`` days after the story began."""
        return self.began + timedelta(days=number)

    def one(self, key: str | None) -> int | None:
        """The house number of one of the people, or None."""
        return self.persons[key] if key else None


def clock_today() -> date:
    """Today, whatever the clock of the story says."""
    return timezone.localdate()


def tell(text: Mapping[str, Any]) -> None:
    """Tell one story from its text (see ``stories``): intake, people, then every event in its order."""
    story = Telling(text, clock_today() - timedelta(days=text["days_ago"]), text.get("worker", "worker"))
    _take_in(story)
    for event in text.get("events", ()):
        happen(story, event)


@contextmanager
def as_(username: str, moment: datetime) -> Iterator[Reader]:
    """Act as one of the cast at a moment."""
    account = accounts.account_named(username)
    if account is None:
        raise LookupError(username)
    with clock.standing_at(moment), access.acting(actor_id=account.actor_id, kind=SessionKind.COMMAND) as by:
        yield staff.with_roles(by)


def _take_in(story: Telling) -> None:
    """The request and its decision; without a decision it waits."""
    asked = story.text["intake"]
    programme = next(line for line in organisation_programmes() if line.code == story.text["programme"])
    moment = story.moment({"day": 0, **asked}, default="10:14")
    heard = {key: value for key, value in asked.items() if key not in {"at", "from_today", "decision"}}
    with as_("intake", moment) as by:
        intake = intakes.take_intake(programme_id=programme.id, received_at=moment, by=by, **heard)
    if "decision" not in asked:
        return
    carrier = _worker(story.worker).id if story.worker else None
    with as_("intake", moment + timedelta(minutes=25)) as by:
        joining = [
            Joining(
                name=one["name"],
                birth_words=str(one.get("born", "")),
                searched=near_matches(full_name=one["name"], by=by).receipt,
                role=one.get("role", "person"),
                focus=number == 0,
            )
            for number, one in enumerate(story.text["people"])
        ]
        case = accept_intake(
            intake=intake,
            family=story.text.get("family"),
            worker_id=carrier,
            people=joining,
            reason=asked["decision"],
            by=by,
        )
    if story.worker:
        with as_(story.worker, moment + timedelta(hours=3)) as by:
            _meet(story, case, by=by)


def organisation_programmes() -> list[organisation.ProgrammeLine]:
    """The programmes, as the house reads them."""
    with access.acting(actor_id=accounts.house_actor(), kind=SessionKind.COMMAND):
        return organisation.programmes()


def _worker(username: str) -> staff.WorkerLine:
    account = accounts.account_named(username)
    with access.acting(actor_id=accounts.house_actor(), kind=SessionKind.COMMAND):
        found = staff.worker_of_actor(account.actor_id if account else 0)
    if found is None:
        raise LookupError(username)
    return found


def _meet(story: Telling, case: Case, *, by: Reader) -> None:
    """Write down who everybody is: names, languages, household, relationships, safe ways to reach them."""
    story.case = case_row(case.public_id)
    names = {one.display_name: one for one in Person.objects.filter(parts__case=case)}
    for one in story.text["people"]:
        person = names[one["name"]]
        story.persons[one["key"]] = person.id
        facts = {key: one[key] for key in ("pronouns", "languages", "interpreter", "reads_best", "sex") if key in one}
        if facts:
            people.change_person(person=person, version=person.version, by=by, **facts)
        for point in one.get("reach", ()):
            people.add_contact_point(person=person, circle=case.circle_id, asked_on=clock.today(), by=by, **point)
    home = story.text.get("home")
    if home:
        household = people.start_household(circle=case.circle_id, label=home["label"], by=by)
        for key, part in home["members"].items():
            member = Person.objects.get(id=story.persons[key])
            people.join_household(household=household, person=member, part=part, by=by)
    for one in story.text["people"]:
        for other, kind in one.get("is", {}).items():
            people.relate(
                circle=case.circle_id,
                person=Person.objects.get(id=story.persons[one["key"]]),
                other=Person.objects.get(id=story.persons[other]),
                kind=kind,
                by=by,
            )


def happen(story: Telling, event: Event) -> None:
    """Let one event happen, at its moment, by the worker of the story (or ``by`` of the event)."""
    moment = story.moment(event)
    with as_(event.get("by", story.worker), min(moment, timezone.now())) as by:
        HANDLERS[event["do"]](story, event, moment, by)


def _milestone(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    for key in event["reached"]:
        cases.reach(case=_case(story), milestone=key, at=moment, by=by)


def _contact(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    step = event.get("next")
    contacts.record_contact(
        case=_case(story),
        mode=event["mode"],
        at=moment,
        ends_at=moment + timedelta(minutes=event.get("minutes", 45)),
        place=event.get("place", ""),
        people=[story.persons[key] for key in event.get("who", ())],
        language=event.get("language", ""),
        interpreter=event.get("interpreter", "not_needed"),
        goals=[(story.goals[key].id, value) for key, value in event.get("goals", {}).items()],
        not_about_a_goal="goals" not in event,
        format="narrative",
        text=event["text"],
        own_words=event.get("said", ""),
        said_by_id=story.one(event.get("said_by")),
        next_step=NextStep(
            what=step["what"],
            worker_id=by.worker_id if not step.get("person") else None,
            owner="person" if step.get("person") else "worker",
            person_id=story.one(step.get("person")),
            due_on=moment.date() + timedelta(days=step.get("in", 7)),
        )
        if step
        else None,
        sign=event.get("sign", True),
        confirmed=True,
        by=by,
    )


def _assessment(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    story.assessment = assessments.start_assessment(case=_case(story), by=by)
    for one in event["statements"]:
        said = {key: value for key, value in one.items() if key not in {"key", "said_by", "person"}}
        story.statements[one["key"]] = assessments.add_statement(
            assessment=story.assessment,
            said_by_id=story.one(one.get("said_by")),
            person_id=story.one(one.get("person")),
            said_on=moment.date(),
            by=by,
            **said,
        )
    for domain, look in event.get("looks", {}).items():
        assessments.look_at(assessment=story.assessment, domain=domain, by=by, **_with_person(story, look))


def _with_person(story: Telling, look: Event) -> dict[str, Any]:
    return {("said_by_id" if key == "said_by" else key): story.one(value) if key == "said_by" else value
            for key, value in look.items()}  # fmt: skip


def _finish_assessment(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    if story.assessment is not None:
        later = [domain.value for domain in Domain] if event.get("later") else []
        assessments.finish_assessment(
            assessment=story.assessment, note=event.get("note", ""), left_for_later=later, by=by
        )


def _plan(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    """Write goals and lines, hear everybody; with ``agreed`` the plan comes into force."""
    case = _case(story)
    plan = plans.start_plan(case=case, by=by)
    for one in event["goals"]:
        story.goals[one["key"]] = plans.add_goal(
            case=case,
            title=one["title"],
            own_words=one.get("own_words", ""),
            said_by_id=story.one(one.get("said_by")),
            person_id=story.one(one.get("person")),
            measure=one.get("measure", ""),
            horizon=one.get("horizon", "soon"),
            starts_on=moment.date(),
            target_on=moment.date() + timedelta(days=one.get("in", 90)),
            grows_from=[story.statements[key].id for key in one["from"]],
            start_level=one.get("level", -1),
            by=by,
        )
        for line in one.get("lines", ()):
            _line(story, line, one["key"], moment, by)
    for key, answer in event.get("agreed", {}).items():
        plans.record_agreement(
            plan=plan, person_id=story.persons[key], on=moment.date(), by=by, **{"how": "spoken", **answer}
        )
    if event.get("agreed"):
        plans.agree_plan(plan=plan, review_on=moment.date() + timedelta(days=event.get("review_in", 84)), by=by)


def _line(story: Telling, line: Event, goal: str, moment: datetime, by: Reader) -> None:
    owner = line.get("owner", "worker")
    story.steps[line["key"]] = plans.add_step(
        case=_case(story),
        goal=story.goals[goal],
        owner=owner,
        worker_id=by.worker_id if owner == "worker" else None,
        person_id=story.one(line.get("person")),
        owner_name=line.get("name", ""),
        what=line["what"],
        due_on=moment.date() + timedelta(days=line.get("in", 14)),
        help=line.get("help", ""),
        how_known=line.get("known", ""),
        own_idea=line.get("own_idea", False),
        by=by,
    )


def _done(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    for key in event["steps"]:
        step = Step.objects.get(id=story.steps[key].id)
        plans.settle_step(step=step, state="done", words=event.get("words", ""), on=moment.date(), by=by)


def _loose_lines(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    """Settle every line that is still open, before an ending."""
    for step in Step.objects.filter(case=_case(story)).exclude(state__in=["done", "dropped"]):
        plans.settle_step(step=step, state="done", words=event.get("words", ""), on=moment.date(), by=by)


def _review(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    said = {
        key: value for key, value in event.items() if key in {"with_whom", "person_view", "worker_view", "decision"}
    }
    next_on = moment.date() + timedelta(days=event["next_in"]) if "next_in" in event else None
    plans.hold_review(case=_case(story), held_on=moment.date(), next_on=next_on, by=by, **said)


def _need_met(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    for key in event["needs"]:
        statement = Statement.objects.get(id=story.statements[key].id)
        assessments.end_statement(statement=statement, on=moment.date(), why=event.get("why", "Met"), by=by)


def _goal_end(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    for key, words in event["goals"].items():
        goal = Goal.objects.get(id=story.goals[key].id)
        plans.end_goal(goal=goal, state="reached", words=words, by=by)


def _appointment(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    contacts.book_appointment(
        case=_case(story),
        worker_id=by.worker_id or 0,
        starts_at=moment,
        ends_at=moment + timedelta(minutes=event.get("minutes", 45)),
        mode=event.get("mode", "visit"),
        place=event.get("place", ""),
        about=event.get("about", ""),
        language=event.get("language", ""),
        people=[story.persons[key] for key in event.get("who", ())],
        by=by,
    )


def _closing(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    case = _case(story)
    closing = cases.write_closing(
        case=case,
        reasons=event["reasons"],
        reason_words=event.get("reason_words", ""),
        agreed_with=event["agreed_with"],
        person_view=event["person_view"],
        person_view_by_id=story.one(event.get("said_by")),
        summary=event["summary"],
        recommendations=event.get("recommendations", ""),
        by=by,
    )
    for line in event["after_care"]:
        cases.add_after_care(
            closing=closing,
            what=line["what"],
            due_on=moment.date() + timedelta(days=line["in"]),
            worker_id=by.worker_id if not line.get("name") else None,
            owner_name=line.get("name", ""),
            by=by,
        )
    cases.reach(case=case, milestone="closing_talked_through", at=moment, by=by)
    cases.sign_closing(closing=closing, by=by)
    ending.close_case(case=case_row(case.public_id), on=moment.date(), by=by)


def _consent(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    """Ask and sign, with a last day some days after; ``key`` names it for what leaves on it and for its end."""
    facts = {key: event[key] for key in ("regime", "recipient", "recipient_kind", "items", "purpose", "purpose_words")
             if key in event}  # fmt: skip
    asked = consents.Asked(**facts, until_on=moment.date() + timedelta(days=event["until_in"]))
    row = consents.ask_consent(case=_case(story), person_id=story.persons[event["who"][0]], asked=asked, by=by)
    if event.get("signed", True):
        name = Person.objects.get(id=story.persons[event["who"][0]]).display_name
        row = consents.sign_consent(consent=row, name=name, copy_given=event.get("copy", True), by=by)
    story.consents[event["key"]] = row


def _left(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    row = consent_row(story.consents[event["key"]].public_id)
    consents.record_disclosure(
        case=_case(story),
        person_id=row.person_id,
        ground="consent",
        consent=row,
        recipient=row.recipient,
        purpose=row.purpose,
        way=event.get("way", "talk"),
        things=[Thing(item, text) for item, text in event["things"].items()],
        by=by,
    )


def _withdrawn(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    row = consent_row(story.consents[event["key"]].public_id)
    consents.withdraw_consent(consent=row, how=event.get("how", "spoken"), why=event.get("why", ""), by=by)


def _care_team(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    """A professional joins the care team on the consent of that key, and sees the lines that they do."""
    member = careteams.add_member(
        case=_case(story),
        person_id=story.persons[event["who"][0]],
        name=event["name"],
        role=event["role"],
        known_as=event["known_as"],
        ground="consent",
        consent=consent_row(story.consents[event["key"]].public_id),
        until_on=moment.date() + timedelta(days=event["until_in"]),
        by=by,
    )
    share_lines(member=member, lines=[story.steps[key].public_id for key in event["lines"]], by=by)


def _choice(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    facts = {name: event[name] for name in ("what", "ways", "answer", "words", "helped_by") if name in event}
    choices.offer_choice(case=_case(story), person_id=story.persons[event["who"][0]], **facts, by=by)


def _limit(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    """Somebody else decides: until so many days later, looked at again after so many."""
    facts = {name: event[name] for name in ("what", "ground", "basis", "why", "tried", "decided_by", "their_words")
             if name in event}  # fmt: skip
    days = {name: moment.date() + timedelta(days=event[f"{name}_in"]) for name in ("until", "review")}
    limit = Proposed(
        **facts, from_on=moment.date(), until_on=days["until"], review_on=days["review"], told=event.get("told", True)
    )
    choices.set_limit(case=_case(story), person_id=story.persons[event["who"][0]], limit=limit, by=by)


def _family(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    """What a story tells of a family (see ``families``)."""
    tell_family(_case(story), story.persons, event, moment.date(), by)


def _case(story: Telling) -> Case:
    if story.case is None:
        raise LookupError(story.text["key"])
    return case_row(story.case.public_id)


def _lives(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    tell_lives(event, circle=_case(story).circle_id, began=story.began, persons=story.persons, by=by)


def _kin(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    tell_kin(Circle(_case(story).circle_id, story.persons), event, moment, by)


def _around(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    tell_around(Circle(_case(story).circle_id, story.persons), event, moment, by)


def _watched(story: Telling, event: Event, moment: datetime, by: Reader) -> None:
    if story.case is None:
        raise LookupError(story.text["key"])
    names = {one["key"]: one["name"] for one in story.text["people"]}
    tell_watched(ToldCase(story.case.number, story.case.public_id, names), event, moment, by)


Handler = Callable[[Telling, Event, datetime, Reader], None]
HANDLERS: dict[str, Handler] = {
    "around": _around,
    "kin": _kin,
    "milestone": _milestone,
    "contact": _contact,
    "assessment": _assessment,
    "finish_assessment": _finish_assessment,
    "plan": _plan,
    "done": _done,
    "loose_lines": _loose_lines,
    "review": _review,
    "need_met": _need_met,
    "goal_end": _goal_end,
    "appointment": _appointment,
    "closing": _closing,
    "choice": _choice,
    "consent": _consent,
    "care_team": _care_team,
    "family": _family,
    "left": _left,
    "limit": _limit,
    "lives": _lives,
    "watched": _watched,
    "withdrawn": _withdrawn,
}
