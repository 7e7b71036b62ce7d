"""The frame around every page of the desk: navigation by role, search, who is signed in, when the session ends."""

from __future__ import annotations

import time
from typing import Any, Literal, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.agency.staff.rules import only_volunteers
from alongside.doors.desk.session.views import again_url
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import initials
from alongside.ground.ui.values import Link, NavGroup, ShellView

RECORD = "/contacts/new/"
CARRIERS = frozenset({Role.WORKER, Role.SUPERVISOR, Role.STUDENT})
Theme = Literal["system", "light", "dark"]
Density = Literal["comfortable", "compact"]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the page shell shows, made only when a page has a shell."""
    return {"shell": SimpleLazyObject(lambda: shell_view(request))}


def shell_view(request: HttpRequest) -> ShellView:
    """The shell of one request; a visitor who has not signed in gets the agency's name and nothing else."""
    agency = organisation.the_agency()
    reader: Reader | None = getattr(request, "reader", None)
    direction: Literal["ltr", "rtl"] = "rtl" if get_language_bidi() else "ltr"
    if reader is None or not request.user.is_authenticated:  # the sign-in library may sign out in the middle
        return ShellView(
            agency.name, "", "", demo=agency.demonstration, language=get_language() or "en", direction=direction
        )
    account = cast(Any, request.user)
    return ShellView(
        agency=agency.name,
        reader_name=reader.name,
        reader_initials=initials(reader.name),
        nav=places(reader, request.path),
        menu=(Link(_("Your settings"), "/settings/", "settings"),),
        primary=_primary(reader, request.path),
        primary_key="C",
        demo=agency.demonstration,
        language=get_language() or "en",
        direction=direction,
        theme=cast(Theme, account.theme or "system"),
        density=cast(Density, account.density or "comfortable"),
        sign_out_url="/sign-out/",
        again_url=again_url(account.get_username()),
        expires_at=int(time.time()) + settings.SESSION_COOKIE_AGE,
        keys=account.single_keys,
    )


def _primary(reader: Reader, path: str) -> Link | None:
    """The one filled action of the bar; the page that it leads to has its own."""
    if not CARRIERS & reader.roles or path in (RECORD, "/"):
        return None
    return Link(_("Record contact"), RECORD, "pencil")


def places(reader: Reader, path: str) -> tuple[NavGroup, ...]:
    """The places that this reader's roles open, the present one marked."""
    if only_volunteers(reader):
        return (NavGroup((_place(_("My tasks"), "/tasks/", "stairs", path),)),)
    day: list[Link] = [Link(_("My day"), "/", "sun", current=path == "/")]
    if CARRIERS & reader.roles:
        day.append(_place(_("My cases"), "/cases/", "home-heart", path))
    if TEAM_ROLES & reader.roles:
        day.append(_place(_("People"), "/people/", "search", path))
        day.append(_place(_("Intakes"), "/intakes/", "phone-call", path))
    groups = [NavGroup(tuple(day))]
    work: list[Link] = []
    if CARRIERS & reader.roles:
        work.append(_place(_("Team"), "/team/", "users", path))
    if CARRIERS & reader.roles:
        work.append(_place(_("Work and private life"), "/boundaries/", "shield", path))
    if {Role.SUPERVISOR, Role.EVALUATOR} & reader.roles:
        work.append(_place(_("Totals"), "/take-out/totals/", "scale", path))
    if {Role.SUPERVISOR, Role.INTAKE} & reader.roles:
        work.append(_place(_("Bring in"), "/imports/", "upload", path))
    if Role.PRIVACY in reader.roles:
        work.append(_place(_("Privacy desk"), "/privacy/", "eye", path))
    if Role.ADMIN in reader.roles:
        work.append(_place(_("Staff"), "/set-up/staff/", "users", path))
        work.append(_place(_("Programmes"), "/set-up/programmes/", "route", path))
    if work:
        groups.append(NavGroup(tuple(work), title=_("Agency") if CARRIERS.isdisjoint(reader.roles) else _("Team")))
    return tuple(groups)


def _place(label: Any, url: str, icon: str, path: str) -> Link:
    return Link(label, url, icon, current=path.startswith(url))
