"""Writing facts: dated, with their source, one at a time or a whole file's worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.assessments.models import Fact
from alongside.practice.assessments.rules.statements import fact_faults
from alongside.practice.assessments.rules.writing import may_write_at
from alongside.record.cases.models import Case
from alongside.record.cases.queries import standing
from alongside.record.cases.rules.standing import may_reach_milestone


@dataclass(frozen=True, slots=True)
class NewFact:
    """One fact to be written into ``case``; ``amount`` with its ``unit`` ("EUR a month") when it is a number."""

    case: Case
    person_id: int
    domain: str
    key: str
    label: str
    value: str
    on: date
    source: str
    amount: Decimal | None = None
    unit: str = ""
    source_note: str = ""
    level: int = ORDINARY


@transaction.atomic
def add_fact(
    *,
    case: Case,
    person_id: int,
    domain: str,
    key: str,
    label: str,
    value: str,
    amount: Decimal | None = None,
    unit: str = "",
    on: date,
    source: str,
    source_note: str = "",
    level: int = ORDINARY,
    by: Reader,
) -> Fact:
    """Write one dated fact about a person: income, benefits, health, school (S-041).

    Refused: nothing said, a negative amount, an amount without its unit, a future day, a person outside the case.
    """
    fact = NewFact(case, person_id, domain, key, label, value, on, source, amount, unit, source_note, level)
    return add_facts(facts=[fact], by=by)[0]


@transaction.atomic
def add_facts(*, facts: Iterable[NewFact], by: Reader) -> list[Fact]:
    """Write many facts at once, of one case or of many, in a fixed number of statements for each case.

    Facts are dated, so they may be written into a closed case too (imports of earlier years). Refused as ``add_fact``
    refuses; then nothing is written at all.
    """
    wanted = list(facts)
    rows = _cases(wanted, by)
    subjects = set(
        CircleSubject.objects.filter(circle_id__in={case.circle_id for case in rows.values()}).values_list(
            "circle_id", "person_id"
        )
    )
    for fact in wanted:
        _check(fact, known=(rows[fact.case.id].circle_id, fact.person_id) in subjects)
    return Fact.objects.bulk_create(
        [
            Fact(
                circle_id=rows[fact.case.id].circle_id,
                level=fact.level,
                case=rows[fact.case.id],
                person_id=fact.person_id,
                domain=fact.domain,
                key=fact.key,
                label=fact.label,
                value=fact.value,
                amount=fact.amount,
                unit=fact.unit,
                on=fact.on,
                source=fact.source,
                source_note=fact.source_note[:200],
            )
            for fact in wanted
        ],
        batch_size=1000,
    )


def _cases(facts: list[NewFact], by: Reader) -> dict[int, Case]:
    """The cases of ``facts`` as they are now; refused when ``by`` may not write in one of them at a level asked for."""
    rows = Case.objects.select_related("circle").in_bulk({fact.case.id for fact in facts})
    levels: dict[int, set[int]] = {}
    for fact in facts:
        levels.setdefault(fact.case.id, set()).add(fact.level)
    for number, wanted in levels.items():
        if number not in rows:
            raise NotFound
        stands = standing(rows[number], by)
        require(may_reach_milestone(by, stands))
        for level in wanted:
            require(may_write_at(stands, level), field="level")
    return rows


def _check(fact: NewFact, *, known: bool) -> None:
    if not known:
        reason = _("This person does not take part in the case. Choose someone who does.")
        raise Refused("fact.person", reason, fields={"person": reason})
    faults = fact_faults(
        domain=fact.domain,
        key=fact.key,
        label=fact.label,
        value=fact.value,
        amount=fact.amount,
        unit=fact.unit,
        source=fact.source,
        on=fact.on,
        today=clock.today(),
    )
    refuse_faults("fact.incomplete", faults)
