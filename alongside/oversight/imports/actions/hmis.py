"""Bringing in a whole HUD HMIS CSV export: projects as programmes, household stays as cases (ruling 24)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from alongside.agency.organisation import actions as organisation
from alongside.agency.organisation import queries as agency
from alongside.agency.organisation.enums import ProgrammeKind, TeamKind
from alongside.agency.organisation.rules import default_protocol
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.hmis_stay import Stay, bring_in_stay
from alongside.oversight.imports.actions.ledger import Ledger, Taken
from alongside.oversight.imports.models import ImportRun
from alongside.oversight.imports.rules import hmis
from alongside.oversight.imports.rules.files import TableRow, by_column, read_table

SYSTEM = "hmis"
STAYS_AT_ONCE = 25
PROTOCOL = "outreach_shelter"
SINCE = date(1990, 1, 1)

Enter = Callable[[], AbstractContextManager[Reader]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Export:
    """The files of one export."""

    rows: dict[str, list[TableRow]]
    programme_of: dict[str, int]
    users: dict[str, str]


def import_hmis(
    folder: Path,
    *,
    enter: Enter,
    enter_house: Enter,
    dry_run: bool = False,
    progress: Progress = lambda done, all_of_them: None,
) -> Ledger:
    """Bring in the export in ``folder`` and return the ledger, one line for each row of every file.

    ``enter`` sets the worker as reader for one transaction, ``enter_house`` the house, which alone makes programmes.
    Each household stay in a project becomes one case of the worker's team; running it again changes nothing that is
    the same. ``dry_run`` does it all and rolls it back.

    Refused when the folder holds no export. Rows that cannot be taken are refused one by one, in the ledger.
    """
    rows = _read(folder)
    ledger = Ledger(SYSTEM)
    with transaction.atomic() if dry_run else _nothing():
        with enter() as by:
            team_id = _team(by)
            ledger.recall(by)
            run = ImportRun.objects.create(
                actor_id=by.actor_id, system=SYSTEM, source=folder.name[:300], dry_run=dry_run
            )
        programmes = _programmes(rows, ledger, team_id, enter=enter, enter_house=enter_house)
        export = Export(rows, programmes, {row["UserID"]: _user(row) for row in rows.get("User", [])})
        _stays(export, ledger, enter=enter, progress=progress, team_id=team_id)
        with enter() as by:
            ImportRun.objects.filter(id=run.id).update(finished_at=clock.now(), counts=dict(ledger.counts))
        if dry_run:
            transaction.set_rollback(True)
    return ledger


class _nothing:  # noqa: N801 - stands where a context manager stands
    def __enter__(self) -> None:
        """Nothing to open."""

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""


def _read(folder: Path) -> dict[str, list[TableRow]]:
    if not folder.is_dir():
        message = _("%(path)s is not a folder. Give the folder that holds the export's CSV files.")
        raise Refused("import.folder", message % {"path": folder.name})
    paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    missing = [f"{name}.csv" for name in ("Client", "Enrollment", "Project") if name not in paths]
    if missing:
        message = _("This folder holds no HMIS export: %(files)s is missing.")
        raise Refused("import.hmis.missing", message % {"files": ", ".join(missing)})
    rows = {name: read_table(path) for name, path in paths.items()}
    for name in ("Client", "Enrollment", "Project"):
        column = hmis.KEYS[name]
        if rows[name] and column not in rows[name][0].values:
            message = _("%(file)s.csv has no column %(column)s. Is it an HMIS export?")
            raise Refused("import.hmis.columns", message % {"file": name, "column": column})
    return rows


def _team(by: Reader) -> int:
    if not by.teams:
        raise Refused("import.team", _("Only a worker of a team brings records in, since the team will see them."))
    return by.teams[0]


def _user(row: TableRow) -> str:
    return " ".join(filter(None, (row["UserFirstName"], row["UserLastName"])))


def _programmes(
    rows: dict[str, list[TableRow]], ledger: Ledger, team_id: int, *, enter: Enter, enter_house: Enter
) -> dict[str, int]:
    """Make the programmes that are missing; returns their numbers by ProjectID. Notes every row about projects."""
    organisations = {row["OrganizationID"]: row for row in rows.get("Organization", [])}
    of_project = {name: by_column(rows.get(name, []), "ProjectID") for name in hmis.OF_PROJECT}
    made: dict[str, int] = {}
    taken: list[Taken] = []
    with enter_house() as house:
        intake_team = _intake_team(house)
        existing = {line.code: line.id for line in agency.programmes()}
        for row in rows["Project"]:
            project = row["ProjectID"]
            about = {name: found.get(project, []) for name, found in of_project.items()}
            owner = organisations.get(row["OrganizationID"])
            details = [*([f"Organisation: {owner['OrganizationName']}"] if owner else []), *hmis.project_lines(about)]
            code = f"hmis-{project}"[:40]
            if code in existing:
                made[project] = existing[code]
                changed = [one for one in [row, *_all(about)] if not ledger.is_unchanged(one, _key(one))]
                if changed:
                    organisation.describe_programme(programme_id=made[project], details=details, by=house)
            else:
                victim = owner is not None and owner["VictimServiceProvider"] == "1"
                made[project] = organisation.add_programme(
                    name=_name(row, project),
                    code=code,
                    kind=ProgrammeKind.VICTIM_SERVICE if victim else ProgrammeKind.ORDINARY,
                    purpose=hmis.code("ProjectType", row["ProjectType"]),
                    details=details,
                    intake_team_id=intake_team,
                    team_ids=[team_id],
                    rules=default_protocol(PROTOCOL).model_dump(mode="json"),
                    starts_on=SINCE,
                    by=house,
                )
            taken += [Taken(one, _key(one), "programme", made[project]) for one in [row, *_all(about)]]
    taken += [Taken(one, _key(one), "programme") for one in rows.get("Organization", [])]
    taken += [Taken(one, _key(one), "source", note=_user(one)) for one in rows.get("User", [])]
    taken += [Taken(one, _key(one), "run") for one in rows.get("Export", [])]
    with enter() as by:
        _note(taken, ledger, by=by)
    return made


def _note(taken: list[Taken], ledger: Ledger, *, by: Reader) -> None:
    for one in taken:
        if ledger.is_unchanged(one.row, one.key):
            ledger.unchanged(one.row, one.key)
    ledger.take([one for one in taken if not ledger.is_unchanged(one.row, one.key)], by=by)


def _all(found: dict[str, list[TableRow]]) -> list[TableRow]:
    return [row for rows in found.values() for row in rows]


def _key(row: TableRow) -> str:
    return row[hmis.KEYS[row.file]] or str(row.number)


def _name(row: TableRow, project: str) -> str:
    name = row["ProjectName"] or row["ProjectCommonName"] or project
    taken = {line.name for line in agency.programmes()}
    return name[:150] if name[:150] not in taken else f"{name[:140]} ({project})"


def _intake_team(house: Reader) -> int:
    teams = agency.teams(kind=TeamKind.INTAKE)
    return teams[0].id if teams else organisation.add_team(name=str(_("Front desk")), kind=TeamKind.INTAKE, by=house)


def _stays(export: Export, ledger: Ledger, *, enter: Enter, progress: Progress, team_id: int) -> None:
    """Bring in every household stay, some of them in each transaction."""
    clients = {row["PersonalID"]: row for row in export.rows["Client"]}
    children = {name: by_column(export.rows.get(name, []), "EnrollmentID") for name in hmis.OF_ENROLLMENT}
    groups: dict[tuple[str, str], list[TableRow]] = {}
    for row in export.rows["Enrollment"]:
        groups.setdefault((row["HouseholdID"] or row["EnrollmentID"], row["ProjectID"]), []).append(row)
    stays = [
        Stay(f"{household}|{project}", rows, clients, children, export.programme_of.get(project), team_id, export.users)
        for (household, project), rows in groups.items()
    ]
    for start in range(0, len(stays), STAYS_AT_ONCE):
        with enter() as by:
            for stay in stays[start : start + STAYS_AT_ONCE]:
                _one(stay, ledger, by=by)
        progress(min(start + STAYS_AT_ONCE, len(stays)), len(stays))
    _leftovers(export, ledger, children)


def _one(stay: Stay, ledger: Ledger, *, by: Reader) -> None:
    """Bring in one stay, or refuse its rows with the reason; a refusal leaves nothing of it behind."""
    before = len(ledger.lines)
    known, promised = dict(ledger.known), dict(ledger.promised)
    try:
        with transaction.atomic():
            bring_in_stay(stay, ledger, by=by)
    except (Refused, DatabaseError) as refusal:
        ledger.forget_since(before)
        ledger.known, ledger.promised = known, promised
        reason = str(refusal.message) if isinstance(refusal, Refused) else _("The database refused this row.")
        for row in stay.every_row():
            ledger.refused(row, reason, _key(row))


def _leftovers(export: Export, ledger: Ledger, children: dict[str, dict[str, list[TableRow]]]) -> None:
    """Refuse what belongs to no enrolment of the export."""
    enrolled = {row["EnrollmentID"] for row in export.rows["Enrollment"]}
    for found in children.values():
        for enrollment, rows in found.items():
            for row in rows if enrollment not in enrolled else ():
                ledger.refused(row, _("Enrollment.csv has no row %(id)s.") % {"id": enrollment or "–"}, _key(row))
    people = {row["PersonalID"] for row in export.rows["Enrollment"]}
    for row in export.rows["Client"]:
        if row["PersonalID"] not in people:
            ledger.refused(row, _("This person has no enrolment, so no team may see them."), row["PersonalID"])
    for name in export.rows.keys() - hmis.KEYS.keys():
        for row in export.rows[name]:
            ledger.refused(row, _("%(file)s.csv is not part of an HMIS export.") % {"file": name})
