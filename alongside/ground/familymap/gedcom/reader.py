"""A whole file: records to values, pointers that lead nowhere, and what one side says and the other does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from alongside.ground.familymap.gedcom.couples import COUPLE, read_couple
from alongside.ground.familymap.gedcom.decoding import decode
from alongside.ground.familymap.gedcom.document import Child, Couple, Document, Individual, Parentage, Row
from alongside.ground.familymap.gedcom.lines import Node, records
from alongside.ground.familymap.gedcom.people import read_individual
from alongside.ground.familymap.reading import NotReadable

LARGEST = 64_000_000
"""In bytes. A file of this size holds several hundred thousand people; nothing larger is read at once."""
NOTHING = frozenset(("HEAD", "TRLR"))


@dataclass(slots=True)
class _Reading:
    """A file on its way in."""

    people: dict[str, Individual] = field(default_factory=dict)
    couples: dict[str, Couple] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def take(self, node: Node) -> None:
        """One record: read, or left out with the reason."""
        name = node.xref or node.tag
        if node.tag not in ("INDI", "FAM"):
            if node.tag not in NOTHING:
                self.rows.append(Row(node.number, name, "left out", f"{node.tag} says nothing about who is who."))
            return
        if not node.xref or node.xref in self.people or node.xref in self.couples:
            reason = "The number stands at an earlier record already." if node.xref else "The record has no number."
            self.rows.append(Row(node.number, name, "left out", reason))
            return
        self.rows.append(Row(node.number, name, "read"))

        def remark(number: int, words: str) -> None:
            self.rows.append(Row(number, name, "remark", words))

        if node.tag == "INDI":
            self.people[name] = read_individual(node, remark)
        else:
            self.couples[name] = read_couple(node, remark)


def read_gedcom(data: bytes) -> Document:
    """The people and couples of a GEDCOM file. Whatever is broken in it is mended or left out, and said in ``report``.

    Raises ``NotReadable`` only when the file is no GEDCOM at all, holds nobody, or is too large.
    """
    if len(data) > LARGEST:
        raise NotReadable(f"The file is larger than {LARGEST // 1_000_000} MB; take the part out that is needed.")
    decoded = decode(data)
    found, mended = records(decoded.text)
    if not any(one.tag in ("HEAD", "INDI", "FAM") for one in found):
        raise NotReadable("This is no GEDCOM file: it has no line such as “0 HEAD” or “0 @I1@ INDI”.")
    reading = _Reading()
    if decoded.remark:
        reading.rows.append(Row(1, "HEAD", "remark", decoded.remark))
    reading.rows += [Row(one.number, "", "remark", one.reason) for one in mended]
    for node in found:
        reading.take(node)
    if not reading.people:
        raise NotReadable("The file holds nobody: it has no record such as “0 @I1@ INDI”.")
    _join(reading)
    head = next((one for one in found if one.tag == "HEAD"), Node("HEAD"))
    form = head.first("GEDC")
    rows = tuple(sorted(reading.rows, key=lambda row: row.line))
    return Document(reading.people, reading.couples, rows, decoded.encoding, form.text("VERS") if form else "")


def _join(reading: _Reading) -> None:
    """Leave out pointers that lead nowhere, and make both sides of every tie say the same."""
    children: dict[str, dict[str, Child]] = {}
    for name, couple in reading.couples.items():
        children[name] = _known(reading, couple)
    for person in reading.people.values():
        for family in person.partner_in:
            _add_partner(reading, person, family, children)
        for parentage in person.child_in:
            _add_child(reading, person, parentage, children)
    for name, couple in reading.couples.items():
        for one in couple.partners:
            if one in children[name]:
                line = children[name].pop(one).line
                reading.rows.append(Row(line, name, "left out", f"{one} would be their own parent."))
        reading.couples[name] = replace(couple, children=tuple(children[name].values()))


def _known(reading: _Reading, couple: Couple) -> dict[str, Child]:
    """Keep those partners of ``couple`` who are in the file; returns the children who are."""
    mentioned = [(one, couple.line) for one in couple.partners] + [(one.person, one.line) for one in couple.children]
    for person, line in mentioned:
        if person not in reading.people:
            reading.rows.append(Row(line, couple.xref, "left out", f"{person} is not in the file."))
    partners = tuple(one for one in couple.partners if one in reading.people)
    reading.couples[couple.xref] = replace(couple, partners=partners, children=())
    return {one.person: one for one in couple.children if one.person in reading.people}


def _add_partner(
    reading: _Reading, person: Individual, family: str, children: Mapping[str, Mapping[str, Child]]
) -> None:
    """What the individual says of being a partner, where the family does not say so itself."""
    couple = reading.couples.get(family)
    if couple is None:
        reading.rows.append(Row(person.line, person.xref, "left out", f"The family {family} is not in the file."))
    elif person.xref not in couple.partners and person.xref not in children[family]:
        words = f"{person.xref} is a partner by their own record only"
        if len(couple.partners) < COUPLE:
            reading.couples[family] = replace(couple, partners=(*couple.partners, person.xref))
            reading.rows.append(Row(couple.line, family, "remark", f"{words}; taken so."))
        else:
            reading.rows.append(Row(couple.line, family, "left out", f"{words}, and two others stand there."))


def _add_child(
    reading: _Reading, person: Individual, parentage: Parentage, children: Mapping[str, dict[str, Child]]
) -> None:
    """What the individual says of being a child of a family, and by what."""
    name = person.xref
    if parentage.family not in children:
        words = f"The family {parentage.family} is not in the file."
        reading.rows.append(Row(parentage.line, name, "left out", words))
        return
    found = children[parentage.family]
    said = found.get(name)
    if parentage.disproved:
        found.pop(name, None)
        words = f"The file says that they are not a child of {parentage.family}."
        reading.rows.append(Row(parentage.line, name, "left out", words))
    elif said is None:
        words = f"{name} is a child by their own record only; taken so."
        reading.rows.append(Row(parentage.line, parentage.family, "remark", words))
        kind = parentage.kind or "birth"
        found[name] = Child(name, (kind, kind), parentage.line)
    elif parentage.kind and said.ties == ("birth", "birth"):
        found[name] = replace(said, ties=(parentage.kind, parentage.kind))
