"""What is kept about a person is gathered from all her cases, as passages, with what a machine suggests.

The record is open to whoever gathers for this one transaction only. Every row is noted as read, with the request as
its ground.
"""

from __future__ import annotations

import hashlib
import uuid
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleSubject
from alongside.agency.keys.actions import encrypt_with_key
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.models import Programme, Team
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.encryption import Place
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.queries.whole_case import whole_case
from alongside.oversight.requests.actions.deciding import make_anew
from alongside.oversight.requests.actions.taking import keep, opening
from alongside.oversight.requests.enums import Proposal, Worry
from alongside.oversight.requests.models import RequestedPassage
from alongside.oversight.requests.queries.listing import request_row
from alongside.oversight.requests.queries.passages import PASSAGES
from alongside.oversight.requests.rules.files import MOST_READ
from alongside.oversight.requests.rules.passages import Draft, files, files_waiting, passages
from alongside.oversight.requests.rules.states import may
from alongside.oversight.requests.rules.suggesting import Finder, Known
from alongside.record.cases.models import Case
from alongside.record.intakes.models import Intake
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import ContactPoint, Person, PersonName
from alongside.record.people.queries.kept import values_of


@transaction.atomic
def gather_record(*, request: UUID, by: Reader) -> int:
    """Gather what is kept about the person of a request; what was gathered before stays as it is. Returns how many.

    Refused: before it is known who asks, and for a conflict of interest. Notes of counselling, sealed circles and
    victim services are not gathered, nor files that are not checked yet: gather again when they are. From then on the
    passages, and nothing else, are open to ``by`` for two weeks. A copy that was made is an old one then.
    """
    row = request_row(request, lock=True)
    require(may("gather", row.state))
    circles = opening("open_gathering", row)
    person = Person.objects.filter(id=row.person_id or 0).first()
    if person is None:
        words = _("This entry was joined with another. Take the request down again for that one.")
        raise Refused("request.joined", words)
    known = set(RequestedPassage.objects.filter(request=row).values_list("section", "source"))
    place = RequestedPassage.objects.filter(request=row).aggregate(last=Max("place"))["last"] or 0
    cases = Case.objects.filter(circle_id__in=circles).order_by("opened_on", "id")
    found: list[RequestedPassage] = []
    row.files_waiting = 0
    for case in cases:
        finder = finder_of(person.id, case.circle_id)
        content = whole_case(case.public_id, why=row.number, by=by).content
        row.files_waiting += files_waiting(content)
        whose = {"person": str(person.public_id), "asker": row.asker}
        for draft in (*passages(content, **whose), *files(content, **whose)):
            if (draft.section, UUID(draft.source)) not in known:
                known.add((draft.section, UUID(draft.source)))
                one = _passage(case, draft, finder, by)
                one.request, one.place = row, place + len(found) + 1
                found.append(one)
    RequestedPassage.objects.bulk_create(found)
    make_anew(row)
    row.gathered_at = clock.now()
    keep(row, "gather", "gathered_at", "files_waiting")
    opening("close_gathering", row)
    return len(found)


def _passage(case: Case, draft: Draft, finder: Finder, by: Reader) -> RequestedPassage:
    """One passage, encrypted, with its suggestions; whoever is named in it, somebody looks first."""
    name = uuid.uuid4()
    places = finder.found(draft.text[:MOST_READ])
    spans = [{"from": one.begin, "to": one.end, "kind": str(one.kind), "held": True} for one in places]
    worry = draft.worry or (Worry.SUGGESTED if spans else Worry.NONE)
    return RequestedPassage(
        public_id=name,
        circle_id=case.circle_id,
        case=case,
        level=draft.level,
        section=draft.section,
        source=UUID(draft.source),
        text=encrypt_with_key(
            circle=case.circle_id, place=Place(PASSAGES, "text", str(name)), text=draft.text or "–", by=by
        ),
        digest=hashlib.sha256(f"{name}{draft.text}".encode()).hexdigest(),
        file_kind=draft.kind,
        file_size=len(draft.content),
        file_digest=hashlib.sha256(draft.content).hexdigest() if draft.kind else "",
        spans=spans,
        proposal=Proposal.HOLD if worry else Proposal.GIVE,
        worry=worry,
    )


def finder_of(person_id: int, circle: int) -> Finder:
    """What to look for in the passages of a circle: everybody whom it concerns, who called, and our own workers."""
    ids = set(CircleSubject.objects.filter(circle_id=circle).values_list("person_id", flat=True))
    people = {one.id: one for one in Person.objects.filter(id__in=ids)}
    names: dict[int, list[str]] = {number: [one.display_name] for number, one in people.items()}
    for name in PersonName.objects.filter(person_id__in=ids):
        names.setdefault(name.person_id, []).extend([name.full, f"{name.given} {name.family}"])
    points = list(ContactPoint.objects.filter(person_id__in=ids))
    values = values_of(points)
    reached = {
        (number, kind): [values[one.id] for one in points if one.person_id == number and one.kind == kind]
        for number in people
        for kind in ContactPointKind.values
    }

    def known(number: int) -> Known:
        born = people[number].born_on
        return Known(
            names[number],
            [*reached[number, ContactPointKind.PHONE]],
            [*reached[number, ContactPointKind.EMAIL]],
            [*reached[number, ContactPointKind.ADDRESS], *reached[number, ContactPointKind.OTHER]],
            [born] if born else [],
        )

    others = [known(number) for number in people if number != person_id]
    return Finder(known(person_id), [*others, *_callers(circle), *_workers()], _ours())


def _callers(circle: int) -> list[Known]:
    """Who rang for somebody else: who tells us something in confidence is not named without a look."""
    rows = Intake.objects.filter(circle_id=circle).exclude(caller="self").values_list("caller_name", "caller_phone")
    return [Known([name] if name else [], [phone] if phone else []) for name, phone in rows]


def _workers() -> list[Known]:
    """Numbers and mail addresses of workers; their names stand in the record as part of their work."""
    rows = Worker.objects.values_list("phone", "email")
    return [Known((), [phone] if phone else [], [mail] if mail else []) for phone, mail in rows]


def _ours() -> list[str]:
    """Names that stand in the record as part of the work: of workers, teams, programmes and the agency."""
    agency = organisation.the_agency()
    teams = [str(name) for name in Team.objects.values_list("name", flat=True)]
    programmes = [str(name) for name in Programme.objects.values_list("name", flat=True)]
    return [agency.name, *teams, *programmes, *Worker.objects.values_list("name", flat=True)]


def open_passages_again(*, request: UUID, by: Reader) -> None:
    """Open what was gathered for a request again, to another officer or after its time; recorded as a grant."""
    opening("open_passages", request_row(request))
