"""What counts as leaving the house, in one place: every page, command and mail that lets something out.

A test of the house finds whatever makes a file and fails while it does not stand here. Answers of the API are not
leaving: they are reading, with the rights of the token's worker; what a program makes with them is its own.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from alongside.ground.files.words import words_in
from alongside.oversight.exports.rules.sheets import Row, text_of


class Gate(Enum):
    """What stands at a way out."""

    SEARCHED = "its text is searched for hidden addresses, numbers and schools; a hit stops it"
    NEUTRAL = "it holds no name, address, programme or diagnosis"
    READ = "it is read by whoever may read it in the record; its text is searched when it leaves with its case"
    DECIDED = "a person's own copy: somebody has decided on each passage, and what is held back is not in it"
    RETURNED = "it goes back to whoever brought it in, as it came"
    OPERATOR = "only the operator of the machine makes it, who holds everything already; it is on record"


WAYS_OUT: Mapping[str, Gate] = {
    "/cases/<uuid:case>/take-out/": Gate.SEARCHED,
    "/cases/<uuid:case>/take-out/<uuid:paper>/": Gate.SEARCHED,
    "/cases/<uuid:case>/papers/<uuid:paper>/": Gate.SEARCHED,
    "/cases/<uuid:case>/files/<uuid:file>/content/": Gate.READ,
    "/cases/<uuid:case>/files/<uuid:file>/thumbnail/": Gate.READ,
    "/cases/<uuid:case>/family/take-out/": Gate.SEARCHED,
    "/cases/<uuid:case>/family/take-out/<uuid:paper>/": Gate.SEARCHED,
    "/take-out/totals/<uuid:totals>/": Gate.NEUTRAL,
    "/take-out/people/": Gate.SEARCHED,
    "/take-out/cases/": Gate.SEARCHED,
    "/take-out/intakes/": Gate.SEARCHED,
    "/take-out/drafts/": Gate.SEARCHED,
    "/take-out/team/": Gate.SEARCHED,
    "/take-out/duplicates/": Gate.SEARCHED,
    "/take-out/log/": Gate.SEARCHED,
    "/take-out/left/": Gate.SEARCHED,
    "/privacy/requests/<uuid:asked>/papers/<uuid:paper>/": Gate.DECIDED,
    "/privacy/requests/<uuid:asked>/passages/<uuid:passage>/file/": Gate.READ,
    "/privacy/disposals/<uuid:disposal>/certificate/": Gate.NEUTRAL,
    "/imports/<uuid:run>/ledger.csv": Gate.RETURNED,
    "/imports/<uuid:run>/refused.csv": Gate.RETURNED,
    "/calendar/<str:secret>.ics": Gate.NEUTRAL,
    "alongside genogram": Gate.RETURNED,
    "alongside export case": Gate.SEARCHED,
    "alongside export list": Gate.SEARCHED,
    "alongside export all": Gate.OPERATOR,
    "alongside audit export": Gate.OPERATOR,
    "alongside backup": Gate.OPERATOR,
    "mail alongside.doors.commands.letters": Gate.NEUTRAL,
    "mail alongside.doors.commands.emergencies": Gate.NEUTRAL,
    "mail alongside.doors.commands.jobs": Gate.NEUTRAL,
    "mail alongside.doors.commands.matching": Gate.NEUTRAL,
    "mail alongside.doors.console.staff": Gate.NEUTRAL,
}
"""Each way out: the address of a page, the words of a command, the module that writes a mail."""


class Watched:
    """Rows on their way into a file, of which every text is kept to be searched when they have all come."""

    def __init__(self, header: Sequence[str], rows: Iterable[Row]) -> None:
        self.header, self.rows = header, rows
        self.columns: list[list[str]] = [[] for _name in header]

    def __iter__(self) -> Iterator[Row]:
        """The rows."""
        for row in self.rows:
            for column, cell in zip(self.columns, row, strict=True):
                if isinstance(cell, str | list | tuple):
                    column.append(text_of(cell))
            yield row

    def texts(self) -> dict[str, str]:
        """Everything that was written in words, by the name of its column."""
        return {name: APART.join(column) for name, column in zip(self.header, self.columns, strict=True)}


FILE, BYTES = "content", ("content", "thumbnail")
"""Under which names a row holds the bytes of a file."""

APART = "\n|\n"
"""What stands between two texts that are searched as one, so that no number runs from one into the next."""


def _said(value: Any) -> Iterator[str]:
    """Every text within a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        file = value.get(FILE) if isinstance(value, Mapping) else None
        if isinstance(file, str):
            yield words_in(base64.b64decode(file))
        for one in _parts(value):
            yield from _said(one)


def _parts(value: Any) -> Iterable[Any]:
    """What lies within a value, but for the bytes of files."""
    if isinstance(value, Mapping):
        return (one for name, one in value.items() if not (name in BYTES and isinstance(one, str)))
    return value  # type: ignore[no-any-return]  # a list or a tuple, as whoever asks knows


def texts_of(sections: Mapping[str, Any]) -> dict[str, str]:
    """Every text of each section of a case, by the name of the section, and what its files say in letters."""
    return {name: APART.join(_said(rows)) for name, rows in sections.items()}
