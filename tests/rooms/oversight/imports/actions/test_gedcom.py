"""A family file comes into a case: once, with a reason for what does not, and for nobody who may not see the case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports.actions import Ledger, Where, import_gedcom
from alongside.record.cases.models import Case, Participant
from alongside.record.people.models import Person, PersonName, Relationship
from tests.conftest import Become
from tests.rooms.ground.familymap.gedcom.files import HOUSE

BringFile = Callable[..., Ledger]


@pytest.fixture
def bring_file(become: Become, tmp_path: Path) -> BringFile:
    """Bring a family file in as a worker inside the test's transaction."""

    def run(text: str, where: Where | None = None, *, who: str = "worker", dry_run: bool = False) -> Ledger:
        path = tmp_path / "house.ged"
        path.write_text(text, encoding="utf-8")

        return import_gedcom(path=path, where=where or Where(), dry_run=dry_run, by=become(who))

    return run


def reasons(ledger: Ledger) -> dict[str, str]:
    return {line.id: line.reason for line in ledger.lines}


def kinds(person: str) -> list[tuple[str, str]]:
    rows = Relationship.objects.filter(person__display_name=person).order_by("kind", "other__display_name")
    return [(row.kind, row.other.display_name) for row in rows]


def test_everybody_comes_into_one_circle_and_the_case_is_about_one(bring_file: BringFile, become: Become) -> None:
    ledger = bring_file(HOUSE, Where(person="@I1@"))
    assert ledger.counts == {"read": 13, "created": 13}
    case = Case.objects.get()
    assert (case.programme.code, Participant.objects.get().person.display_name) == ("family", "Tal Reyes")
    assert Person.objects.count() == 10
    tal = Person.objects.get(display_name="Tal Reyes")
    assert (str(tal.born_on), tal.birth_precision, tal.sex) == ("1990-03-04", "exact", "f")
    assert set(PersonName.objects.filter(person=tal).values_list("full", flat=True)) == {
        "Tala Maria Reyes",
        "Tal",
        "Tala Okafor",
    }
    assert str(Person.objects.get(display_name="Ligaya").died_on) == "2001-12-31"
    assert kinds("Jun Reyes") == [("parent", "Tal Reyes"), ("spouse", "Ligaya"), ("spouse", "Ligaya")]
    assert kinds("Sam Okafor")[-1] == ("step_parent", "Kwame")
    married = Relationship.objects.filter(kind="spouse").order_by("id")
    assert [(row.ending, str(row.until_on)) for row in married] == [("divorced", "1992-12-31"), ("", "None")]
    assert married[0].source == "Family file house.ged, F1: since 1985, until 1992"
    assert "the last day that it can have been" in reasons(ledger)["I3"]
    assert "when" in reasons(ledger)["I2"]
    assert "confidential" in reasons(ledger)["I4"]
    assert {row.circle_id for row in Relationship.objects.all()} == {case.circle_id}
    become("elsewhere")
    assert not Person.objects.exists()


def test_the_same_file_again_changes_nothing_and_what_changed_is_brought_up_to_date(bring_file: BringFile) -> None:
    bring_file(HOUSE)
    again = bring_file(HOUSE)
    assert again.counts == {"read": 13, "unchanged": 13}
    assert (Case.objects.count(), Person.objects.count()) == (1, 10)
    changed = HOUSE.replace("4 MAR 1990", "5 MAR 1990").replace("1 CHIL @I10@", "1 CHIL @I10@\n1 CHIL @I11@")
    changed = changed.replace("0 @F1@ FAM", "0 @I11@ INDI\n1 NAME Imani\n0 @F1@ FAM")
    third = bring_file(changed)
    assert third.counts == {"read": 14, "unchanged": 11, "updated": 2, "created": 1}
    assert str(Person.objects.get(display_name="Tal Reyes").born_on) == "1990-03-05"
    assert kinds("Tal Reyes").count(("parent", "Imani")) == 1
    assert "written down already" in reasons(third)["F3"]


def test_a_dry_run_does_it_all_and_keeps_nothing(bring_file: BringFile) -> None:
    ledger = bring_file(HOUSE, dry_run=True)
    assert ledger.counts == {"read": 13, "created": 13}
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_a_family_comes_into_a_case_that_is_there_beside_whom_it_is_about(bring_file: BringFile) -> None:
    bring_file("0 @X@ INDI\n1 NAME Tala /Reyes/\n1 BIRT\n2 DATE 4 MAR 1990\n")
    case = Case.objects.get()
    named = bring_file(HOUSE, Where(case=case.number, person="I1"))
    assert "as you said" in reasons(named)["I1"]
    assert named.counts == {"read": 13, "updated": 1, "created": 12}
    assert Person.objects.count() == 10
    assert Participant.objects.get().person_id == Relationship.objects.filter(kind="partner").latest("id").person_id
    assert bring_file(HOUSE, Where(case=str(case.public_id))).counts == {"read": 13, "unchanged": 13}


def test_somebody_who_is_surely_there_is_not_added_again_and_a_namesake_is(bring_file: BringFile) -> None:
    bring_file("0 @X@ INDI\n1 NAME Tala Maria /Reyes/\n1 BIRT\n2 DATE 4 MAR 1990\n")
    case = Case.objects.get()
    ledger = bring_file(HOUSE, Where(case=case.number))
    assert reasons(ledger)["I1"].startswith("Taken to be Tala Maria Reyes")
    assert Person.objects.count() == 10
    other = bring_file("0 @Z@ INDI\n1 NAME Tala Maria /Reyes/\n1 BIRT\n2 DATE 4 MAR 1990\n")
    assert "compare the two" in reasons(other)["Z"]
    assert Case.objects.count() == 2


def test_what_cannot_be_is_refused_row_by_row(bring_file: BringFile) -> None:
    text = (
        "0 @A@ INDI\n1 NAME Old\n1 BIRT\n2 DATE 2000\n0 @B@ INDI\n1 NAME Young\n1 BIRT\n2 DATE 1999\n"
        "0 @C@ INDI\n1 NAME Later\n1 BIRT\n2 DATE 2199\n0 @F@ FAM\n1 HUSB @A@\n1 CHIL @B@\n"
        "0 @G@ FAM\n1 HUSB @A@\n1 CHIL @C@\n0 @H@ FAM\n1 WIFE @A@\n"
    )
    ledger = bring_file(text)
    assert ledger.counts == {"read": 6, "created": 3, "refused": 3}
    told = reasons(ledger)
    assert "lies in the future" in told["C"]
    assert "older generation" in told["F"]
    assert told["G"] == "C was not brought in, so nobody is related to them."
    assert told["H"] == "Says nothing about how two people are related."
    mended = bring_file(text.replace("1999", "2019").replace("2199", "2021"))
    assert mended.counts["refused"] == 0


def test_a_file_or_a_case_that_is_not_there_is_one_sentence(bring_file: BringFile, tmp_path: Path) -> None:
    def refusal(text: str, where: Where, who: str = "worker") -> str:
        with pytest.raises(Refused) as refused:
            bring_file(text, where, who=who)
        return str(refused.value.message)

    bring_file(HOUSE)
    number = Case.objects.get().number
    assert "holds nobody" in refusal("0 HEAD\n", Where())
    assert "no GEDCOM" in refusal("name,born\n", Where())
    assert "has the number X" in refusal(HOUSE, Where(person="X"))
    assert "There is no case HF-0" in refusal(HOUSE, Where(case="HF-0"))
    assert "that you may see" in refusal(HOUSE, Where(case=number), who="elsewhere")
    assert "Your team works in: family" in refusal(HOUSE.replace("I1@", "Q1@"), Where(programme="safe"))
