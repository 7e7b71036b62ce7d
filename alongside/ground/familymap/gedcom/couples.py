"""Family records: partners of whatever sex, what happened to them, and their children."""

from __future__ import annotations

from alongside.ground.familymap.gedcom.dates import Dated, read_date
from alongside.ground.familymap.gedcom.document import Child, Couple, Event, EventKind, Tie
from alongside.ground.familymap.gedcom.lines import Node
from alongside.ground.familymap.gedcom.people import Remark, read_tie

EVENTS: dict[str, EventKind] = {
    "MARR": "marriage",
    "DIV": "divorced",
    "ANUL": "divorced",
    "ENGA": "engaged",
    "SEPA": "separated",
    "_SEPR": "separated",
    "_SEP": "separated",
    "_NMR": "cohabiting",
    "_COHAB": "cohabiting",
}
USED = frozenset((*EVENTS, "HUSB", "WIFE", "CHIL", "EVEN", "MARB", "MARC", "MARL", "MARS", "DIVF", "RESN", "NO",
                  "CHAN", "REFN", "RIN", "UID", "EXID", "_UID"))  # fmt: skip
TOGETHER = ("COMMON", "COHAB", "UNMARRIED", "NOT MARRIED", "PARTNER", "LIVING TOGETHER", "LIVE TOGETHER", "_NMR")
APART = ("SEPARAT",)
COUPLE = 2


def read_couple(node: Node, remark: Remark) -> Couple:
    """The couple of the record ``node``; ``remark(line, words)`` takes what is worth saying."""
    partners = dict.fromkeys(found for one in node.all("HUSB", "WIFE") if (found := one.pointer()))
    if len(partners) > COUPLE:
        left = ", ".join(list(partners)[COUPLE:])
        remark(node.number, f"More than two partners stand here; {left} was left out of this couple.")
    unused = sorted({one.tag for one in node.below if one.tag not in USED})
    if unused:
        remark(node.number, f"Not used: {', '.join(unused[:12])}.")
    sides = _sides(node, tuple(partners)[:COUPLE])
    return Couple(
        xref=node.xref,
        line=node.number,
        partners=tuple(partners)[:COUPLE],
        events=tuple(event for one in node.below if (event := _event(one, remark))),
        children=tuple(_children(node, sides, remark)),
    )


def _sides(node: Node, partners: tuple[str, ...]) -> tuple[str, str]:
    """Which of the tags about a parent's tie belongs to the first and to the second partner."""
    husband = {one.pointer() for one in node.all("HUSB")}
    wife = {one.pointer() for one in node.all("WIFE")}
    swapped = bool(partners) and partners[0] in wife and partners[0] not in husband
    return ("_MREL", "_FREL") if swapped else ("_FREL", "_MREL")


def _event(node: Node, remark: Remark) -> Event | None:
    kind: EventKind | None = EVENTS.get(node.tag)
    said = node.text("TYPE").upper() or (node.value.upper() if node.tag == "EVEN" else "")
    if node.value.strip().upper() == "N":
        return None
    if kind == "marriage" and any(word in said for word in TOGETHER):
        kind = "cohabiting"
    if node.tag == "EVEN":
        kind = "separated" if any(word in said for word in APART) else None
        kind = "cohabiting" if any(word in said for word in TOGETHER) else kind
    return Event(kind, _dated(node, remark)) if kind else None


def _dated(node: Node, remark: Remark) -> Dated:
    said = node.first("DATE")
    dated = read_date(said.value) if said else Dated()
    if said and dated.remark:
        remark(said.number, dated.remark)
    return dated


def _children(node: Node, sides: tuple[str, str], remark: Remark) -> list[Child]:
    found: dict[str, Child] = {}
    for one in node.all("CHIL"):
        person = one.pointer()
        if person and person not in found:
            ties: list[Tie] = []
            for side in sides:
                said = one.first(side)
                ties.append((read_tie(said.value, said.number, remark) if said else None) or "birth")
            found[person] = Child(person, (ties[0], ties[1]), one.number)
    return list(found.values())
