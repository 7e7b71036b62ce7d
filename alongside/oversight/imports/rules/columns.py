"""Which columns a spreadsheet may have here, what people call them elsewhere, and what a mapping must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.text import fold
from alongside.oversight.imports.enums import SheetKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PEOPLE: dict[str, StrOrPromise] = {
    "id": lazy_("Number in the other system"),
    "given_name": lazy_("Given name"),
    "family_name": lazy_("Family name"),
    "full_name": lazy_("Whole name"),
    "preferred_name": lazy_("Name they like to be called"),
    "birth_date": lazy_("Date of birth"),
    "sex": lazy_("Sex"),
    "gender": lazy_("Gender, in their words"),
    "phone": lazy_("Phone"),
    "email": lazy_("E-mail"),
    "address": lazy_("Address"),
    "language": lazy_("Languages"),
    "household_id": lazy_("Number of the household"),
    "relation_to_head": lazy_("How they stand to the head of the household"),
    "case_programme": lazy_("Programme of the case"),
    "case_opened_on": lazy_("Case opened on"),
    "case_closed_on": lazy_("Case closed on"),
    "worker": lazy_("Named worker"),
}
RELATIONSHIPS: dict[str, StrOrPromise] = {
    "person_id": lazy_("Number of the person"),
    "other_id": lazy_("Number of the other person"),
    "kind": lazy_("How the first is related to the second"),
    "from": lazy_("From"),
    "until": lazy_("Until"),
}
CONTACTS: dict[str, StrOrPromise] = {
    "person_id": lazy_("Number of the person"),
    "at": lazy_("Date and time"),
    "mode": lazy_("How"),
    "note": lazy_("Note"),
}
COLUMNS: dict[SheetKind, dict[str, StrOrPromise]] = {
    SheetKind.PEOPLE: PEOPLE,
    SheetKind.RELATIONSHIPS: RELATIONSHIPS,
    SheetKind.CONTACTS: CONTACTS,
}
LABELS: dict[str, StrOrPromise] = {**CONTACTS, **RELATIONSHIPS, **PEOPLE}
"""What people read for a column, whatever the sheet is about."""
NEEDED = {
    SheetKind.RELATIONSHIPS: ("person_id", "other_id", "kind"),
    SheetKind.CONTACTS: ("person_id", "at"),
}
SYSTEM = "people"
NAMES = ("given_name", "family_name", "full_name", "preferred_name")
DAYS = frozenset({"birth_date", "case_opened_on", "case_closed_on", "from", "until", "at"})

OTHER_NAMES = {
    "id": "id;person id;client id;client number;case number;number;no;ref;reference;record id;unique id;personal id",
    "given_name": "given name;first name;firstname;forename;forenames;christian name;name1;given names;vorname;prenom",
    "family_name": "family name;last name;lastname;surname;name2;nachname;nom;apellido;apellidos",
    "full_name": "full name;name;client name;person;client;person name;nombre",
    "preferred_name": "preferred name;known as;nickname;likes to be called",
    "birth_date": "birth date;date of birth;dob;birthday;born;born on;geburtsdatum;date de naissance",
    "sex": "sex;m f",
    "gender": "gender;gender identity",
    "phone": "phone;telephone;tel;mobile;cell;phone number;mobile number;telephone number;telefon",
    "email": "email;e mail;email address;mail",
    "address": "address;street;home address;adresse",
    "language": "language;languages;spoken language;sprache;first language;preferred language",
    "household_id": "household id;household;family id;household number;family number",
    "relation_to_head": "relation to head;relationship to head;relationship to head of household;role in household",
    "case_programme": "case programme;programme;program;service;project",
    "case_opened_on": "case opened on;opened;opened on;start date;entry date;case start;date opened;referral date",
    "case_closed_on": "case closed on;closed;closed on;end date;exit date;case end;date closed",
    "worker": "worker;case worker;caseworker;key worker;keyworker;named worker;assigned to;staff",
    "person_id": "person id;client id;person;id;client number",
    "other_id": "other id;related to;other person;related person;second person",
    "kind": "kind;relationship;relation;type",
    "from": "from;since;start;start date;began",
    "until": "until;to;end;end date;ended",
    "at": "at;date;date and time;contact date;when;on",
    "mode": "mode;type;how;contact type;method",
    "note": "note;notes;comment;comments;description;what happened",
}


def system_of(name: str) -> str:
    """Under which the numbers of a list are remembered: lists of different names never share a number."""
    plain = " ".join(name.split())
    return f"{SYSTEM}/{plain}"[:60] if plain else SYSTEM


def words_of(name: str) -> str:
    """A column's name for comparing: "Given_Name " and "given name" are one."""
    return fold(name.replace("_", " "))


def kind_of(mapping: Mapping[str, str]) -> SheetKind:
    """What the rows of a sheet are about, by what its columns mean."""
    ours = set(mapping.values())
    if "other_id" in ours:
        return SheetKind.RELATIONSHIPS
    return SheetKind.CONTACTS if {"person_id", "at"} <= ours else SheetKind.PEOPLE


def own_mapping(header: Sequence[str]) -> dict[str, str]:
    """The columns that bear our own names or their words in the present language; the kind with most counts."""
    found = {
        kind: {
            name: ours
            for name in header
            for ours, label in columns.items()
            if words_of(name) in (words_of(ours), words_of(str(label)))
        }
        for kind, columns in COLUMNS.items()
    }
    return max(found.values(), key=len)


def suggested(header: Sequence[str], kind: SheetKind) -> dict[str, str]:
    """What each column probably means, to be confirmed by a person; one column for each meaning."""
    taken: set[str] = set()
    mapping: dict[str, str] = {}
    for name in header:
        for ours, label in COLUMNS[kind].items():
            known = {words_of(ours), words_of(str(label)), *(OTHER_NAMES.get(ours, "").split(";"))}
            if name and ours not in taken and words_of(name) in known:
                mapping[name] = ours
                taken.add(ours)
                break
    return mapping


def check_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> SheetKind:
    """What the sheet is about, when ``mapping`` (their column to ours) can be used.

    Refused: a column that is not in the header, a meaning that does not exist, one meaning for two columns, columns of
    two kinds of sheet, people without a name, links without their numbers.
    """
    absent = [name for name in mapping if name not in header]
    if absent:
        message = _("The file has no column “%(name)s”. Its columns are: %(known)s.")
        raise _bad(message % {"name": absent[0], "known": ", ".join(filter(None, header))})
    known = {name for columns in COLUMNS.values() for name in columns}
    for ours in mapping.values():
        if ours not in known:
            message = _("“%(name)s” is no column that is read here. There are: %(known)s.")
            raise _bad(message % {"name": ours, "known": ", ".join(sorted(known))})
    twice = [ours for ours in mapping.values() if list(mapping.values()).count(ours) > 1]
    if twice:
        theirs = " / ".join(name for name, ours in mapping.items() if ours == twice[0])
        raise _bad(_("Two columns cannot both be “%(ours)s”: %(theirs)s.") % {"ours": twice[0], "theirs": theirs})
    kind = kind_of(mapping)
    strange = [ours for ours in mapping.values() if ours not in COLUMNS[kind]]
    if strange:
        message = _("“%(name)s” does not belong to a sheet of %(kind)s.")
        raise _bad(message % {"name": strange[0], "kind": kind.label.lower()})
    _check_needed(kind, mapping.values())
    return kind


def _check_needed(kind: SheetKind, ours: Iterable[str]) -> None:
    there = set(ours)
    if kind == SheetKind.PEOPLE and not there & set(NAMES):
        raise _bad(_("No column holds a name. Say which is the given name, the family name or the whole name."))
    missing = [name for name in NEEDED.get(kind, ()) if name not in there]
    if missing:
        message = _("A sheet of %(kind)s needs the column “%(name)s”.")
        raise _bad(message % {"kind": kind.label.lower(), "name": missing[0]})


def _bad(message: str) -> Refused:
    return Refused("import.mapping", message, fields={"mapping": message})
