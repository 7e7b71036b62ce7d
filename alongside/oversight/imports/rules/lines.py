"""What one row of a spreadsheet says, tried before anything is written. Every fault of a row is told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from alongside.agency.organisation.queries import ProgrammeLine
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.text import fold
from alongside.oversight.imports.rules.columns import DAYS, LABELS
from alongside.oversight.imports.rules.days import birth_from, day_of, moment_from
from alongside.practice.contacts.enums import ContactMode
from alongside.record.people.enums import BirthPrecision, ContactPointKind, HouseholdPart, RelationshipKind
from alongside.record.people.rules.contact import unreadable
from alongside.record.people.rules.dates import Birth, birth_of, check_dates

LONGEST_NAME, LONGEST_PART, LONGEST_KEY, LONGEST_VALUE = 250, 120, 100, 500
SEX = {
    **dict.fromkeys(("m", "male", "man", "boy"), "m"),
    **dict.fromkeys(("f", "female", "woman", "girl", "w"), "f"),
    **dict.fromkeys(("x", "other", "diverse", "intersex", "d"), "x"),
    **dict.fromkeys(("u", "unknown", "not known", "n a", "na"), "u"),
}
P, R = HouseholdPart, RelationshipKind
TO_HEAD: dict[str, tuple[HouseholdPart, RelationshipKind | None]] = {
    **dict.fromkeys(("head", "self", "head of household", "hoh", "main"), (P.HEAD, None)),
    **dict.fromkeys(("spouse", "wife", "husband"), (P.PARTNER, R.SPOUSE)),
    "partner": (P.PARTNER, R.PARTNER),
    **dict.fromkeys(("child", "son", "daughter"), (P.CHILD, R.CHILD)),
    **dict.fromkeys(("step child", "stepchild", "stepson", "stepdaughter"), (P.CHILD, R.STEP_CHILD)),
    **dict.fromkeys(("foster child", "fostered"), (P.CHILD, R.FOSTER_CHILD)),
    **dict.fromkeys(("parent", "mother", "father"), (P.PARENT, R.PARENT)),
    **dict.fromkeys(("sibling", "brother", "sister"), (P.RELATIVE, R.SIBLING)),
    **dict.fromkeys(("grandparent", "grandmother", "grandfather"), (P.RELATIVE, R.GRANDPARENT)),
    **dict.fromkeys(("grandchild", "grandson", "granddaughter"), (P.RELATIVE, R.GRANDCHILD)),
    **dict.fromkeys(("relative", "other relative", "family", "cousin", "aunt", "uncle", "nephew", "niece"),
                    (P.RELATIVE, R.RELATIVE)),
    **dict.fromkeys(("other", "not related", "friend", "lodger", "flatmate"), (P.OTHER, None)),
    **dict.fromkeys(("", "unknown", "not known"), (P.UNKNOWN, None)),
}  # fmt: skip
"""How people write how somebody stands to the head of a household: her part in it, and what she is of the head."""

MODES = {
    **{mode.value: mode for mode in ContactMode},
    **dict.fromkeys(("home visit", "visited", "outreach"), ContactMode.VISIT),
    **dict.fromkeys(("at our office", "office visit", "drop in", "in person", "face to face"), ContactMode.OFFICE),
    **dict.fromkeys(("phone", "phone call", "telephone", "called", "video"), ContactMode.CALL),
    **dict.fromkeys(("sms", "text message", "message", "chat"), ContactMode.TEXT),
    **dict.fromkeys(("conference", "group"), ContactMode.MEETING),
    **dict.fromkeys(("email", "e mail", "mail", "post"), ContactMode.LETTER),
    **dict.fromkeys(("", "service given", "other"), ContactMode.SERVICE),
    **dict.fromkeys(("no show", "did not come", "did not attend", "cancelled"), ContactMode.MISSED),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What rows are read by: the order of dates, the programmes by key and name, the workers, the importer's teams."""

    today: date
    order: str = ""
    programmes: Mapping[str, ProgrammeLine] = field(default_factory=dict)
    workers: Mapping[str, int | None] = field(default_factory=dict)
    teams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A row about a person. ``columns`` holds a short digest of every filled column, ``digest`` one of all of them."""

    number: int
    key: str
    full_name: str
    given: str
    family: str
    preferred: str
    born_on: date | None
    precision: BirthPrecision
    sex: str
    gender: str
    points: tuple[tuple[ContactPointKind, str], ...]
    languages: tuple[str, ...]
    household: str
    part: HouseholdPart
    relation: RelationshipKind | None
    programme: ProgrammeLine | None
    team_id: int
    opened_on: date | None
    closed_on: date | None
    worker_id: int | None
    columns: Mapping[str, str]
    digest: str

    @property
    def birth(self) -> Birth:
        """The birth as exactly as it is known."""
        return birth_of(self.born_on, self.precision)

    @property
    def phone(self) -> str:
        """The phone number, or nothing."""
        return next((value for kind, value in self.points if kind == ContactPointKind.PHONE), "")

    @property
    def home(self) -> str:
        """What keeps rows together: the household, or the person alone."""
        return f"h:{self.household}" if self.household else f"p:{self.key}"


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A row about a relationship: the first is ``kind`` of the other."""

    number: int
    person: str
    other: str
    kind: RelationshipKind
    from_on: date | None
    until_on: date | None
    digest: str

    @property
    def key(self) -> str:
        """By which a later run knows it again."""
        return f"{self.person}|{self.kind}|{self.other}"[:120]


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A row about something that happened with a person."""

    number: int
    person: str
    at: datetime
    mode: ContactMode
    note: str
    digest: str


class Faults:
    """Gathers what is wrong with a row, column by column, and says it all at once."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.found: list[str] = []
        self.titles = titles

    @contextmanager
    def of(self, column: str) -> Iterator[None]:
        """Whatever is refused inside is a fault of ``column``."""
        try:
            yield
        except Refused as refusal:
            self.add(column, str(refusal.message))

    def add(self, column: str, words: str) -> None:
        """Note a fault, under the name that the column has in the file, or that people read when it is not in it."""
        self.found.append(f"{self.titles.get(column) or LABELS.get(column, column)}: {words}")

    def tell(self) -> None:
        """Refuse the row when anything is wrong with it."""
        if self.found:
            raise Refused("import.row", " ".join(self.found)[:600])


def digest_of(values: Mapping[str, str]) -> str:
    """Changes when any value changes; empty columns do not count."""
    text = "\x1f".join(f"{name}={value}" for name, value in sorted(values.items()) if value)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def read_person(
    number: int, values: Mapping[str, str], setting: Setting, titles: Mapping[str, str] | None = None
) -> PersonLine:
    """What a row about a person says. Refused with everything that is wrong, column by column.

    ``titles`` are the names that our columns have in the file.
    """
    faults = Faults(titles or {})
    plain = {name: " ".join(value.split()) for name, value in values.items() if value.strip()}
    given, family, preferred = (plain.get(name, "") for name in ("given_name", "family_name", "preferred_name"))
    full = plain.get("full_name") or " ".join(filter(None, (given, family))) or preferred
    _lengths(plain, full, faults)
    born_on, precision = _birth(plain, setting, faults)
    sex = _sex(plain.get("sex", ""), faults)
    part, relation = _part(plain.get("relation_to_head", ""), plain.get("household_id", ""), faults)
    programme, team_id = _programme(plain.get("case_programme", ""), setting, faults)
    opened_on, closed_on = _case_days(plain, setting, faults)
    faults.tell()
    digests = _canonical(plain, born_on, precision, opened_on, closed_on)
    return PersonLine(
        number=number,
        key=plain.get("id", "") or f"row:{digest_of(digests)[:32]}",
        full_name=full,
        given=given,
        family=family,
        preferred=preferred if preferred != full else "",
        born_on=born_on,
        precision=precision,
        sex=sex,
        gender=plain.get("gender", "")[:120],
        points=_points(plain),
        languages=tuple(word for part_ in _parted(plain.get("language", "")) if (word := part_.strip())),
        household=plain.get("household_id", ""),
        part=part,
        relation=relation,
        programme=programme,
        team_id=team_id,
        opened_on=opened_on,
        closed_on=closed_on,
        worker_id=setting.workers.get(fold(plain.get("worker", ""))) if programme else None,
        columns={name: digest_of({name: value})[:10] for name, value in digests.items()},
        digest=digest_of(digests),
    )


def _lengths(plain: Mapping[str, str], full: str, faults: Faults) -> None:
    if not full:
        faults.add("family_name", _("Write a name, as far as it is known."))
    limits = {"given_name": LONGEST_PART, "family_name": LONGEST_PART, "preferred_name": LONGEST_PART}
    limits |= {"id": LONGEST_KEY, "household_id": LONGEST_KEY, "full_name": LONGEST_NAME}
    for name, value in plain.items():
        most = limits.get(name, LONGEST_VALUE)
        if len(value) > most:
            message = _("This is longer than %(most)d letters. Shorten it.")
            faults.add(name, message % {"most": most})
    for kind, value in _points(plain):
        if reason := unreadable(kind, value):
            faults.add(kind.value, reason)


def _points(plain: Mapping[str, str]) -> tuple[tuple[ContactPointKind, str], ...]:
    return tuple((kind, plain[kind.value]) for kind in ContactPointKind if kind.value in plain)


def _birth(plain: Mapping[str, str], setting: Setting, faults: Faults) -> tuple[date | None, BirthPrecision]:
    try:
        born_on, precision = birth_from(plain.get("birth_date", ""), setting.order)
    except Refused as refusal:
        faults.add("birth_date", str(refusal.message))
        return None, BirthPrecision.UNKNOWN
    decision = check_dates(birth_of(born_on, precision), None, today=setting.today)
    if not decision:
        faults.add("birth_date", str(decision.reason))
    return born_on, precision


def _sex(text: str, faults: Faults) -> str:
    known = SEX.get(fold(text), "") if text else ""
    if text and not known:
        message = _("“%(text)s” is not known here. Write f, m, x or u; put other words in the column gender.")
        faults.add("sex", message % {"text": text[:40]})
    return known


def _part(text: str, household: str, faults: Faults) -> tuple[HouseholdPart, RelationshipKind | None]:
    found = TO_HEAD.get(fold(text))
    if found is None:
        message = _("“%(text)s” is not known. Write head, partner, spouse, child, parent, sibling, relative or other.")
        faults.add("relation_to_head", message % {"text": text[:40]})
    elif text and not household:
        faults.add("relation_to_head", _("The household is missing: give its number too."))
    return found or (HouseholdPart.UNKNOWN, None)


def _programme(text: str, setting: Setting, faults: Faults) -> tuple[ProgrammeLine | None, int]:
    if not text:
        return None, setting.teams[0] if setting.teams else 0
    found = setting.programmes.get(fold(text))
    team = next((one for one in found.team_ids if one in setting.teams), None) if found else None
    if found is None:
        message = _("There is no programme “%(text)s”. Write its name or key.")
        faults.add("case_programme", message % {"text": text[:60]})
    elif team is None:
        message = _("Your team does not work in %(name)s. Somebody of its team has to bring this in.")
        faults.add("case_programme", message % {"name": found.name})
    return (found, team) if found and team else (None, 0)


def _case_days(plain: Mapping[str, str], setting: Setting, faults: Faults) -> tuple[date | None, date | None]:
    days: dict[str, date] = {}
    for column in ("case_opened_on", "case_closed_on"):
        with faults.of(column):
            if column in plain:
                days[column] = day_of(plain[column], setting.order)
        if column in days and days[column] > setting.today:
            faults.add(column, _("This day is still to come."))
    opened, closed = days.get("case_opened_on"), days.get("case_closed_on")
    if opened and closed and closed < opened:
        faults.add("case_closed_on", _("The case closes before it opens; check both days."))
    if "case_programme" in plain and "case_opened_on" not in plain:
        faults.add("case_opened_on", _("Say when the case opened."))
    if "case_programme" not in plain:
        for column in ("case_opened_on", "case_closed_on"):
            if column in plain:
                faults.add(column, _("Say too in which programme the case is."))
    elif plain.get("worker") and setting.workers.get(fold(plain["worker"])) is None:
        message = _("There is no worker “%(name)s”, or more than one. Write the sign-in name.")
        faults.add("worker", message % {"name": plain["worker"][:60]})
    return opened, closed


def _canonical(
    plain: Mapping[str, str], born_on: date | None, precision: str, opened_on: date | None, closed_on: date | None
) -> dict[str, str]:
    """The values with every date written in one way, so that the same row is the same however it is written."""
    days = {"case_opened_on": opened_on, "case_closed_on": closed_on}
    found = {name: value for name, value in plain.items() if name not in DAYS}
    found |= {name: day.isoformat() for name, day in days.items() if day}
    return found | ({"birth_date": f"{born_on.isoformat()} {precision}"} if born_on else {})


def _parted(text: str) -> list[str]:
    for sign in (";", "/", "|"):
        text = text.replace(sign, ",")
    return text.split(",")


def read_relation(
    number: int, values: Mapping[str, str], setting: Setting, titles: Mapping[str, str] | None = None
) -> RelationLine:
    """What a row about a relationship says; refused as ``read_person`` is."""
    faults = Faults(titles or {})
    plain = {name: " ".join(value.split()) for name, value in values.items() if value.strip()}
    for column in ("person_id", "other_id", "kind"):
        if column not in plain:
            faults.add(column, _("This is empty, and it is needed."))
    kind = _relation_kind(plain.get("kind", ""))
    if "kind" in plain and kind is None:
        known = ", ".join(one.value.replace("_", " ") for one in RelationshipKind)
        message = _("“%(text)s” is not known here. There are: %(known)s.")
        faults.add("kind", message % {"text": plain["kind"][:40], "known": known})
    if plain.get("person_id") and plain.get("person_id") == plain.get("other_id"):
        faults.add("other_id", _("Nobody is related to herself."))
    days = {}
    for column in ("from", "until"):
        with faults.of(column):
            days[column] = day_of(plain[column], setting.order) if column in plain else None
    begin, end = days.get("from"), days.get("until")
    if begin and end and end < begin:
        faults.add("until", _("The end lies before the beginning; check both days."))
    faults.tell()
    said = {**{name: plain[name] for name in ("person_id", "other_id")}, "kind": str(kind)}
    said |= {name: day.isoformat() for name, day in days.items() if day}
    return RelationLine(
        number, plain["person_id"], plain["other_id"], kind or RelationshipKind.OTHER, begin, end, digest_of(said)
    )


def _relation_kind(text: str) -> RelationshipKind | None:
    words = fold(text).removesuffix(" of").removesuffix(" by")
    known: dict[str, RelationshipKind] = {fold(one.value.replace("_", " ")): one for one in RelationshipKind}
    known |= {fold(str(one.label)).removesuffix(" of").removesuffix(" by"): one for one in RelationshipKind}
    extra = {"mother": R.PARENT, "father": R.PARENT, "son": R.CHILD, "daughter": R.CHILD, "wife": R.SPOUSE,
             "husband": R.SPOUSE, "brother": R.SIBLING, "sister": R.SIBLING}  # fmt: skip
    return (known | extra).get(words)


def read_contact(
    number: int, values: Mapping[str, str], setting: Setting, titles: Mapping[str, str] | None = None
) -> ContactLine:
    """What a row about a contact says; refused as ``read_person`` is."""
    faults = Faults(titles or {})
    plain = {name: value.strip() for name, value in values.items() if value.strip()}
    for column in ("person_id", "at"):
        if column not in plain:
            faults.add(column, _("This is empty, and it is needed."))
    at = now = clock.now()
    with faults.of("at"):
        at = moment_from(plain["at"], setting.order) if "at" in plain else now
    if at > now:
        faults.add("at", _("This time is still to come. Only what has happened is brought in."))
    mode = MODES.get(fold(plain.get("mode", "")))
    if mode is None:
        message = _("“%(text)s” is not known here. There are: %(known)s.")
        faults.add("mode", message % {"text": plain["mode"][:40], "known": ", ".join(ContactMode.values)})
    faults.tell()
    said = {"person_id": plain["person_id"], "at": at.isoformat(), "mode": str(mode), "note": plain.get("note", "")}
    return ContactLine(
        number, plain["person_id"], at, mode or ContactMode.SERVICE, plain.get("note", ""), digest_of(said)
    )
