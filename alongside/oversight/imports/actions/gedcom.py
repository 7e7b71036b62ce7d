"""A family file comes into one case: each individual a person of its circle, each family the relationships it tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.enums import CircleKind, GrantReason
from alongside.agency.access.models import CircleSubject
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.agency.organisation.queries import ProgrammeLine
from alongside.ground.familymap.gedcom.document import Document, Individual
from alongside.ground.familymap.gedcom.reader import read_gedcom
from alongside.ground.familymap.reading import NotReadable
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.ledger import Known, Ledger, Taken
from alongside.oversight.imports.models import ImportRun
from alongside.oversight.imports.queries import disposed_of
from alongside.oversight.imports.rules.files import TableRow
from alongside.oversight.imports.rules.gedcom import (
    LONGEST_KEY,
    Wanted,
    birth_in,
    couple_row,
    death_in,
    person_row,
    relations_in,
)
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Case, Participant
from alongside.record.people import actions as people
from alongside.record.people.actions import NewName, NewRelation
from alongside.record.people.models import Person, Relationship
from alongside.record.people.queries import inverse
from alongside.record.people.queries.finding import NearMatches
from alongside.record.people.queries.merging import standing_ids
from alongside.record.people.queries.surely import Described, very_alike
from alongside.record.people.rules.dates import birth_of, stored_birth

SYSTEM = "gedcom"
AT_ONCE = 50

Progress = Callable[[int, int], None]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Where:
    """Into which case a file goes: one that is there (``case``, its outside name or number), or a new one.

    ``person`` is the number in the file of whom the case is about (for a new case the first person when empty). A new
    case is opened under the programme with the code ``programme`` (empty: the first in which the worker's team works).
    """

    case: str = ""
    person: str = ""
    programme: str = ""


@dataclass
class Bringing:
    """One file on its way in. ``decided`` are individuals of whom is known who they are, with remarks.

    ``added`` is the number of the person who was added when the case was opened.
    """

    file: str
    document: Document
    by: Reader
    say: Say
    progress: Progress
    ledger: Ledger = field(default_factory=lambda: Ledger(SYSTEM))
    circle: int = 0
    persons: dict[str, Person] = field(default_factory=dict)
    decided: dict[str, tuple[Person, list[str]]] = field(default_factory=dict)
    added: int = 0

    @property
    def source(self) -> str:
        """Where relationships come from, as they say it."""
        return _("Family file %(file)s") % {"file": self.file}


@transaction.atomic
def import_gedcom(
    *,
    path: Path,
    where: Where,
    dry_run: bool = False,
    progress: Progress = lambda done, all_of_them: None,
    say: Say = lambda words: None,
    by: Reader,
) -> Ledger:
    """Bring the family file ``path`` into one case; returns the ledger, a line for each individual and each family.

    Whoever takes part in the case already and is surely the same is taken to be so; others who look like somebody in
    the record come in with a remark. Everybody becomes a subject of the case's circle; a new case has one participant,
    whom it is about. Bringing the file in again changes nothing that is the same. ``dry_run`` does it all and takes it
    back. ``say`` tells what was decided on the way.

    Refused when the file holds no family, when the case is not to be found, or when the worker may not keep people.
    """
    document = _read(path)
    bringing = Bringing(path.name[:80], document, by, say, progress)
    run = ImportRun.objects.create(actor_id=by.actor_id, system=SYSTEM, source=bringing.file, dry_run=dry_run)
    _bring(bringing, where)
    counts = dict(bringing.ledger.counts)
    ImportRun.objects.filter(id=run.id).update(finished_at=clock.now(), counts=counts)
    if dry_run:
        transaction.set_rollback(True)
    return bringing.ledger


def _read(path: Path) -> Document:
    try:
        return read_gedcom(path.read_bytes())
    except OSError as error:
        message = _("%(path)s cannot be read: %(why)s.") % {"path": path.name, "why": error.strerror or error}
        raise Refused("import.gedcom.file", message) from None
    except NotReadable as refusal:
        raise Refused("import.gedcom.file", str(refusal)) from None


def _bring(bringing: Bringing, where: Where) -> None:
    """Find or open the case, then bring people in, then how they are related."""
    root = _root(bringing.document, where)
    case = _case_there(bringing, where, root) or _open(bringing, where, root)
    bringing.circle = case.circle_id
    bringing.ledger = Ledger(f"{SYSTEM}:{case.public_id}")
    bringing.ledger.recall(bringing.by)
    _recall_people(bringing)
    everybody = list(bringing.document.people.values())
    for start in range(0, len(everybody), AT_ONCE):
        _people(bringing, everybody[start : start + AT_ONCE])
        bringing.progress(min(start + AT_ONCE, len(everybody)), len(everybody))
    for couple in bringing.document.couples.values():
        row = couple_row(bringing.file, bringing.document, couple)
        _family(bringing, row, couple.xref, relations_in(bringing.document, couple))


def _case_there(bringing: Bringing, where: Where, root: Individual) -> Case | None:
    """The case that is named, or that an earlier run opened for this file; whom it is about is who was named."""
    if not where.case:
        bringing.ledger.recall(bringing.by)
        for day in disposed_of(SYSTEM, bringing.file, [_case_key(root)]).values():
            words = _("The case that came of this file was disposed of here on %(day)s. Give the file a new name.")
            raise Refused("import.gedcom.disposed", words % {"day": day.isoformat()})
        known = bringing.ledger.row_id(bringing.file, _case_key(root))
        return Case.objects.filter(id=known).first() if known else None
    case = _case(where.case)
    if where.person:
        focus = Participant.objects.filter(case=case, focus=True, until_on=None).select_related("person").first()
        if focus is None:
            raise Refused("import.gedcom.focus", _("This case is about nobody yet. Leave --person out."))
        words = _("Taken to be %(name)s, whom the case is about, as you said.")
        bringing.decided[root.xref] = focus.person, [words % {"name": focus.person.display_name}]
    return case


def _root(document: Document, where: Where) -> Individual:
    root = document.named(where.person) if where.person else next(iter(document.people.values()))
    if root is None:
        message = _("Nobody in the file has the number %(person)s. The first is %(first)s.")
        first = next(iter(document.people.values()))
        raise Refused("import.gedcom.person", message % {"person": where.person[:60], "first": first.xref})
    return root


def _case_key(root: Individual) -> str:
    return f"case:{root.xref} {root.name}"[:LONGEST_KEY]


def _case(name: str) -> Case:
    """The case with this number, or with this outside name."""
    wanted = Q(number=name.strip())
    plain = name.strip().replace("-", "").lower()
    if len(plain) == 32 and all(letter in "0123456789abcdef" for letter in plain):
        wanted |= Q(public_id=plain)
    found = Case.objects.filter(wanted).first()
    if found is None:
        message = _("There is no case %(case)s that you may see. Give its number, or what stands in its address.")
        raise Refused("import.gedcom.case", message % {"case": name[:60]})
    return found


def _open(bringing: Bringing, where: Where, root: Individual) -> Case:
    """A new case about ``root``, remembered so that bringing the file in again finds it."""
    by = bringing.by
    programme, team = _programme(where.programme, by)
    kind = CircleKind.VICTIM_SERVICE if programme.kind == ProgrammeKind.VICTIM_SERVICE else CircleKind.ORDINARY
    why = _("Brought in from %(source)s") % {"source": bringing.file}
    circle = access.open_circle(team_id=team, kind=kind, ground=GrantReason.IMPORT, why=why, by=by)
    person, remarks = _new_person(root, very_alike([_described(root)], by=by)[0], circle, by)
    bringing.decided[root.xref], bringing.added = (person, remarks), person.id
    case = cases.open_case(
        circle=circle,
        programme_id=programme.id,
        people=[Part(person.id, ParticipantRole.PERSON, focus=True)],
        worker_id=by.worker_id,
        family=len(bringing.document.people) > 1,
        why=why,
        by=by,
    )
    bringing.ledger.take([Taken(TableRow(bringing.file, root.line, {}), _case_key(root), "case", case.id)], by=by)
    told = {"name": person.display_name, "programme": programme.name, "number": case.number}
    bringing.say(_("Opened case %(number)s about %(name)s in %(programme)s.") % told)
    return case


def _programme(code: str, by: Reader) -> tuple[ProgrammeLine, int]:
    """The programme that is named, else the first ordinary one, in which a team of the worker works."""
    mine = [(one, team) for one in organisation.programmes() for team in one.team_ids if team in by.teams]
    for one, team in mine:
        if one.code == code or (not code and one.kind == ProgrammeKind.ORDINARY):
            return one, team
    codes = ", ".join(dict.fromkeys(one.code for one, _team in mine))
    message = _("Say with --programme in which programme the case is opened. Your team works in: %(codes)s.")
    raise Refused("import.gedcom.programme", message % {"codes": codes or _("none")})


def _recall_people(bringing: Bringing) -> None:
    """The persons whom earlier runs made of this file; whoever was merged since is the person whom she became."""
    known = {key: one for (file, key), one in bringing.ledger.known.items() if file == bringing.file and one.row_id}
    numbers = {key: one.row_id for key, one in known.items() if key in bringing.document.people and one.row_id}
    stands = standing_ids(numbers.values())
    rows = Person.objects.in_bulk(list(stands.values()))
    for key, number in numbers.items():
        if stands.get(number) in rows:
            bringing.persons[key] = rows[stands[number]]


def _people(bringing: Bringing, batch: Sequence[Individual]) -> None:
    """Bring some individuals in: known ones stay or change, new ones are looked for, then added."""
    fresh: list[Individual] = []
    for one in batch:
        row = person_row(bringing.file, one)
        if one.xref not in bringing.persons:
            fresh.append(one)
        elif bringing.ledger.is_unchanged(row, one.xref):
            bringing.ledger.unchanged(row, one.xref)
        else:
            _try(bringing, row, one.xref, lambda one=one, row=row: _renew(bringing, one, row))  # type: ignore[misc]
    found = very_alike([_described(one) for one in fresh], by=bringing.by) if fresh else []
    here = set(CircleSubject.objects.filter(circle_id=bringing.circle).values_list("person_id", flat=True))
    here -= {person.id for person in bringing.persons.values()}
    gone = disposed_of(bringing.ledger.system, bringing.file, [one.xref for one in fresh])
    for one, matches in zip(fresh, found, strict=True):
        row = person_row(bringing.file, one)
        if one.xref in gone:
            words = _("This record was disposed of here on %(day)s. Give whoever comes anew a new number.")
            bringing.ledger.refused(row, words % {"day": gone[one.xref].isoformat()}, one.xref)
            continue
        _try(bringing, row, one.xref, lambda o=one, r=row, m=matches: _add(bringing, o, r, m, here))  # type: ignore[misc]


def _try(bringing: Bringing, row: TableRow, key: str, act: Callable[[], None]) -> None:
    """Do it, or refuse the row with the reason; a refusal leaves nothing behind."""
    try:
        with transaction.atomic():
            act()
    except (Refused, DatabaseError) as refusal:
        bringing.persons.pop(key, None)
        reason = str(refusal.message) if isinstance(refusal, Refused) else _("The database refused this row.")
        bringing.ledger.refused(row, reason, key)


def _described(one: Individual) -> Described:
    birth, _remark = birth_in(one, clock.today())
    return Described(_name_of(one), one.given, one.surname, one.nickname, birth)


def _name_of(one: Individual) -> str:
    return (one.name or one.nickname or str(_("Name not known")))[:250]


def _add(bringing: Bringing, one: Individual, row: TableRow, found: NearMatches, here: set[int]) -> None:
    """A new person; or one of this circle who was said to be, or surely is, the same."""
    same = _the_same(one, found, here)
    if one.xref in bringing.decided:
        person, remarks = bringing.decided[one.xref]
        if person.id != bringing.added:
            bringing.ledger.known[row.file, one.xref] = Known("", person.id)
    elif same is not None:
        person = same
        bringing.ledger.known[row.file, one.xref] = Known("", person.id)
        remarks = [_("Taken to be %(name)s, who is in this case already.") % {"name": person.display_name}]
    else:
        person, remarks = _new_person(one, found, bringing.circle, bringing.by)
    here.discard(person.id)
    bringing.persons[one.xref] = person
    bringing.ledger.take([Taken(row, one.xref, "person", person.id, " ".join(remarks))], by=bringing.by)


def _the_same(one: Individual, found: NearMatches, here: set[int]) -> Person | None:
    """The only person of this circle with this name and this full day of birth, as far as anybody can be sure."""
    birth, _remark = birth_in(one, clock.today())
    alike = [match.person_id for match in found.matches if match.person_id in here]
    if birth.on is None or len(alike) != 1:
        return None
    person = Person.objects.get(id=alike[0])
    return person if birth_of(person.born_on, person.birth_precision) == birth else None


def _new_person(one: Individual, found: NearMatches, circle: int, by: Reader) -> tuple[Person, list[str]]:
    birth, no_birth = birth_in(one, clock.today())
    died_on, no_death = death_in(one)
    born_on, precision = stored_birth(birth)
    person = people.add_person(
        circle=circle,
        full_name=_name_of(one),
        given=one.given[:120],
        family=one.surname[:120],
        preferred=one.nickname,
        other_names=[NewName(name[:250]) for name in one.other_names],
        born_on=born_on,
        birth_precision=precision,
        died_on=died_on,
        sex="" if one.sex == "u" else one.sex,
        searched=found.receipt,
        by=by,
    )
    remarks = [no_birth, no_death]
    if one.restricted:
        remarks.append(_("The file marks this person as “%(words)s”.") % {"words": one.restricted})
    if found.matches:
        remarks.append(_("Somebody very alike is in the record already; compare the two."))
    return person, [remark for remark in remarks if remark]


def _renew(bringing: Bringing, one: Individual, row: TableRow) -> None:
    """Bring a person up to date with what the file says now; names are not changed by a file."""
    person = bringing.persons[one.xref]
    birth, no_birth = birth_in(one, clock.today())
    died_on, no_death = death_in(one)
    born_on, precision = stored_birth(birth)
    facts: dict[str, object] = {"sex": one.sex} if one.sex != "u" else {}
    if born_on:
        facts |= {"born_on": born_on, "birth_precision": precision}
    if died_on:
        facts["died_on"] = died_on
    if facts:
        bringing.persons[one.xref] = people.change_person(
            person=person, version=person.version, by=bringing.by, **facts
        )
    remarks = [no_birth, no_death, _("Names are not changed by a file; change them by hand where it is right.")]
    bringing.ledger.take(
        [Taken(row, one.xref, "person", person.id, " ".join(one for one in remarks if one))], by=bringing.by
    )


def _family(bringing: Bringing, row: TableRow, key: str, wanted: Sequence[Wanted]) -> None:
    """The relationships of one family, or none of them with the reason."""
    if bringing.ledger.is_unchanged(row, key):
        bringing.ledger.unchanged(row, key)
        return
    absent = [name for one in wanted for name in (one.person, one.other) if name not in bringing.persons]
    if absent:
        words = _("%(person)s was not brought in, so nobody is related to them.") % {"person": absent[0]}
        bringing.ledger.refused(row, words, key)
        return
    _try(bringing, row, key, lambda: _relate(bringing, row, key, wanted))


def _relate(bringing: Bringing, row: TableRow, key: str, wanted: Sequence[Wanted]) -> None:
    written = _written(bringing, wanted)
    new = [one for one in wanted if not _is_written(bringing, one, written)]
    rows = people.relate_many(
        relations=[
            NewRelation(
                circle=bringing.circle,
                person=bringing.persons[one.person],
                other=bringing.persons[one.other],
                kind=one.kind,
                from_on=one.from_on,
                until_on=one.until_on,
                ending=one.ending,
                source=f"{bringing.source}, {key}{': ' if one.words else ''}{one.words}",
            )
            for one in new
        ],
        by=bringing.by,
    )
    remarks = []
    if not wanted:
        remarks.append(_("Says nothing about how two people are related."))
    elif len(new) < len(wanted):
        remarks.append(_("%(count)d of these were written down already.") % {"count": len(wanted) - len(new)})
    if (row.file, key) in bringing.ledger.known:
        remarks.append(_("What the file no longer says stays as it is; end it by hand where it is over."))
    first = rows[0].id if rows else None
    bringing.ledger.take([Taken(row, key, "relationship", first, " ".join(remarks))], by=bringing.by)


def _written(bringing: Bringing, wanted: Sequence[Wanted]) -> set[tuple[int, int, str, object]]:
    """What the circle holds about these people: pair, kind and end, read from both sides."""
    numbers = [bringing.persons[name].id for one in wanted for name in (one.person, one.other)]
    held = Relationship.objects.filter(circle_id=bringing.circle, person_id__in=numbers, other_id__in=numbers)
    found: set[tuple[int, int, str, object]] = set()
    for person, other, kind, until in held.values_list("person_id", "other_id", "kind", "until_on"):
        found |= {(person, other, kind, until), (other, person, inverse(kind), until)}
    return found


def _is_written(bringing: Bringing, one: Wanted, written: set[tuple[int, int, str, object]]) -> bool:
    person, other = bringing.persons[one.person].id, bringing.persons[one.other].id
    return (person, other, str(one.kind.value), one.until_on) in written
