"""Choosing a case by typing a name, where a page needs one and was not told which."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.text import fold
from alongside.record.cases import queries as cases
from alongside.record.cases.queries import CaseLine, Sought


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address names: a case, an appointment, or neither."""

    case: UUID | None
    appointment: UUID | None

    @property
    def nothing(self) -> bool:
        """Whether a case has to be chosen first."""
        return self.case is None and self.appointment is None


def wanted(request: DeskRequest, *, appointment: str = "appointment") -> Wanted:
    """The case and the appointment that the address names; 404 when a name cannot be one."""
    return Wanted(_named(request, "case"), _named(request, appointment))


def _named(request: DeskRequest, name: str) -> UUID | None:
    given = request.GET.get(name, "")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise Http404 from None


def choose_case(request: DeskRequest, *, title: str, words: str) -> HttpResponse:
    """The reader's cases, narrowed by what she typed; straight on when only one fits."""
    typed = request.GET.get("q", "").strip()
    lines = cases.case_lines(Sought(size=200), by=request.reader).lines
    found = [line for line in lines if _fits(line, typed)]
    if typed and len(found) == 1:
        return redirect(f"{request.path}?{urlencode({'case': str(found[0].public_id)})}")
    context = {"title": title, "words": words, "typed": typed, "lines": found[:50], "all": lines}
    return render(request, "desk/contacts/choose.html", context)


def _fits(line: CaseLine, typed: str) -> bool:
    """Whether every word typed begins a word of the case's title or number, however it is accented."""
    known = fold(f"{line.title} {line.number} {line.number.rpartition('-')[2]}").split()
    return all(any(one.startswith(word) for one in known) for word in fold(typed).split())
