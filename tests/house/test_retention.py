"""Every column of every table is covered once by config/retention.yaml (contract 5)."""

from __future__ import annotations

from collections import Counter

import yaml
from django.apps import apps

from tests.house.reading import ROOMS, ROOT

OUR_LABELS = {label for rooms in ROOMS.values() for label in rooms}
RULES = ROOT / "alongside" / "config" / "retention.yaml"


def columns() -> set[str]:
    return {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        if model._meta.app_label in OUR_LABELS
        for field in model._meta.local_concrete_fields
    }


def covered() -> Counter[str]:
    data = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return Counter(
        f"{table}.{column}"
        for rule in data["classes"].values()
        for table, names in rule["columns"].items()
        for column in names
    )


def test_every_column_has_one_rule() -> None:
    missing = sorted(columns() - covered().keys())
    lines = "\n".join(f"  {name.split('.')[0]}: [..., {name.split('.')[1]}]" for name in missing)
    assert not missing, f"Add to a class in config/retention.yaml:\n{lines}"
    assert not sorted(covered().keys() - columns()), "config/retention.yaml names columns that do not exist"
    assert not [name for name, count in covered().items() if count > 1]


def test_every_class_says_from_when_how_long_and_by_whose_authority() -> None:
    data = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    for name, rule in data["classes"].items():
        assert {"words", "trigger", "period", "authority", "columns"} <= rule.keys(), name
