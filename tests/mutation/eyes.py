"""What somebody may see in the dense world, worked out in plain Python from the rows as they stand.

``Facts`` holds the rows; ``Eyes`` is one reader over them. Nothing of the product's own code is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import connections

from tests.mutation.world import OWNER

Row = dict[str, Any]
TABLES = (
    *("access_actor", "access_circle", "access_circlesubject", "access_exclusion", "access_grant", "access_history"),
    "access_accesssession",
    *("access_reading", "access_share", "cases_case", "cases_participant", "organisation_team"),
    *("people_contactpoint", "people_likelypair", "people_notsameperson", "people_person", "people_personkey"),
    *("people_personname", "people_relationship", "people_sealact", "people_workerperson", "staff_worker"),
    *("contacts_appointment", "contacts_appointmentperson", "plans_step", "cases_assignment", "cases_adverseinterest"),
    *("staff_roleheld", "staff_boundaryentry", "staff_boundarylook", "organisation_agency"),
    *("careteams_careteammember", "careteams_partnerlink", "consents_consent"),
    *("organisation_programme", "organisation_programmeteam", "disposals_casestatistic"),
    *("contacts_contact", "contacts_contactremoval"),
)


class Facts:
    """Every row of the tables that decide, by the name of the table without its room."""

    def __init__(self, alias: str = OWNER) -> None:
        self.alias = alias
        self.rows: dict[str, list[Row]] = {}
        self.answers: dict[Any, list[Any]] = {}
        self.telling: dict[str, list[Any]] = {}
        with connections[alias].cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"select * from {table} order by id")
                names = [column.name for column in cursor.description or ()]
                self.rows[table.partition("_")[2]] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            cursor.execute("select clock_timestamp()")
            self.now: datetime = (cursor.fetchone() or (datetime.now(UTC),))[0]

    def __getattr__(self, name: str) -> list[Row]:
        if name.startswith("_") or name not in self.rows:
            raise AttributeError(name)
        return self.rows[name]

    @cached_property
    def circles(self) -> dict[int, Row]:
        """The circles by number."""
        return {row["id"]: row for row in self.circle}

    @cached_property
    def people(self) -> dict[int, Row]:
        """The persons by number."""
        return {row["id"]: row for row in self.person}

    @cached_property
    def actors(self) -> dict[int, Row]:
        """The actors by number."""
        return {row["id"]: row for row in self.actor}

    @cached_property
    def teams(self) -> dict[int, Row]:
        """The teams by number."""
        return {row["id"]: row for row in self.team}

    @cached_property
    def circles_of(self) -> dict[int, list[int]]:
        """The circles that concern a person."""
        found: dict[int, list[int]] = {}
        for row in self.circlesubject:
            found.setdefault(row["person_id"], []).append(row["circle_id"])
        return found

    @cached_property
    def participant_of(self) -> dict[int, list[Row]]:
        """Who takes part in a case."""
        found: dict[int, list[Row]] = {}
        for row in self.participant:
            found.setdefault(row["case_id"], []).append(row)
        return found

    @cached_property
    def sealed(self) -> set[int]:
        """Circles that concern somebody who is sealed."""
        return {row["circle_id"] for row in self.circlesubject if row["sealed"]}

    @cached_property
    def live(self) -> list[Row]:
        """The grants that hold now."""
        return [row for row in self.grant if row["valid_from"] <= self.now < row["valid_until"]]

    def barred(self, actor: int, circle: int) -> bool:
        """Whether a conflict of interest keeps an actor out of a circle."""
        return any(
            row["actor_id"] == actor and row["circle_id"] == circle and row["ended_at"] is None
            for row in self.exclusion
        )

    def open_to(self, actor: int, circle: int) -> bool:
        """Whether a circle concerns nobody sealed, or was opened to the actor by two people."""
        return circle not in self.sealed or any(
            row["actor_id"] == actor and row["scope"] == "c" and row["scope_id"] == circle and row["levels"] & 32
            for row in self.live
        )

    def reaches(self, grant: Row, circle: int) -> bool:
        """Whether a grant opens a circle: by itself or through its team."""
        team = self.circles[circle]["team_id"]
        return (grant["scope"], grant["scope_id"]) in (("c", circle), ("t", team))


@dataclass
class Eyes:
    """One reader; 0 is nobody at all."""

    facts: Facts
    actor: int

    @cached_property
    def mine(self) -> list[Row]:
        """Her grants that hold now; none when she is gone, since then she cannot come in."""
        return [row for row in self.facts.live if row["actor_id"] == self.actor]

    @cached_property
    def powers(self) -> int:
        """Her agency-wide bits."""
        return self._bits(row["levels"] for row in self.mine if row["scope"] == "o")

    @staticmethod
    def _bits(levels: Any) -> int:
        found = 0
        for each in levels:
            found |= each
        return found

    def _teams(self, bits: int) -> set[int]:
        return {row["scope_id"] for row in self.mine if row["scope"] == "t" and row["levels"] & bits}

    @cached_property
    def teams(self) -> set[int]:
        """Teams whose ordinary rows she sees."""
        return self._teams(1)

    @cached_property
    def index_teams(self) -> set[int]:
        """Teams whose people she may know to exist."""
        return self._teams(64)

    @cached_property
    def supervises(self) -> set[int]:
        """Teams that she supervises."""
        held = [row for row in self.mine if row["scope"] == "t" and row["levels"] & 127]
        return {row["scope_id"] for row in held if row["reason"] == "supervisor"}

    @cached_property
    def shut(self) -> set[int]:
        """Circles that are shut to her whatever else was granted."""
        circles = self.facts.circles
        return {one for one in circles if self.facts.barred(self.actor, one) or not self.facts.open_to(self.actor, one)}

    @cached_property
    def circles(self) -> set[int]:
        """Circles that she sees at ordinary level."""
        if not self.actor:
            return set()
        granted = [row for row in self.mine if row["scope"] == "c" and row["reason"] != "request" and row["levels"] & 1]
        own = {row["scope_id"] for row in granted}
        found = {one for one, row in self.facts.circles.items() if row["team_id"] in self.teams or one in own}
        return found - self.shut

    def holds(self, row: Row) -> bool:
        """Whether a grant of hers, or one of her team, opens the level of a row, whatever shuts the circle."""
        held = [one for one in self.mine if one["levels"] & row["level"]]
        teams = {one["scope_id"] * 64 + row["level"] for one in held if one["scope"] == "t"}
        own = [one["scope_id"] for one in held if one["scope"] == "c" and one["reason"] != "request"]
        return row["acl_key"] in teams or row["circle_id"] in own

    @cached_property
    def seen(self) -> set[int]:
        """Persons whom she sees."""
        return {one for one, of in self.facts.circles_of.items() if self.circles.intersection(of)}

    @cached_property
    def ruled(self) -> set[int]:
        """Circles into which she may bring others."""
        if not self.actor:
            return set()
        carried = {
            row["scope_id"]
            for row in self.mine
            if row["scope"] == "c" and row["reason"] in ("assigned", "intake", "import")
        }
        desks = {
            row["scope_id"]
            for row in self.mine
            if row["scope"] == "t" and row["reason"] == "intake" and row["levels"] & 2
        }
        teams = self.supervises | desks
        return {one for one, row in self.facts.circles.items() if one in carried or row["team_id"] in teams} - self.shut

    def rules_one_of(self, person: int) -> bool:
        """Whether she may bring others into some circle of a person."""
        return bool(self.ruled.intersection(self.facts.circles_of.get(person, ())))

    def may_know(self, circle: int) -> bool:
        """Whether she sees a circle or holds the index right for its team."""
        row = self.facts.circles[circle]
        return circle in self.circles or (row["kind"] == "ordinary" and row["team_id"] in self.index_teams)
