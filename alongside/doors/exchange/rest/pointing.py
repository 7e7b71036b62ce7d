"""How programs point at rows of the record: by outside names, and every fault told at the field that was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.practice.assessments.queries import statement_numbers
from alongside.record.people.queries import person_numbers


def person_named(name: UUID | None, field: str) -> int | None:
    """The house number of a person; None for None. Refused at ``field`` when she is absent or hidden."""
    return people_named([name], field)[0] if name is not None else None


def people_named(names: Iterable[UUID], field: str) -> tuple[int, ...]:
    """The house numbers of persons in that order. Refused at ``field`` when one is absent or hidden."""
    try:
        return person_numbers(names)
    except NotFound:
        reason = _("There is nobody with this name whom you can see. Use an id from the participants of the case.")
        raise Refused("person", reason, fields={field: reason}) from None


def statement_named(name: UUID | None, field: str) -> int | None:
    """The house number of a statement; None for None. Refused at ``field`` when it is absent or hidden."""
    return statements_named([name], field)[0] if name is not None else None


def statements_named(names: Iterable[UUID], field: str) -> tuple[int, ...]:
    """The house numbers of statements in that order. Refused at ``field`` when one is absent or hidden."""
    try:
        return statement_numbers(names)
    except NotFound:
        reason = _("There is no statement with this name that you can see. Use an id from the assessment.")
        raise Refused("statement", reason, fields={field: reason}) from None


@contextmanager
def called(names: Mapping[str, str], **beginnings: str) -> Iterator[None]:
    """Tell every fault of a refusal inside at the API's own field names.

    ``names`` maps names of an action's arguments to fields; ``beginnings`` what they may begin with, so that
    ``section_="sections."`` tells ``section_plan`` at ``sections.plan``.
    """
    try:
        yield
    except (NotFound, Stale):
        raise
    except Refused as refusal:
        refusal.fields = {_our_name(name, names, beginnings): words for name, words in refusal.fields.items()}
        raise


def _our_name(name: str, names: Mapping[str, str], beginnings: Mapping[str, str]) -> str:
    if name in names:
        return names[name]
    for begins, ours in beginnings.items():
        if "." not in name and name.startswith(begins):
            return ours + name.removeprefix(begins)
    return name
