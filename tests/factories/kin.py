"""A family in the record, written with the product's own actions: three generations, two fathers, a foster carer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.models import Case
from alongside.record.people import actions
from alongside.record.people.models import Bond, Household, Person, System
from tests.factories.cases import a_case
from tests.factories.people import a_person

BORN: dict[str, tuple[int, str]] = {
    "Rosario Vega": (1959, "f"),
    "Julio Vega": (1954, "m"),
    "Marta López": (1992, "f"),
    "Luis Prado": (1988, "m"),
    "Andrés Ruiz": (1989, "m"),
    "Dani Prado": (2011, ""),
    "Inés Ruiz": (2017, "f"),
    "Tomás Ruiz": (2022, "m"),
}


@dataclass(frozen=True, slots=True)
class Kin:
    """A family case with its people by name."""

    case: Case
    people: dict[str, Person]
    home: Household
    bond: Bond
    choir: System

    @property
    def address(self) -> str:
        """The family page."""
        return f"/cases/{self.case.public_id}/family/"


def a_family(by: Reader) -> Kin:
    """The family of the picture in the visual language, with a household, two bonds and a choir."""
    case = a_case(by, people=["Marta López"], title="López family")
    circle = case.circle_id
    marta = Person.objects.get(parts__case=case)
    marta = actions.change_person(person=marta, version=marta.version, born_on=date(1992, 3, 1), sex="f", by=by)
    people = {"Marta López": marta}
    for name, (year, sex) in BORN.items():
        if name not in people:
            people[name] = a_person(circle, name, by, born=date(year, 5, 3), sex=sex)
    julio = people["Julio Vega"]
    actions.change_person(person=julio, version=julio.version, died_on=date(2019, 4, 2), by=by)
    dani = people["Dani Prado"]
    people["Dani Prado"] = actions.change_person(person=dani, version=dani.version, gender="nb", by=by)
    _relate(circle, people, by)
    home = actions.start_household(circle=circle, label="14 Quay Row", by=by)
    for name in ("Marta López", "Rosario Vega", "Dani Prado", "Inés Ruiz", "Tomás Ruiz"):
        actions.join_household(household=home, person=people[name], by=by)
    said = {"circle": circle, "by": by, "basis": "Marta, at the first visit"}
    actions.note_bond(person=marta, other=people["Andrés Ruiz"], kind="conflict", **said)  # type: ignore[arg-type]
    bond = actions.note_bond(person=people["Andrés Ruiz"], other=marta, kind="violence", **said)  # type: ignore[arg-type]
    choir = actions.add_system(circle=circle, kind="faith", label="Choir St Brigid", by=by)
    actions.rate_tie(system=choir, household=home, strength="strong", energy="both", by=by)
    return Kin(case, people, home, bond, choir)


def _relate(circle: int, people: dict[str, Person], by: Reader) -> None:
    today = clock.today()
    for one, kind, other, begun, ended, ending in (
        ("Rosario Vega", "spouse", "Julio Vega", date(1985, 6, 1), date(2019, 4, 2), "died"),
        ("Rosario Vega", "parent", "Marta López", None, None, ""),
        ("Julio Vega", "parent", "Marta López", None, None, ""),
        ("Marta López", "partner", "Luis Prado", date(2009, 1, 1), date(2013, 1, 1), "separated"),
        ("Marta López", "spouse", "Andrés Ruiz", date(2016, 5, 1), today - timedelta(days=300), "separated"),
        ("Marta López", "parent", "Dani Prado", None, None, ""),
        ("Luis Prado", "parent", "Dani Prado", None, None, ""),
        ("Inés Ruiz", "child", "Marta López", None, None, ""),
        ("Andrés Ruiz", "parent", "Inés Ruiz", None, None, ""),
        ("Marta López", "parent", "Tomás Ruiz", None, None, ""),
        ("Andrés Ruiz", "parent", "Tomás Ruiz", None, None, ""),
    ):
        actions.relate(
            circle=circle,
            person=people[one],
            other=people[other],
            kind=kind,
            from_on=begun,
            until_on=ended,
            ending=ending,
            source="Marta",
            by=by,
        )
