"""The page on which a family is drawn together: the drawing, whoever was tapped, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.doors.desk.cases.frame import OPEN, frame_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.family.trail import Trail, trail_of
from alongside.ground.foundation.errors import NotFound
from alongside.ground.ui.values import Link
from alongside.oversight.journeys.marks import Mark
from alongside.oversight.overviews.family_together import Together, family_together
from alongside.record.people.rules.kin import SIDES, Side

TWICE = ("link", "bond")
"""What is said of two people: somebody else is tapped next."""
DOES = (*TWICE, "home", "around")


def side_words() -> dict[Side, str]:
    """What is put beside somebody, as the buttons say it."""
    return {
        "parent": _("A parent or carer"),
        "partner": _("A partner"),
        "sibling": _("A brother or sister"),
        "child": _("A child"),
    }


def does_words() -> dict[str, str]:
    """What else can be said of whoever was tapped."""
    return {
        "link": _("Related to somebody here"),
        "bond": _("How they stand to somebody"),
        "home": _("Where they live"),
        "around": _("What stands around them"),
    }


@dataclass(frozen=True, slots=True)
class Canvas:
    """The page with what its address says: what is being done, and what was drawn before."""

    request: DeskRequest
    page: Together
    trail: Trail
    do: str

    @property
    def may(self) -> bool:
        """Whether this reader may draw here."""
        return bool(self.page.head.may.people) and self.page.head.state in OPEN

    def there(self, anchor: str = "at", **said: str) -> str:
        """The question mark and all that follows: ``said``, with what every address of this page carries."""
        return _address({**said, **_kept(self.request, self.trail)}, anchor)

    def done(self, marks: Iterable[Mark], at: UUID | None = None, *, bonds: bool = False) -> str:
        """The address of the page after a tap that wrote ``marks``, with ``at`` tapped (else whoever is)."""
        chosen = self.page.chosen.person if self.page.chosen else None
        said = {"at": str(at or chosen or ""), **_kept(self.request, self.trail.then(marks))}
        shown = said | {"bonds": "1"} if bonds else said
        return reverse("family-together", args=[self.page.head.public_id]) + _address(shown, "at")

    def show(self, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page; ``more`` is what the form beside the drawing needs."""
        page, at = self.page, str(self.page.chosen.person) if self.page.chosen else ""
        to = str(page.pair.person) if page.pair else ""
        lead, sides, does = _lead(self.request, self.do, self.trail), side_words(), does_words()
        context: dict[str, Any] = {
            **frame_of(page.head, "family"),
            "page": page,
            "genogram": SafeString(page.svg),
            "may": self.may,
            "everybody": [
                Link(name, lead.format(person=one), current=str(one) in (at, to)) for one, name in page.everybody
            ],
            "sides": [Link(sides[one], self.there(at=at, add=one)) for one in SIDES],
            "does": [
                Link(does[one], self.there("drawing" if one in TWICE else "at", at=at, do=one), current=one == self.do)
                for one in DOES
            ],
            "do": self.do,
            "waits": bool(page.chosen) and self.do in TWICE and not page.pair,
            "stop": self.there(at=at),
            "here": self.request.get_full_path(),
            "bonds": Link(*self._bonds(at)),
            "shows_bonds": "bonds" in self.request.GET,
            "last": str(self.trail),
            "kept": _("What you typed is still here."),
            **more,
        }
        return render(self.request, "desk/family/together.html", context, status=status)

    def _bonds(self, at: str) -> tuple[str, str]:
        """The link that shows, or hides, how people stand to each other."""
        kept, shown = _kept(self.request, self.trail), "bonds" in self.request.GET
        kept.pop("bonds", None)
        said = {"at": at} if at else {}
        words = _("Hide how people stand to each other") if shown else _("Show how people stand to each other")
        return words, _address({**said, **({} if shown else {"bonds": "1"}), **kept}, "drawing")


def canvas_of(request: DeskRequest, case: UUID) -> Canvas:
    """The page that an address asks for; 404 for somebody who is not on it, refused to whoever may not draw."""
    trail, do = trail_of(request.GET.get("last", "")), request.GET.get("do", "")
    do = do if do in DOES else ""
    try:
        at, to = (UUID(given) if (given := request.GET.get(name, "")) else None for name in ("at", "to"))
        page = family_together(
            case,
            at=at,
            to=to if do in TWICE else None,
            lead=_lead(request, do, trail),
            steps=trail.names(),
            bonds="bonds" in request.GET,
            by=request.reader,
        )
    except (NotFound, ValueError):
        raise Http404 from None
    canvas = Canvas(request, page, trail, do)
    if request.method == "POST" and not canvas.may:
        raise PermissionDenied
    return canvas


def _lead(request: DeskRequest, do: str, trail: Trail) -> str:
    """Where a tap on somebody leads: to them, or to what is said of them and whoever was tapped before."""
    kept = _kept(request, trail)
    if do in TWICE and request.GET.get("at"):
        return _address({"at": request.GET["at"], "do": do, "to": "{person}", **kept}, "at")
    return _address({"at": "{person}", **kept}, "at")


def _kept(request: DeskRequest, trail: Trail) -> dict[str, str]:
    return {**({"bonds": "1"} if "bonds" in request.GET else {}), **({"last": str(trail)} if trail.steps else {})}


def _address(said: dict[str, str], anchor: str) -> str:
    return f"?{urlencode(said, safe='{}')}#{anchor}"
