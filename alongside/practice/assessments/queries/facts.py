"""The facts of a case as pages show them: what holds now, by area, with date, source and what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format

from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.assessments.enums import Domain, SourceKind
from alongside.practice.assessments.models import Fact
from alongside.practice.assessments.queries.names import called_by_number

ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class FactNow:
    """What is known of one thing about one person: the newest answer, and (day, value) of the earlier ones."""

    person: str
    label: str
    value: str
    on: date
    source: str
    restricted: bool
    earlier: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class FactArea:
    """The facts of one area of life."""

    domain: str
    label: str
    facts: tuple[FactNow, ...]


def fact_areas(case_id: int, domain: str = "") -> tuple[FactArea, ...]:
    """The facts of a case that the reader may see, by area in the order of the areas; of one area when given.

    An answer that says the same as the one before it is not repeated. Three statements, however many facts there are.
    """
    rows = Fact.objects.filter(case_id=case_id, **({"domain": domain} if domain else {})).order_by("-on", "-id")
    told: dict[tuple[str, int, str], list[Fact]] = {}
    for row in rows:
        told.setdefault((row.domain, row.person_id, row.key), []).append(row)
    names = called_by_number({person for _domain, person, _key in told})
    found: dict[str, list[FactNow]] = {}
    for (area, person, _key), answers in told.items():
        found.setdefault(area, []).append(_now(names.get(person, ""), answers))
    for facts in found.values():
        facts.sort(key=lambda fact: (fact.person, fact.label))
    return tuple(FactArea(area.value, str(area.label), tuple(found[area])) for area in Domain if area in found)


def _now(person: str, answers: list[Fact]) -> FactNow:
    newest = answers[0]
    source = newest.source_note or str(SourceKind(newest.source).label)
    changed = [one for one, before in zip(answers[1:], answers, strict=False) if one.value != before.value]
    return FactNow(
        person=person,
        label=newest.label,
        value=_words(newest),
        on=newest.on,
        source=source,
        restricted=newest.level != ORDINARY,
        earlier=tuple((one.on, _words(one)) for one in changed),
    )


def _day(found: re.Match[str]) -> str:
    """A day that another system wrote as 2022-08-09, as people write it; what is no day stays as it was."""
    try:
        return date_format(date.fromisoformat(found[0]), "j M Y")
    except ValueError:
        return found[0]


def _words(fact: Fact) -> str:
    """The answer in words; an amount as the reader's language writes numbers, with its unit."""
    if fact.amount is None:
        return ISO_DAY.sub(_day, fact.value)
    return f"{number_format(fact.amount, decimal_pos=2, force_grouping=True)} {fact.unit}".strip()
