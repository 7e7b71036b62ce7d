"""The certificate of a disposal: what was erased, by which rule, who agreed, what is left. No name of anybody in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.ground.foundation.calendar import period_words
from alongside.ground.paper.typesetting import Section, Summary
from alongside.oversight.disposals.enums import Ground, ItemKind
from alongside.oversight.disposals.rules.retention import erasing_rules, words_of

FORMAT = 1


class Item(Protocol):
    """One line of a disposal."""

    kind: str
    classes: list[str]
    period: str
    authority: str


class Agreed(Protocol):
    """A disposal that was agreed on, as the query tells it."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def public_id(self) -> UUID:
        """Its outside name."""

    @property
    def ground(self) -> Ground:
        """Why."""

    @property
    def reference(self) -> str:
        """By which request."""

    @property
    def proposed_by(self) -> str:
        """Who proposed it."""

    @property
    def decided_by(self) -> str:
        """Who agreed."""

    @property
    def items(self) -> tuple[Any, ...]:
        """Its lines."""


def certificate_of(line: Agreed, done: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """The certificate as JSON: what it says is what is signed.

    ``done`` are the numbers of the gate that erased, with ``digests`` (the tombstones by kind), ``leaves`` (the digest
    of what stands for the erased entries of the logs) and the name of the ``agency``.
    """
    return {
        "format": FORMAT,
        "agency": done["agency"],
        "disposal": str(line.public_id),
        "number": line.id,
        "at": at.astimezone(UTC).isoformat(),
        "ground": line.ground.value,
        "reference": line.reference,
        "proposed_by": line.proposed_by,
        "agreed_by": line.decided_by,
        "rules": _rules(line.items),
        "rows": done["rows"],
        "traces": done["traces"],
        "history": done["history"],
        "logs": done.get("logs", 0),
        "staff": done.get("staff", 0),
        "staff_names": done.get("staff_names", 0),
        "keys": done["keys"],
        "statistics": done["statistics"],
        "digests": done["digests"],
        "leaves": done["leaves"],
        "erasing": erasing_rules(),
    }


def _rules(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """How many records of each kind went, by which classes, period and authority; a day could tell a birthday."""
    found: dict[tuple[str, str, str, str], int] = {}
    for item in items:
        key = (item.kind, ",".join(item.classes), item.period, item.authority)
        found[key] = found.get(key, 0) + 1
    return [
        {"kind": kind, "classes": classes.split(","), "period": period, "authority": authority, "records": count}
        for (kind, classes, period, authority), count in sorted(found.items())
    ]


def sheet_of(certificate: dict[str, Any]) -> Summary:
    """The certificate on paper."""
    at = datetime.fromisoformat(certificate["at"])
    day = date_format(at, "j F Y")
    return Summary(
        title=_("Certificate of disposal"),
        subtitle=_("Number %(number)s, carried out on %(day)s") % {"number": certificate["number"], "day": day},
        agency=certificate["agency"],
        facts=[
            (_("Why"), str(Ground(certificate["ground"]).label)),
            *([(_("Request"), certificate["reference"])] if certificate["reference"] else []),
            (_("Proposed by"), certificate["proposed_by"]),
            (_("Agreed by"), certificate["agreed_by"]),
        ],
        sections=[
            Section(_("By which rules"), lines=[_rule_words(rule) for rule in certificate["rules"]]),
            _rows_section(certificate),
            Section(_("What is left"), lines=_left(certificate)),
            Section(_("Digests of what was erased"), lines=_digests(certificate)),
        ],
        rights=_("What stands here was erased for good. Nobody who was in these records is named here."),
        foot=_("%(agency)s. Disposal %(name)s.") % {"agency": certificate["agency"], "name": certificate["disposal"]},
        of=_("of"),
        made_at=at,
    )


def _rule_words(rule: dict[str, Any]) -> str:
    return _("%(records)s × %(kind)s: %(classes)s. Kept %(period)s (%(authority)s).") % {
        "records": rule["records"],
        "kind": ItemKind(rule["kind"]).label,
        "classes": words_of(rule["classes"]),
        "period": period_words(rule["period"]) if rule["period"] else "–",
        "authority": rule["authority"],
    }


def _rows_section(certificate: dict[str, Any]) -> Section:
    rows = {**certificate["rows"], **{name: count for name, count in certificate["traces"].items() if count}}
    return Section(
        _("What was erased"),
        columns=[_("Table"), _("Rows")],
        rows=[[name, str(count)] for name, count in sorted(rows.items())],
    )


def _left(certificate: dict[str, Any]) -> list[str]:
    return [
        *_staff(certificate),
        _("Entries of the history of which only who and when is left: %(n)s") % {"n": certificate["history"]},
        _("Entries of the logs that went with them: %(n)s") % {"n": certificate["logs"]},
        _("Keys destroyed, so that nothing opens what they encrypted: %(n)s") % {"n": certificate["keys"]},
        _("Cases kept as numbers for statistics: %(n)s") % {"n": certificate["statistics"]},
    ]


def _staff(certificate: dict[str, Any]) -> list[str]:
    if not certificate.get("staff"):
        return []
    return [
        _("People who worked here, of whom title, address, phone, languages and sign-in are gone: %(n)s")
        % {"n": certificate["staff"]},
        _("Of these the name is gone too, since nothing that stays names them: %(n)s")
        % {"n": certificate["staff_names"]},
    ]


def _digests(certificate: dict[str, Any]) -> list[str]:
    return [f"{kind} {digest}" for kind, found in sorted(certificate["digests"].items()) for digest in found]
