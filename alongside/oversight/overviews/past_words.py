"""Rows of the past as people read them: what each is called, labels, words of choices, names for what is linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.agency.access.models import Actor
from alongside.agency.organisation.models import Programme, Protocol
from alongside.agency.staff.models import Worker
from alongside.oversight.exports.rules import case_sections
from alongside.oversight.exports.rules.labels import LABELS
from alongside.practice.plans.models import Goal, Plan, Step
from alongside.record.cases.models import Case, Participant
from alongside.record.people.enums import Sex
from alongside.record.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Person,
    PersonName,
    Relationship,
)

Row = dict[str, Any]
Names = Mapping[type[Model], Mapping[int, str]]
HIDDEN = {
    *("id", "public_id", "version", "acl_key", "circle_id", "level", "created_at", "sort_key", "sealed"),
    *("merged_into_id", "compared_version", "phone_key", "case_id", "plan_id", "goal_id", "household_id", "content"),
    *("digest", "order", "wording"),
}
TITLES = ("display_name", "full", "title", "what", "label", "text", "words")
KINDS: dict[type[Model], Any] = {
    Person: gettext_lazy("Person"),
    PersonName: gettext_lazy("Name"),
    ContactPoint: gettext_lazy("Way to reach them"),
    Participant: gettext_lazy("Takes part"),
    Household: gettext_lazy("Household"),
    HouseholdMember: gettext_lazy("Lives there"),
    Relationship: gettext_lazy("Relationship"),
    Case: gettext_lazy("Case"),
    Plan: gettext_lazy("Plan"),
    Goal: gettext_lazy("Goal"),
    Step: gettext_lazy("Line of the plan"),
}
NAMED: tuple[tuple[type[Model], str], ...] = (
    (Actor, "name"),
    (Worker, "name"),
    (Programme, "name"),
    (Protocol, "title"),
)
"""What a row may point at that has a name of its own; anything else is left out rather than called an entry."""
CODES = {"sex": Sex}
"""Columns that hold a code without being a choice of the model."""


@dataclass(frozen=True, slots=True)
class Then:
    """One row as it was: what it is, its name, and what stood in it, each with its label."""

    table: str
    number: int
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]


def names_for(rows: Mapping[type[Model], Iterable[Row]], people: Mapping[int, str]) -> Names:
    """Names of whatever these rows point at, one statement for each kind that occurs; ``people`` are known already."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    for model, found in rows.items():
        links = [each for each in model._meta.concrete_fields if each.is_relation and each.column not in HIDDEN]
        for row in found:
            for each in links:
                if row.get(str(each.column)):
                    wanted[each.related_model].add(row[str(each.column)])
    names: dict[type[Model], Mapping[int, str]] = {Person: people}
    for model, column in NAMED:
        if wanted[model]:
            names[model] = dict(model._default_manager.filter(pk__in=wanted[model]).values_list("pk", column))
    return names


def then(model: type[Model], row: Row, names: Names) -> Then:
    """One row as a page shows it: what it is called, then whatever stood in it that its name does not say yet."""
    title, facts = _title(model, row, names), []
    for each in model._meta.concrete_fields:
        value = row.get(str(each.column))
        if each.column not in HIDDEN and value not in (None, "", [], {}):
            words = _words(each, value, names)
            if words and words != title:
                facts.append((_label(model, each), words))
    return Then(model._meta.db_table, row["id"], str(KINDS[model]), title, tuple(facts))


def _title(model: type[Model], row: Row, names: Names) -> str:
    people = [names[Person].get(row.get(column) or 0, "") for column in ("person_id", "other_id")]
    own = next((str(row[name]) for name in TITLES if row.get(name)), "")
    if model is Relationship and all(people):
        return _("%(one)s and %(other)s") % {"one": people[0], "other": people[1]}
    if model is Plan:
        return _("Version %(number)s") % {"number": row["number"]}
    return own or people[0] or str(KINDS[model])


NAMES = {section.model: section.name for section in case_sections.SECTIONS}


def _label(model: type[Model], each: Field[Any, Any]) -> str:
    """What a column is called: of its own kind of row first, as on paper."""
    return str(LABELS.get(f"{NAMES.get(model, '')}.{each.name}") or LABELS.get(each.name, each.verbose_name))


def _words(each: Field[Any, Any], value: Any, names: Names) -> str:
    """A value as people read it: the label of a choice, a day, a name; empty for a link to what has none."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    choices = dict(CODES[each.name].choices if each.name in CODES else each.flatchoices or ())
    if not isinstance(value, dict) and value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if each.related_model:
        return names.get(each.related_model, {}).get(value, "")
    if each.get_internal_type() == "DateTimeField" and (moment := parse_datetime(str(value))):
        return date_format(timezone.localtime(moment), "j F Y, H:i")
    if each.get_internal_type() == "DateField" and (day := parse_date(str(value))):
        return date_format(day, "j F Y")
    return str(value)
