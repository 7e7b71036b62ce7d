"""Names of people of whom the record knows nothing, such as a neighbour in a note: guessed by how they are written.

A guess is only that: a human decides every passage. It is better to look at one line too many than to hand over the
name of somebody who told us something in confidence (S-126, Practice B14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alongside.ground.foundation.text import fold
from alongside.oversight.requests.enums import SpanKind
from alongside.oversight.requests.rules.spans import Found

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
ENDS = re.compile(r"[.!?:;\n“”\"(]\s*$")
KIN = re.compile(
    "aunt|boyfriend|brother|carer|colleague|cousin|dad|daughter|doctor|dr|ex|father|friend|girlfriend|granddad|"
    "grandfather|grandma|grandmother|grandson|granddaughter|husband|landlady|landlord|lawyer|lodger|manager|"
    "mother|mr|mrs|ms|mum|neighbor|neighbour|nephew|niece|nurse|partner|priest|sister|son|stepfather|stepmother|"
    "teacher|tutor|uncle|wife|amiga|amigo|frau|herr|hermana|hermano|madre|mutter|nachbar|nachbarin|onkel|padre|"
    "schwester|senor|senora|tante|tochter|vater|vecina|vecino|bruder|sohn"
)
"""Words after which a name often follows, as they fold."""
DAYS = re.compile(
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|"
    "september|october|november|december|english|spanish|german|french|irish|i"
)
Token = tuple[int, int, str]


def strangers(text: str, plain: frozenset[str]) -> Iterator[Found]:
    """Places in ``text`` that look like the name of somebody unknown; ``plain`` are folded words that are none.

    Two capitals in a row inside a line, or one after a word such as "neighbour" or "Mrs". What stands before the
    first colon of a line is the label of a field and is passed over.
    """
    begin = 0
    for line in text.splitlines(keepends=True):
        told = line.find(": ") + 2 if 0 < line.find(": ") < 40 else 0
        for one in _of_line(line[told:], plain):
            yield Found(begin + told + one[0], begin + told + one[1], SpanKind.UNKNOWN)
        begin += len(line)


def _of_line(line: str, plain: frozenset[str]) -> Iterator[tuple[int, int]]:
    tokens = [(match.start(), match.end(), match.group().rstrip(".")) for match in TOKEN.finditer(line)]
    capital = [word[:1].isupper() and not (len(word) > 3 and word.isupper()) for _begin, _end, word in tokens]
    names = [
        is_capital and fold(one[2]) not in plain and not DAYS.fullmatch(fold(one[2]))
        for is_capital, one in zip(capital, tokens, strict=True)
    ]
    at = 0
    while at < len(tokens):
        last = at
        while names[at] and last + 1 < len(tokens) and names[last + 1] and _joined(line, tokens, last):
            last += 1
        run = tokens[at : last + 1]
        if names[at] and _is_a_name(run, tokens[at - 1][2] if at else "", first=_begins(line, run[0][0])):
            yield _without_title(run)
        at = last + 1


def _is_a_name(run: Sequence[Token], before: str, *, first: bool) -> bool:
    """Two capitals in a row are enough; the short word that begins a sentence is none of them."""
    return KIN.fullmatch(fold(before)) is not None or len(run) - (first and len(run[0][2]) <= 3) >= 2


def _without_title(run: Sequence[Token]) -> tuple[int, int]:
    """Where a run begins and ends; a title or word of kin before the name stays readable."""
    kept = run[1:] if len(run) > 1 and KIN.fullmatch(fold(run[0][2])) else run
    return kept[0][0], kept[-1][0] + len(kept[-1][2])


def _begins(line: str, at: int) -> bool:
    """Whether a word begins a sentence, where a capital tells nothing."""
    return not line[:at].strip() or bool(ENDS.search(line[:at]))


def _joined(line: str, tokens: Sequence[Token], at: int) -> bool:
    return line[tokens[at][1] : tokens[at + 1][0]] == " "
