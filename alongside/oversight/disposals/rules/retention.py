"""The rules of ``config/retention.yaml`` as the gates read them: which classes go with what, and after how long.

A case goes as one: of its classes the longest period decides. The logs of a record have a class of their own and stay
longer, without words (Practice B14).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from alongside.ground.foundation.calendar import PERIOD
from alongside.ground.foundation.errors import Refused
from alongside.oversight.disposals.enums import ItemKind

LOGS = "access"
"""The class of who could see what and who did."""
TRIGGERS = {
    ItemKind.CASE: ("case_closed", "decided"),
    ItemKind.INTAKE: ("decided",),
    ItemKind.PERSON: ("last_case_closed", "request_answered"),
    ItemKind.STAFF: ("left",),
    ItemKind.BREACH: ("breach_closed",),
    ItemKind.REQUEST: ("request_answered",),
}
"""From what the period of each kind counts; the logs are told by their class (``LOGS``)."""
NIGHTLY = {
    "drafts": "sweep_rests",
    "invitations": "sweep_rests",
    "imports": "sweep_rests",
    "exports": "sweep_rests",
    "sheets": "forget_uploads",
    "case_papers": "forget_papers",
}
"""Which job of the night forgets what no human judgment is due for; every other class two people dispose of."""


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """One class of the rules file. ``period`` None is for ever; ``majority`` is the age from which it counts."""

    name: str
    words: str
    trigger: str
    period: str | None
    authority: str
    tables: tuple[str, ...]
    majority: int | None = None
    duty: bool = True

    @property
    def days(self) -> int:
        """The period in days or so, for comparing periods; 0 for a class that is kept for ever."""
        found = PERIOD.fullmatch(self.period or "P0D")
        years, months, days = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        return years * 365 + months * 30 + days


def retention_classes() -> tuple[RetentionClass, ...]:
    """The rules in force here: those that ship, or the agency's own file (``ALONGSIDE_RETENTION``)."""
    return _read(Path(settings.RETENTION_FILE))


@cache
def _read(path: Path) -> tuple[RetentionClass, ...]:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(_class_of(name, rule) for name, rule in said["classes"].items())


def _class_of(name: str, rule: dict[str, Any]) -> RetentionClass:
    period = rule["period"]
    if period is not None and not PERIOD.fullmatch(str(period)):
        raise Refused("retention.period", f"The period {period} of the class {name} is none; write P7Y or P90D.")
    return RetentionClass(
        name=name,
        words=rule["words"],
        trigger=rule["trigger"],
        period=period,
        authority=rule["authority"],
        tables=tuple(rule["columns"]),
        majority=rule.get("majority"),
        duty=rule.get("duty", True),
    )


def classes_of(kind: ItemKind) -> tuple[RetentionClass, ...]:
    """Which classes go with a case, a request, a person or a log."""
    found = retention_classes()
    if kind in (ItemKind.LOG, ItemKind.YEAR):
        return tuple(one for one in found if one.name == LOGS)
    wanted = TRIGGERS[kind]
    return tuple(one for one in found if one.trigger in wanted and one.name != LOGS and one.name not in NIGHTLY)


def disposed_by(name: str) -> tuple[ItemKind | str, ...]:
    """How a class is disposed of: the kinds that two people decide about, or the job of the night; () for nothing."""
    if name in NIGHTLY:
        return (NIGHTLY[name],)
    return tuple(kind for kind in ItemKind if name in {one.name for one in classes_of(kind)})


def nightly_periods() -> dict[str, str | None]:
    """The period of each class that the night sweeps by itself; None is for ever."""
    return {one.name: one.period for one in retention_classes() if NIGHTLY.get(one.name) == "sweep_rests"}


def finding_rules() -> dict[str, Any]:
    """For each kind what the gates that find need: the longest period, the age, whether there is a duty to keep."""
    return {kind.value: _longest(classes_of(kind)) for kind in ItemKind}


def _longest(classes: tuple[RetentionClass, ...]) -> dict[str, Any]:
    if not classes:
        return {"period": None, "majority": None, "duty": True, "authority": "", "classes": []}
    for_ever = any(one.period is None for one in classes)
    longest = max(classes, key=lambda one: one.days)
    return {
        "period": None if for_ever else longest.period,
        "majority": max((one.majority for one in classes if one.majority is not None), default=None),
        "duty": any(one.duty for one in classes),
        "authority": "; ".join(dict.fromkeys(one.authority for one in classes if one.days == longest.days))[:300],
        "classes": [one.name for one in classes],
    }


def erasing_rules() -> dict[str, Any]:
    """What the gate that erases needs: the tables of a circle, those of people too, and how long logs stay."""
    case, person, logs = classes_of(ItemKind.CASE), classes_of(ItemKind.PERSON), _longest(classes_of(ItemKind.LOG))
    tables = sorted({table for one in case for table in one.tables})
    return {
        "classes": [one.name for one in case],
        "authority": _longest(case)["authority"],
        "tables": tables,
        "owned": sorted({*tables, *(table for one in person for table in one.tables)}),
        "logs": logs["period"],
        "logs_majority": logs["majority"],
        "log_classes": logs["classes"],
        "log_authority": logs["authority"],
        "staff_authority": _longest(classes_of(ItemKind.STAFF))["authority"],
        "former": str(_("Former worker")),
    }


def words_of(names: list[str]) -> str:
    """The classes with these names in words."""
    return "; ".join(one.words for one in retention_classes() if one.name in names)
