"""What somebody hopes for, in her own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from alongside.practice.assessments.enums import Domain, StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries.names import called_by_number


@dataclass(frozen=True, slots=True)
class Hope:
    """A hope as it was said: verbatim when ``verbatim``, else in the service's words."""

    words: str
    verbatim: bool
    name: str
    said_on: date
    first_said_on: date


def hope_of_case(case_id: int) -> Hope | None:
    """The hope of a case that still holds; None when nobody was asked.

    What was said of hopes as such comes before a hope for one area, their own words before ours, the newest first.
    """
    statements = list(Statement.objects.filter(case_id=case_id, kind=StatementKind.HOPE, ended_on=None))
    return hope_among(statements, called_by_number(said_hopes(statements)))


def said_hopes(statements: Iterable[Statement]) -> set[int]:
    """Whose hopes stand among ``statements``: the persons whose names are needed to show one."""
    return {one.said_by_id for one in statements if one.kind == StatementKind.HOPE and one.said_by_id}


def hope_among(statements: Iterable[Statement], names: Mapping[int, str]) -> Hope | None:
    """The same from statements that hold today and from what people are called."""
    hopes = [one for one in statements if one.kind == StatementKind.HOPE]
    if not hopes:
        return None
    hopes.sort(key=lambda one: (one.said_on, one.id), reverse=True)
    hope = min(hopes, key=lambda one: (one.domain != Domain.ASPIRATIONS, not one.own_words))
    name = names.get(hope.said_by_id or 0, "")
    first = min(one.said_on for one in hopes)
    return Hope(hope.own_words or hope.words, bool(hope.own_words), name, hope.said_on, first)
