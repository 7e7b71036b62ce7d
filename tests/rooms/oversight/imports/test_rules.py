"""What columns, dates and cells of a spreadsheet mean: asked where it can be two things, refused where it is none."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from alongside.agency.organisation.queries import ProgrammeLine
from alongside.agency.staff.enums import Role
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.enums import SheetKind
from alongside.oversight.imports.rules.columns import check_mapping, kind_of, own_mapping, suggested, system_of
from alongside.oversight.imports.rules.days import birth_from, day_of, moment_from, needs_order
from alongside.oversight.imports.rules.inert import inert, taken_back
from alongside.oversight.imports.rules.leave import may_bring_in, may_upload
from alongside.oversight.imports.rules.lines import Setting, read_contact, read_person, read_relation

TODAY = date(2026, 11, 22)
FAMILY = ProgrammeLine(1, uuid4(), "Family support", "family", "ordinary", "", 1, (5,))
SAFE = ProgrammeLine(2, uuid4(), "Safe at home", "safe", "victim_service", "", 1, (6,))
SETTING = Setting(
    TODAY,
    "dmy",
    {"family": FAMILY, "family support": FAMILY, "safe": SAFE},
    {"dele": 3, "two of them": None},
    (5,),
)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2021-04-03", "", date(2021, 4, 3)),
        ("2021-4-3 00:00:00", "", date(2021, 4, 3)),
        ("03/04/2021", "dmy", date(2021, 4, 3)),
        ("03.04.2021", "mdy", date(2021, 3, 4)),
        ("2021/04/03", "ymd", date(2021, 4, 3)),
        ("20210403", "ymd", date(2021, 4, 3)),
        ("03042021", "dmy", date(2021, 4, 3)),
        ("3 April 2021", "", date(2021, 4, 3)),
        ("3rd Apr 2021", "", date(2021, 4, 3)),
        ("April 3, 2021", "", date(2021, 4, 3)),
    ],
)
def test_dates_that_are_clear(text: str, order: str, day: date) -> None:
    assert day_of(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "words"),
    [
        ("03/04/2021", "", "can be read in two ways"),
        ("25/12/2021", "", "can be read in two ways"),
        ("12/25/2021", "dmy", "is no date"),
        ("2021/04/03", "dmy", "does not fit the order"),
        ("03/04/21", "dmy", "no year of four digits"),
        ("2021-02-30", "", "is no date"),
        ("last summer", "", "is no date"),
        ("3 Blursday 2021", "", "is no date"),
    ],
)
def test_dates_are_asked_and_never_guessed(text: str, order: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        day_of(text, order)


def test_only_dates_in_numbers_need_an_order() -> None:
    assert [text for text in ("2021-04-03", "03/04/2021 14:30", "1992", "May 1992") if needs_order(text)] == [
        "03/04/2021 14:30"
    ]


@pytest.mark.parametrize(
    ("text", "born", "precision"),
    [
        ("", None, "unknown"),
        ("1992", date(1992, 1, 1), "year"),
        ("May 1992", date(1992, 5, 1), "month"),
        ("1992-05", date(1992, 5, 1), "month"),
        ("05/1992", date(1992, 5, 1), "month"),
        ("about 1992", date(1992, 1, 1), "estimated"),
        ("1992?", date(1992, 1, 1), "estimated"),
        ("3 May 1992", date(1992, 5, 3), "exact"),
    ],
)
def test_births_as_exactly_as_they_are_known(text: str, born: date | None, precision: str) -> None:
    assert birth_from(text) == (born, precision)


def test_a_moment_has_its_time_or_is_noon() -> None:
    assert [
        timezone.localtime(moment_from(text, "dmy")).strftime("%d %H:%M")
        for text in ("03/04/2021", "2021-04-03T14:30:00", "03/04/2021 2:05 pm", "2021-04-03 12:10 am")
    ] == ["03 12:00", "03 14:30", "03 14:05", "03 00:10"]
    with pytest.raises(Refused):
        moment_from("2021-04-03 27:00")


def test_columns_are_known_by_our_names_and_by_those_that_people_use() -> None:
    assert own_mapping(["ID", "Given name", "birth_date", "Shoe size"]) == {
        "ID": "id",
        "Given name": "given_name",
        "birth_date": "birth_date",
    }
    assert suggested(["Client ID", "First Name", "Surname", "DOB", "Shoe size", "Tel"], SheetKind.PEOPLE) == {
        "Client ID": "id",
        "First Name": "given_name",
        "Surname": "family_name",
        "DOB": "birth_date",
        "Tel": "phone",
    }
    assert kind_of({"a": "person_id", "b": "at"}) == SheetKind.CONTACTS
    assert kind_of({"a": "person_id", "b": "other_id"}) == SheetKind.RELATIONSHIPS
    assert (system_of(""), system_of(" Food  bank ")) == ("people", "people/Food bank")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"z": "id"}, "has no column “z”"),
        ({"a": "shoe"}, "“shoe” is no column that is read here"),
        ({"a": "given_name", "b": "given_name"}, "Two columns cannot both be"),
        ({"a": "id"}, "No column holds a name"),
        ({"a": "person_id", "b": "other_id"}, "needs the column “kind”"),
        ({"a": "person_id", "b": "at", "c": "given_name"}, "does not belong to a sheet of contacts"),
    ],
)
def test_a_mapping_that_cannot_be_used(mapping: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_mapping(["a", "b", "c"], mapping)


def test_a_day_of_a_case_that_is_none_is_told_with_its_column() -> None:
    values = {"full_name": "Ana Silva", "case_programme": "family", "case_opened_on": "31/02/2024"}
    with pytest.raises(Refused) as refusal:
        read_person(1, values, SETTING)
    assert "Case opened on: “31/02/2024” is no date" in str(refusal.value)


def test_everything_that_is_wrong_with_a_row_is_told_at_once_by_the_names_of_the_file() -> None:
    values = {
        "birth_date": "31/02/1990",
        "phone": "12",
        "sex": "q",
        "relation_to_head": "boss",
        "case_programme": "moon",
        "case_opened_on": "01/01/2030",
        "worker": "two of them",
    }
    with pytest.raises(Refused) as refusal:
        read_person(1, values, SETTING, {"birth_date": "DOB"})
    told = str(refusal.value)
    for words in (
        "Family name: Write a name",
        "DOB: “31/02/1990” is no date",
        "Phone: A phone number",
        "Sex: “q” is not known",
        "How they stand to the head of the household: “boss”",
        "Programme of the case: There is no programme “moon”",
        "Case opened on: This day is still to come",
    ):
        assert words in told, told


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"case_programme": "safe", "case_opened_on": "2024-01-01"}, "Your team does not work in Safe at home"),
        ({"case_programme": "family"}, "Say when the case opened"),
        ({"case_opened_on": "2024-01-01"}, "Say too in which programme"),
        ({"case_programme": "family", "case_opened_on": "2024-02-01", "case_closed_on": "2024-01-01"}, "closes before"),
        ({"case_programme": "family", "case_opened_on": "2024-02-01", "worker": "two of them"}, "or more than one"),
        ({"relation_to_head": "child"}, "give its number too"),
        ({"email": "x"}, "E-mail: An e-mail address"),
        ({"birth_date": "1850"}, "Nobody lives 176 years"),
        ({"given_name": "x" * 121}, "longer than 120 letters"),
    ],
)
def test_one_fault_of_a_row(values: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_person(1, {"given_name": "Ana", **values}, SETTING)


def test_a_row_says_the_same_however_its_dates_are_written() -> None:
    one = read_person(1, {"id": "7", "given_name": "Ana", "birth_date": "03/04/1990"}, SETTING)
    two = read_person(9, {"id": "7", "given_name": "  Ana ", "birth_date": "3 April 1990", "phone": ""}, SETTING)
    assert (one.digest, one.columns) == (two.digest, two.columns)
    assert one.digest != read_person(1, {"id": "7", "given_name": "Anna", "birth_date": "1990-04-03"}, SETTING).digest
    alone = read_person(1, {"given_name": "Ana"}, SETTING)
    assert alone.key.startswith("row:")
    assert alone.home == f"p:{alone.key}"


def test_a_person_is_read_whole() -> None:
    line = read_person(
        1,
        {
            "id": "1",
            "full_name": "Juan de la Cruz",
            "preferred_name": "Juancho",
            "language": "Spanish / Quechua",
            "household_id": "H",
            "relation_to_head": "Wife",
            "case_programme": "Family Support",
            "case_opened_on": "2024-01-01",
            "worker": "Dele",
        },
        SETTING,
    )
    assert (line.languages, line.part, line.relation) == (("Spanish", "Quechua"), "partner", "spouse")
    assert (line.programme, line.team_id, line.worker_id, line.home) == (FAMILY, 5, 3, "h:H")


def test_relationships_and_contacts_are_read() -> None:
    line = read_relation(1, {"person_id": "1", "other_id": "2", "kind": "Mother of", "until": "01/02/2020"}, SETTING)
    assert (line.kind, line.until_on, line.key) == ("parent", date(2020, 2, 1), "1|parent|2")
    for values, words in (
        ({"person_id": "1"}, "Number of the other person: This is empty"),
        ({"person_id": "1", "other_id": "1", "kind": "friend"}, "related to herself"),
        ({"person_id": "1", "other_id": "2", "kind": "boss"}, "“boss” is not known"),
        (
            {"person_id": "1", "other_id": "2", "kind": "friend", "from": "2020-01-01", "until": "2019-01-01"},
            "lies before",
        ),
    ):
        with pytest.raises(Refused, match=words):
            read_relation(1, values, SETTING)
    contact = read_contact(
        1, {"person_id": "1", "at": "03/04/2021 14:30", "mode": "Phone call", "note": " Hello "}, SETTING
    )
    assert (contact.mode, contact.note) == ("call", "Hello")
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    for values, words in (
        ({"person_id": "1"}, "Date and time: This is empty"),
        ({"person_id": "1", "at": tomorrow}, "still to come"),
        ({"person_id": "1", "at": "2021-01-01", "mode": "telepathy"}, "is not known"),
    ):
        with pytest.raises(Refused, match=words):
            read_contact(1, values, SETTING)


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1", "-2", "@x", "|x", "%x", "  =1", "\t=1", "\u200b=1", "＝1", "\x00=1", "\rx"]
)
def test_what_a_spreadsheet_would_run_is_made_plain(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert taken_back(inert(text)) == text


@pytest.mark.parametrize("text", ["", "Ana", "1-2", "a=b", "'tis"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == taken_back(text) == text


def reader(role: Role | None, *, kind: str = "worker", teams: tuple[int, ...] = (1,)) -> Reader:
    return Reader(1, kind, "R", 1, teams=teams, roles=frozenset({role} if role else ()))


def test_who_brings_in_and_who_uploads() -> None:
    assert may_bring_in(reader(Role.WORKER))
    assert not may_bring_in(reader(Role.ADMIN, teams=()))
    assert not may_bring_in(reader(None, kind="person"))
    assert [role.value for role in Role if may_upload(reader(role))] == ["intake", "supervisor"]
    assert not may_upload(reader(Role.SUPERVISOR, teams=()))
