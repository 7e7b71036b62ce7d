"""The pages for integrators do what they say: their commands and programs are run against a running server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest

from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import CALENDAR, SCOPES
from alongside.agency.tokens.rules import PREFIX
from alongside.ground.foundation import clock
from tests.factories.assessments import a_ready_case
from tests.factories.contacts import an_appointment
from tests.factories.plans import a_goal
from tests.house.reading import ROOT
from tests.walks.site import Site

PAGES = ROOT / "docs" / "how-to"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HELPER = "# alongside_api.py\n"
BY_HAND = "http://localhost:8000"
FIRST = "api-get-a-token"
WHOSE = {
    FIRST: "",
    "api-read-page-by-page": "worker",
    "api-take-a-request-in": "intake",
    "api-record-a-contact": "worker",
    "api-keep-in-step": "worker",
    "calendar-feed": "worker",
}
"""Each page, and who of the cast has its token; the first page makes its own."""

pytestmark = [pytest.mark.long, pytest.mark.skipif(shutil.which("curl") is None, reason="the pages use curl")]


def blocks(page: str) -> dict[str, list[str]]:
    """The blocks of a page by their language."""
    found: dict[str, list[str]] = {"sh": [], "python": []}
    for language, text in BLOCK.findall((PAGES / f"{page}.md").read_text(encoding="utf-8")):
        found[language].append(text)
    return found


def helper() -> str:
    """The helper that all pages use, as the first page shows it."""
    return next(text for text in blocks(FIRST)["python"] if text.startswith(HELPER))


@pytest.fixture(scope="module")
def lived_in(site: Site) -> Site:
    """A site where the worker carries a case, with a goal and a time to come."""
    with site.acting("worker") as by:
        case = a_ready_case(by, people=["Marta López"])
        a_goal(case, by)
        an_appointment(case, by, starts_at=clock.now() + timedelta(days=2))
    return site


def a_token(site: Site, username: str, scopes: Collection[str] = SCOPES) -> str:
    """A token of one of the cast."""
    with site.acting(username) as by:
        return make_token(name="A page of the manual", scopes=scopes, by=by)


def test_every_page_for_integrators_is_tried() -> None:
    found = {path.stem for path in PAGES.glob("*.md") if BLOCK.search(path.read_text(encoding="utf-8"))}
    assert found == set(WHOSE)


@pytest.mark.parametrize("page", WHOSE)
def test_what_the_page_says_happens(lived_in: Site, tmp_path: Path, page: str) -> None:
    environment = {
        **lived_in.environment,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "ALONGSIDE_URL": lived_in.url,
    }
    if who := WHOSE[page]:
        environment["ALONGSIDE_TOKEN"] = a_token(lived_in, who)
        secret = a_token(lived_in, who, {CALENDAR}).removeprefix(PREFIX)
        environment["CALENDAR"] = f"{lived_in.url}/calendar/{secret}.ics"
    said = blocks(page)
    (tmp_path / "alongside_api.py").write_text(helper(), encoding="utf-8")
    (tmp_path / "page.py").write_text("\n".join(said["python"]), encoding="utf-8")
    commands = ["set -euo pipefail", *said["sh"], *(['"$PYTHON" page.py'] if said["python"] else [])]
    script = "\n".join(commands).replace(BY_HAND, lived_in.url)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**environment, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
