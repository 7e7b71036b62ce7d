"""The generated pages that are lists: commands, settings, roles, actions, events."""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from alongside.agency.access.enums import GrantReason
from alongside.agency.staff.actions import POWERS, TEAM_SIGHT
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.doors.commands import serve
from alongside.doors.commands.app import MODULES
from alongside.doors.commands.table import COMMANDS, LATER
from alongside.ground.foundation import reader
from alongside.oversight.exports.rules.case_schema import case_schema
from alongside.oversight.exports.rules.case_sections import (
    ACCESS,
    ALSO_LEFT_OUT,
    LEFT_OUT,
    OMITTED,
    SECTIONS,
    fields_of,
)
from alongside.record.cases.enums import BY_HAND, MILESTONE_STAGE, STARTS, EventKind, Milestone

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "alongside"
MADE = "<!-- Made by scripts/build_docs.py from the code. Change the code, then run: make docs -->"

SETTINGS = {
    "ALONGSIDE_APP_DATABASE_URL": "The database as the application's own role. Written by the set-up for its children.",
    "ALONGSIDE_CHROMIUM": "The browser for the walks; found by itself when it is installed.",
    "ALONGSIDE_DEMO": "1: a demonstration, on this machine only, without a second factor.",
    "ALONGSIDE_ENTRANCE_KEY": "Proves to the database that the house itself opens a session. Made at set-up.",
    "ALONGSIDE_ENTRIES": "How many entries the measurement of the audit seals and verifies.",
    "ALONGSIDE_GOLDEN": "write: a test writes its golden file anew in place of comparing.",
    "ALONGSIDE_HOSTS": "Host names under which pages are served, with commas between them.",
    "ALONGSIDE_HIDE_BELOW": "In totals for others, counts from 1 to one less than this are hidden (11; at least 5).",
    "ALONGSIDE_LETTER_NAMES": "1: a letter about who saw a record names workers, not only their role and team.",
    "ALONGSIDE_MAIL_FROM": "The sender of mail.",
    "ALONGSIDE_MAIL_HOST": "The mail server. A demonstration without one keeps mail in the folder `mail` of its data.",
    "ALONGSIDE_MAIL_PORT": "Its port.",
    "ALONGSIDE_MASTER_KEYS": "The file of master keys, which open encrypted values; DATA_DIR/masters.key by default.",
    "ALONGSIDE_PICTURES": "1: the browser walks take the manual's pictures anew.",
    "ALONGSIDE_PROXIES": "How many proxies of your own stand before the web server; it then believes their address.",
    "ALONGSIDE_SCANNER": "Where a virus scanner (clamd) listens: unix:/path or tcp:host:port. None by default.",
    "ALONGSIDE_SEALS_FILE": "The copy of the audit's seals outside the database; else seals.jsonl beside the data.",
    "ALONGSIDE_DISPOSALS_FILE": "The list of disposals outside the database; else disposals.jsonl beside the data.",
    "ALONGSIDE_RETENTION": "The agency's own rules of how long what is kept; else those that ship.",
    "ALONGSIDE_SEAL_KEY": "The key that signs them, best on another disk; seal-key.pem beside the data otherwise.",
    "ALONGSIDE_SECRET_KEY": "Signs sessions and forms. Made at set-up.",
    "ALONGSIDE_SEQUENCES": "How many sequences of grants are tried against the model of access.",
    "ALONGSIDE_TESTING": "1: set by the tests.",
    "ALONGSIDE_TEST_DATA": "The data folder of the tests.",
    "ALONGSIDE_TEST_SERVER": "A PostgreSQL for the tests in place of the embedded one; the administrator's address.",
    "ALONGSIDE_WALKS": "required: the tests fail when there is no browser.",
    "BENCH_DATA": "The folder of the databases that `make bench` makes; var/bench by default.",
    "PEOPLE": "How many people the smaller of them has; 10000 by default.",
    "DATABASE_URL": "A PostgreSQL of yours in place of the embedded one; the address of a role that may create roles.",
    "DATA_DIR": "The folder for all data; var by default.",
    "PORT": "The port of the web server; 8000 by default.",
}
"""What each variable of the environment means. A variable without a line here stops the build."""

OTHERS = {
    "BENCH_DATA",
    "COLUMNS",
    "COVERAGE_FILE",
    "DEBIAN_FRONTEND",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DJANGO_SETTINGS_MODULE",
    "PEOPLE",
    "PYTEST_XDIST_WORKER",
}
"""Variables of the tools underneath."""

BITS = {
    reader.ORDINARY: "ordinary",
    reader.RESTRICTED: "restricted",
    reader.SUBSTANCE_USE: "substance use",
    reader.PSYCHOTHERAPY: "psychotherapy",
    reader.SAFE_LOCATION: "safe location",
    reader.SEALED: "sealed",
    reader.INDEX: "index (that a record exists)",
    reader.READS_LOGS: "reads the logs",
    reader.ADMINISTERS: "administers",
    reader.EVALUATES: "evaluates",
}


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A table of Markdown."""
    names = list(heads)
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return lines + [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]


def page(title: str, *lines: str) -> str:
    """A generated page."""
    return "\n".join([f"# {title}", "", MADE, "", *lines])


def contents() -> str:
    """The first page of the reference."""
    pages = {
        "actions": "every verb, room by room",
        "asvs": "what ASVS 5.0 asks, and the test that shows it",
        "bar": "what confidentiality and reliability ask, what shows it, and what is not shown",
        "api": "every operation of the REST API, and every shape",
        "case-export": "the file of a whole case, section by section",
        "commands": "the command line",
        "events": "what can happen to a case",
        "roles": "who sees what",
        "settings": "variables of the environment",
        "states": "states of requests, cases, plans, goals and steps",
    }
    return page("Reference", *(f"- [{name}]({name}.md): {words}" for name, words in pages.items()))


def case_export_schema() -> str:
    """The JSON schema of a case as it leaves."""
    return json.dumps(case_schema(), indent=1, ensure_ascii=False)


def case_export() -> str:
    """The file of a whole case: its parts, its sections with their columns, what is left out and why."""
    lines = [
        "`alongside export case ID --format json -o FILE` and the page “Take out this case” write one JSON object. Its "
        "[schema](case-export.schema.json) is made from the tables. A PDF of the same holds the same rows.",
        "",
        "- `format` and `version`: what this is; a file of another version is read with that version.",
        "- `case`: outside name, number and title.",
        "- `manifest`: who took it out, when, what for; for each section the number of rows and a SHA-256; the levels "
        "that the reader holds, and those that she does not (whether there is anything at them is not said); what is "
        "left out of every case and why.",
        "- `sections`: the rows. `id` is the outside name of a row, pointers name what they point at by it. A choice "
        "has a `code` for programs and a `label` in the language of the file. Days are ISO 8601, "
        "times have their zone.",
        "",
        "The SHA-256 of a section is that of its rows as JSON in UTF-8 with keys in order and no blanks: in Python "
        '`json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))`.',
        "",
        *table(
            ("Section", "Holds", "Columns"),
            (
                (f"`{one.name}`", one.title, ", ".join(f"`{column.name}`" for column in fields_of(one.model)))
                for one in SECTIONS
            ),
        ),
        f"| `{ACCESS}` | Who could see the case then, in words | `name`, `through`, `why`, `words`, `levels`, "
        "`from_at`, `until_at` |",
        "",
        "## Left out",
        "",
        *table(("Rows", "Why"), ((f"`{label}`", reason) for label, reason in LEFT_OUT.items())),
        *(f"| {what} | {reason} |" for what, reason in ALSO_LEFT_OUT),
        "",
        *table(("Column", "Why"), ((f"`{name}`", reason) for name, reason in OMITTED.items())),
    ]
    return page("A case as a file", *lines)


def _arguments(parser: argparse.ArgumentParser, prefix: str = "") -> Iterator[tuple[str, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help for choice in action._choices_actions}
            for name, inner in action.choices.items():
                yield f"{prefix}`{name}`", str(helps.get(name) or "")
                yield from _arguments(inner, f"{prefix}`{name}` ")
        elif not isinstance(action, argparse._HelpAction):
            name = action.option_strings[0] if action.option_strings else str(action.metavar or action.dest).upper()
            choices = f" ({', '.join(map(str, action.choices))})" if action.choices else ""
            yield f"{prefix}`{name}`", f"{action.help or ''}{choices}"


def commands() -> str:
    """Every command with its arguments."""
    lines = [
        "Every command starts the embedded database when it needs one and none is running. `--help` after a "
        "command says "
        "the same as this page. Bad input ends with 2 and one plain sentence.",
        "",
    ]
    for name, entry in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"alongside {name}")
        (serve if name == "serve" else MODULES[name]).add_arguments(parser)
        lines += [
            f"## alongside {name}",
            "",
            f"{entry.summary[:1].upper()}{entry.summary[1:]}. Needs: {entry.needs.value}.",
            "",
        ]
        if arguments := list(_arguments(parser)):
            lines += [*table(("Argument", "Meaning"), arguments), ""]
    lines += ["## Not there yet", "", ", ".join(f"`{name}`" for name in LATER) + "."]
    return page("Commands", *lines)


def settings() -> str:
    """Every variable of the environment that the code reads."""
    pattern = re.compile(r"environ(?:\.get|\.setdefault|\.pop)?[\[(]\"([A-Z_]+)\"|\bsecret\(\"([A-Z_]+)\"")
    found: dict[str, set[str]] = {}
    for folder in ("alongside", "scripts", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for plain, kept in pattern.findall(path.read_text(encoding="utf-8")):
                found.setdefault(plain or f"ALONGSIDE_{kept}", set()).add(folder)
    unknown = sorted(found.keys() - SETTINGS.keys() - OTHERS)
    if unknown:
        raise SystemExit(f"Say in scripts/listed.py, SETTINGS, what these variables mean: {', '.join(unknown)}")
    running = [name for name in sorted(found) if "alongside" in found[name] and name in SETTINGS]
    trying = [name for name in sorted(found) if "alongside" not in found[name] and name in SETTINGS]
    return page(
        "Settings",
        "What differs between installations comes from the environment. Secrets that are not given are made "
        "once and kept "
        "in `secrets.json` in the data folder, readable by its owner only. How the agency works is set on pages, below "
        "`/set-up/`.",
        "",
        *table(("Variable", "Meaning"), ((f"`{name}`", SETTINGS[name]) for name in running)),
        "",
        "## For tests",
        "",
        *table(("Variable", "Meaning"), ((f"`{name}`", SETTINGS[name]) for name in trying)),
    )


def _bits(levels: int) -> str:
    return ", ".join(words for bit, words in BITS.items() if levels & bit)


def roles() -> str:
    """Every role, where it is held and what it opens."""
    rows = []
    for role in Role:
        sight = TEAM_SIGHT.get(role)
        opens = f"rows of the team: {_bits(sight[0])}" if sight else _bits(POWERS.get(role, 0))
        rows.append((f"`{role.value}`", role.label, "a team" if role in TEAM_ROLES else "the agency", opens))
    reasons = [(f"`{reason.value}`", reason.label) for reason in GrantReason]
    return page(
        "Roles",
        "A role gives sight of a team's rows, or a power in the agency. Carrying a case opens it besides, by "
        "a grant of its "
        "own. An administrator holds no role in a team.",
        "",
        *table(("Role", "Name", "Held in", "Opens"), rows),
        "",
        "## Why a grant stands",
        "",
        *table(("Reason", "Words"), reasons),
    )


def verbs() -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Every public action: its room, its module and the function."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if len(parts) < 3 or parts[0] == "doors" or path.name in {"__init__.py", "apps.py"}:
            continue
        if parts[2] != "actions" and parts[1] != "journeys":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                arguments = [argument.arg for argument in node.args.kwonlyargs]
                if arguments[-1:] == ["by"]:
                    yield f"{parts[0]}/{parts[1]}", "/".join(parts[2:]), node


def actions() -> str:
    """Every verb with its first sentence."""
    lines = ["Verbs take each fact by keyword and `by`, the reader who acts, last. Each is one transaction."]
    present = ""
    for room, module, node in verbs():
        if room != present:
            present = room
            lines += ["", f"## {room}", "", *table(("Verb", "In", "What it does"), ())]
        said = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split()).replace("|", "/").replace("``", "`")
        lines.append(f"| `{node.name}` | {module} | {said} |")
    return page("Actions", *lines)


def events() -> str:
    """Kinds of event and milestones of a case."""
    kinds = [(f"`{kind.value}`", kind.label) for kind in EventKind]
    reached = [
        (
            f"`{milestone.value}`",
            milestone.label,
            MILESTONE_STAGE[milestone].label,
            "yes" if milestone in STARTS else "",
            "a person" if milestone in BY_HAND else "what is done elsewhere",
        )
        for milestone in Milestone
    ]
    return page(
        "Events and milestones",
        "The stage and state of a case follow from these. Nothing of it is changed; a mistake is taken back "
        "by another event.",
        "",
        *table(("Event", "Words"), kinds),
        "",
        "## Milestones",
        "",
        *table(("Milestone", "Words", "Stage", "Begins the stage", "Recorded by"), reached),
    )
