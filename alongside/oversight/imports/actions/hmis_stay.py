"""One household's stay in one project: people, household, case, facts, services, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.agency.access import actions as access
from alongside.agency.access.enums import CircleKind, GrantReason
from alongside.agency.organisation import queries as agency
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.ledger import Ledger, Taken
from alongside.oversight.imports.rules import hmis
from alongside.oversight.imports.rules.files import TableRow, day_of, required_day
from alongside.practice.assessments import actions as assessments
from alongside.practice.assessments.actions import NewFact
from alongside.practice.assessments.enums import SourceKind
from alongside.practice.assessments.models import Fact
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.actions import Service
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part
from alongside.record.cases.enums import ClosingReason, ParticipantRole
from alongside.record.cases.models import Case, Participant
from alongside.record.people import actions as people
from alongside.record.people.enums import BirthPrecision, HouseholdPart
from alongside.record.people.models import HouseholdMember, Person
from alongside.record.people.queries import near_matches
from alongside.record.people.rules.dates import birth_of
from alongside.record.people.rules.matching import Alike

NOT_STORED = lazy_("The social security number is not stored: there is no encryption for it yet.")
NOTHING_IN_IT = lazy_("The row holds no answer.")
CHANGED_SINCE = lazy_("This service has changed since. What was recorded does not change; amend it by hand.")
NOON = time(12)


@dataclass(frozen=True)
class Stay:
    """The rows of one household's stay in one project."""

    key: str
    enrollments: Sequence[TableRow]
    clients: Mapping[str, TableRow]
    children: Mapping[str, Mapping[str, Sequence[TableRow]]]
    programme_id: int | None
    team_id: int
    users: Mapping[str, str]

    def of(self, file: str) -> list[TableRow]:
        """The rows of ``file`` that belong to the stay."""
        found = self.children[file]
        return [row for enrollment in self.enrollments for row in found.get(enrollment["EnrollmentID"], ())]

    def every_row(self) -> list[TableRow]:
        """All rows that belong to the stay: enrolments and what hangs on them."""
        return [*self.enrollments, *(row for name in hmis.OF_ENROLLMENT for row in self.of(name))]


@dataclass
class Work:
    """What is gathered while one stay is brought in."""

    stay: Stay
    ledger: Ledger
    case: Case
    persons: dict[str, Person]
    by: Reader
    taken: list[Taken] = field(default_factory=list)
    facts: list[NewFact] = field(default_factory=list)

    def wanted(self, rows: Iterable[TableRow]) -> list[TableRow]:
        """The rows that are new or have changed; the others are noted as unchanged."""
        fresh = []
        for row in rows:
            if self.ledger.is_unchanged(row, _key(row)):
                self.ledger.unchanged(row, _key(row))
            else:
                fresh.append(row)
        return fresh

    def take(self, row: TableRow, kind: str, row_id: int | None = None, reason: str = "") -> None:
        """Note that the row was taken."""
        self.taken.append(Taken(row, _key(row), kind, row_id, reason))


def bring_in_stay(stay: Stay, ledger: Ledger, *, by: Reader) -> None:
    """Bring in one stay, or what has changed of it since the last run. Refused as a whole when it cannot be."""
    if stay.programme_id is None:
        raise Refused("import.hmis.project", _("Project.csv does not hold this enrolment's project."))
    unknown = [row for row in stay.enrollments if row["PersonalID"] not in stay.clients]
    if unknown:
        raise Refused("import.hmis.client", _("Client.csv does not hold the person of this enrolment."))
    known = ledger.row_id("Enrollment", stay.enrollments[0]["EnrollmentID"])
    case = Case.objects.filter(id=known).first() if known else None
    work = _open(stay, ledger, by=by) if case is None else _continue(stay, ledger, case, by=by)
    _facts(work)
    _services(work)
    _exits(work)
    assessments.add_facts(facts=work.facts, by=by)
    ledger.take(work.taken, by=by)


def _open(stay: Stay, ledger: Ledger, *, by: Reader) -> Work:
    today = clock.today()
    entries = {row["EnrollmentID"]: required_day(row, "EntryDate", today=today) for row in stay.enrollments}
    opened = min(entries.values())
    victim = agency.is_victim_service(stay.programme_id or 0)
    circle = access.open_circle(
        team_id=stay.team_id,
        kind=CircleKind.VICTIM_SERVICE if victim else CircleKind.ORDINARY,
        ground=GrantReason.IMPORT,
        why=str(_("Brought in from HMIS")),
        by=by,
    )
    taken: list[Taken] = []
    persons = {row["PersonalID"]: _person(stay, ledger, row, circle, taken, by=by) for row in stay.enrollments}
    heads = [row for row in stay.enrollments if row["RelationshipToHoH"] == "1"] or list(stay.enrollments)
    parts = [
        Part(
            persons[row["PersonalID"]].id,
            hmis.ROLES.get(row["RelationshipToHoH"], ParticipantRole.OTHER),
            focus=row is heads[0],
            from_on=entries[row["EnrollmentID"]],
        )
        for row in stay.enrollments
    ]
    case = cases.open_case(
        circle=circle,
        programme_id=stay.programme_id or 0,
        people=parts,
        opened_on=opened,
        why=str(_("Brought in from HMIS")),
        by=by,
    )
    _household(stay, circle, persons, heads[0], entries, by=by)
    work = Work(stay, ledger, case, persons, by, taken)
    for row in stay.enrollments:
        work.take(row, "case", case.id)
        work.facts += _facts_of(work, row, row["PersonalID"], entries[row["EnrollmentID"]])
    for person, row in {row["PersonalID"]: row for row in stay.enrollments}.items():
        if any(one.row is stay.clients[person] for one in taken):
            work.facts += _facts_of(work, stay.clients[person], person, entries[row["EnrollmentID"]])
    return work


def _continue(stay: Stay, ledger: Ledger, case: Case, *, by: Reader) -> Work:
    """Take up a stay that an earlier run brought in; people and dates that have changed are brought up to date."""
    numbers = {row["PersonalID"]: ledger.row_id("Client", row["PersonalID"]) for row in stay.enrollments}
    rows = Person.objects.in_bulk([number for number in numbers.values() if number])
    persons = {client: rows[number] for client, number in numbers.items() if number in rows}
    if len(persons) < len(numbers):
        raise Refused(
            "import.hmis.new_member", _("Somebody joined this household since. Add them to the case by hand.")
        )
    work = Work(stay, ledger, case, persons, by)
    for row in work.wanted(stay.enrollments):
        part = Participant.objects.filter(case=case, person=persons[row["PersonalID"]]).first()
        day = required_day(row, "EntryDate", today=clock.today())
        if part is not None and part.from_on != day and day >= case.opened_on:
            Participant.objects.filter(id=part.id).update(from_on=day, version=part.version + 1)
        _replace_facts(work, row, row["PersonalID"], day)
        work.take(row, "case", case.id)
    for client in dict.fromkeys(numbers):
        for row in work.wanted([stay.clients[client]]):
            work.taken.append(_renewed(persons[client], row, by=by))
    return work


def _person(stay: Stay, ledger: Ledger, enrollment: TableRow, circle: int, taken: list[Taken], *, by: Reader) -> Person:
    """The person of an enrolment: the one an earlier row became, else a new one after looking for near matches."""
    client = stay.clients[enrollment["PersonalID"]]
    number = ledger.row_id("Client", client["PersonalID"])
    if number is not None:
        access.add_subject(circle=circle, person_id=number, why=str(_("Same person in HMIS")), by=by)
        person = Person.objects.get(id=number)
        if ledger.is_unchanged(client, client["PersonalID"]):
            ledger.unchanged(client, client["PersonalID"])
        else:
            taken.append(_renewed(person, client, by=by))
        return person
    name = _name(client)
    birth, precision = _birth(client)
    found = near_matches(full_name=name, birth=birth_of(birth, precision), by=by)
    person = people.add_person(
        circle=circle,
        full_name=name,
        given=client["FirstName"],
        family=client["LastName"],
        born_on=birth,
        birth_precision=precision,
        sex=hmis.SEX.get(client["Sex"], ""),
        searched=found.receipt,
        by=by,
    )
    remarks = [str(NOT_STORED)] if client["SSN"] else []
    if any(match.alike == Alike.VERY for match in found.matches):
        remarks.append(_("Somebody very alike is in the record already; compare the two."))
    taken.append(Taken(client, client["PersonalID"], "person", person.id, " ".join(remarks)))
    ledger.promise(client, client["PersonalID"], person.id)
    return person


def _name(client: TableRow) -> str:
    parts = (client["FirstName"], client["MiddleName"], client["LastName"], client["NameSuffix"])
    return " ".join(part for part in parts if part) or str(_("Name not known"))


def _birth(client: TableRow) -> tuple[date | None, BirthPrecision]:
    day = day_of(client["DOB"])
    return day, hmis.BIRTH.get(client["DOBDataQuality"], BirthPrecision.ESTIMATED) if day else BirthPrecision.UNKNOWN


def _renewed(person: Person, client: TableRow, *, by: Reader) -> Taken:
    """Bring a person up to date with her changed row."""
    birth, precision = _birth(client)
    people.change_person(
        person=person,
        version=person.version,
        born_on=birth,
        birth_precision=precision,
        sex=hmis.SEX.get(client["Sex"], person.sex),
        by=by,
    )
    return Taken(client, client["PersonalID"], "person", person.id, str(NOT_STORED) if client["SSN"] else "")


def _household(
    stay: Stay,
    circle: int,
    persons: Mapping[str, Person],
    head: TableRow,
    entries: Mapping[str, date],
    *,
    by: Reader,
) -> None:
    label = _("Household of %(name)s") % {"name": persons[head["PersonalID"]].display_name}
    household = people.start_household(circle=circle, label=label, from_on=min(entries.values()), by=by)
    for row in stay.enrollments:
        people.join_household(
            household=household,
            person=persons[row["PersonalID"]],
            part=hmis.PARTS.get(row["RelationshipToHoH"], HouseholdPart.UNKNOWN),
            from_on=entries[row["EnrollmentID"]],
            by=by,
        )


def _facts(work: Work) -> None:
    for name in hmis.FACT_FILES:
        column = hmis.DAY_COLUMNS.get(name, "InformationDate")
        for row in work.wanted(work.stay.of(name)):
            day = required_day(row, column, today=clock.today())
            found = _replace_facts(work, row, row["PersonalID"], day)
            work.take(row, "fact", work.case.id, "" if found else str(NOTHING_IN_IT))


def _replace_facts(work: Work, row: TableRow, client: str, day: date) -> int:
    """Queue the facts of a row; those that an earlier run wrote from the same row are brought up to date instead."""
    new = _facts_of(work, row, client, day)
    if (row.file, _key(row)) not in work.ledger.known:
        work.facts += new
        return len(new)
    earlier = {fact.key: fact for fact in Fact.objects.filter(case=work.case, source_note__startswith=_mark(row))}
    for fact in new:
        held = earlier.get(fact.key)
        if held is None:
            work.facts.append(fact)
        elif (held.value, held.amount, held.on) != (fact.value, fact.amount, fact.on):
            Fact.objects.filter(id=held.id).update(
                value=fact.value, amount=fact.amount, on=fact.on, version=held.version + 1
            )
    return len(new)


def _mark(row: TableRow) -> str:
    return f"HMIS {row.file} {_key(row)}"


def _facts_of(work: Work, row: TableRow, client: str, day: date) -> list[NewFact]:
    recorder = work.stay.users.get(row["UserID"], "")
    note = f"{_mark(row)}, {recorder}" if recorder else _mark(row)
    return [
        NewFact(
            case=work.case,
            person_id=work.persons[client].id,
            domain=answer.domain,
            key=answer.key,
            label=answer.label,
            value=answer.value,
            amount=answer.amount,
            unit=answer.unit,
            on=day,
            source=SourceKind.IMPORT,
            source_note=note[:200],
            level=answer.level,
        )
        for answer in hmis.answers(row)
    ]


def _services(work: Work) -> None:
    """Services and current living situations become contacts; each is written once and never again."""
    fresh = [
        (row, required_day(row, "DateProvided", today=clock.today()), hmis.service_words(row))
        for row in work.wanted(work.stay.of("Services"))
    ]
    fresh += [
        (row, required_day(row, "InformationDate", today=clock.today()), hmis.situation_words(row))
        for row in work.wanted(work.stay.of("CurrentLivingSituation"))
    ]
    changed = [row for row, _day, _words in fresh if (row.file, _key(row)) in work.ledger.known]
    for row in changed:
        work.ledger.refused(
            row, _("This service has changed since. What was recorded does not change; amend it by hand."), _key(row)
        )
    fresh = [one for one in fresh if one[0] not in changed]
    if not fresh:
        return
    rows = contacts.record_service(
        case=work.case,
        services=[Service(_noon(day), words, [work.persons[row["PersonalID"]].id]) for row, day, words in fresh],
        source=str(_("HMIS export")),
        by=work.by,
    )
    for (row, _day, _words), contact in zip(fresh, rows, strict=True):
        work.take(row, "contact", contact.id)
    last = max(_noon(day) for _row, day, _words in fresh)
    Case.objects.filter(id=work.case.id).exclude(last_contact_at__gte=last).update(last_contact_at=last)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))


def _exits(work: Work) -> None:
    """End each person's part on her exit; when everybody has left, close the case with the destination."""
    rows = work.stay.of("Exit")
    fresh = work.wanted(rows)
    persons = {row["EnrollmentID"]: work.persons[row["PersonalID"]] for row in work.stay.enrollments}
    entries = {row["EnrollmentID"]: day_of(row["EntryDate"]) for row in work.stay.enrollments}
    days: list[date] = []
    for row in rows:
        day = required_day(row, "ExitDate", today=clock.today())
        entry = entries[row["EnrollmentID"]]
        if entry and day < entry:
            raise Refused("import.hmis.exit", _("This person left before they came: check EntryDate and ExitDate."))
        days.append(day)
        if row in fresh:
            person = persons[row["EnrollmentID"]]
            Participant.objects.filter(case=work.case, person=person).update(until_on=day)
            HouseholdMember.objects.filter(circle_id=work.case.circle_id, person=person).update(until_on=day)
            work.take(row, "closing", work.case.id)
    work.case.refresh_from_db()
    if fresh and len(rows) == len(work.stay.enrollments) and work.case.closed_on is None:
        _close(work, rows, max(days))


def _close(work: Work, rows: Sequence[TableRow], day: date) -> None:
    destination = hmis.code("Destination", rows[0]["Destination"]) if rows[0]["Destination"] else ""
    summary = _("Closed in HMIS on %(day)s. Destination: %(where)s.") % {
        "day": day.isoformat(),
        "where": rows[0]["OtherDestination"] or destination or _("not recorded"),
    }
    closing = cases.write_closing(
        case=work.case,
        reasons=[ClosingReason.OTHER],
        reason_words=str(_("Closed in the system that it came from")),
        planned=False,
        destination=destination[:200],
        summary=summary,
        by=work.by,
    )
    protocol = agency.rules_of(work.case.protocol_id)
    cases.close(case=work.case, closing=closing, met=[line.key for line in protocol.closing], on=day, by=work.by)


def _key(row: TableRow) -> str:
    return row[hmis.KEYS[row.file]] or str(row.number)
