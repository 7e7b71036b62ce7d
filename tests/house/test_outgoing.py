"""The product calls nobody: no request goes to an address that somebody typed, or to any other (R-45, V1.3.6, V13.2.4).

It reaches its database, its mail server, its scanner of viruses and, from the command line, itself. What could call is
named here with its reason; anything new fails until somebody has said why it is there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import URLField

from tests.house.reading import ROOT, modules

CALLERS = re.compile(
    r"^(socket|ssl|http\.client|urllib\.request|urllib3|requests|httpx|aiohttp|smtplib|ftplib|telnetlib|poplib|imaplib|"
    r"xmlrpc|socketserver|webbrowser|websockets?|paramiko|ldap3?|boto3|botocore|grpc|asyncio|django\.core\.mail)(\.|$)"
)
NAMED = {
    ("alongside/ground/postgres/cluster.py", "socket"): "finds a free port for the embedded database, on the machine",
    ("alongside/doors/commands/serve.py", "socket"): "finds out whether the port is free, on the machine",
    ("alongside/doors/commands/serve.py", "http.client"): "asks itself whether it is ready, on the machine",
    ("alongside/doors/commands/serve.py", "ssl"): "knows the fault of a broken certificate",
    (
        "alongside/ground/files/scanning.py",
        "socket",
    ): "asks the scanner of viruses of the settings",
    ("alongside/doors/console/staff.py", "smtplib"): "knows the fault of a mail that could not be sent",
}
SCANNER = "alongside/ground/files/scanning.py"
MAILS = {
    "alongside/doors/commands/emergencies.py",
    "alongside/doors/commands/jobs.py",
    "alongside/doors/commands/letters.py",
    "alongside/doors/commands/mails.py",
    "alongside/doors/commands/matching.py",
    "alongside/doors/console/staff.py",
}
"""Where mails are made; they go to the mail server of the settings."""
PACKAGES = re.compile(
    r"^(requests|httpx|aiohttp|urllib3|boto3|botocore|paramiko|websockets?|grpcio|pycurl|ldap3)==", re.M
)
PROGRAMS = re.compile(r"\b(curl|wget|nc|ssh|scp|rsync|ftp|sendmail)\b")


def imports() -> Iterator[tuple[str, str]]:
    """Each module and what it imports, however deep."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                yield from ((module.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield module.name, node.module
                yield from ((module.name, f"{node.module}.{alias.name}") for alias in node.names)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("__import__", "import_module"):
                yield (
                    module.name,
                    "asyncio"
                    if not node.args or not isinstance(node.args[0], ast.Constant)
                    else str(node.args[0].value),
                )


def test_nothing_that_could_call_out_is_used_but_where_it_is_said_why() -> None:
    found = {(path, CALLERS.match(name)[1]) for path, name in imports() if CALLERS.match(name)}  # type: ignore[index]
    mails = {path for path, name in found if name == "django.core.mail"}
    assert mails <= MAILS
    assert {one for one in found if one[1] != "django.core.mail"} == set(NAMED)


def test_what_opens_a_socket_binds_and_never_connects() -> None:
    """Only a free port is looked for; the one connection of HTTP is the question whether this very server is ready."""
    for module in modules():
        calls = [ast.unparse(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
        opening = [
            call for call in calls if re.search(r"\b(create_connection|connect_ex|open_connection|urlopen)$", call)
        ]
        assert not opening or module.name == SCANNER
        made = [call for call in calls if re.search(r"\bHTTPS?Connection$", call)]
        assert not made or module.name == "alongside/doors/commands/serve.py"


def test_no_package_and_no_program_of_the_run_is_made_for_calling() -> None:
    assert PACKAGES.findall((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")) == []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and "subprocess" in ast.unparse(node.func):
                assert not PROGRAMS.search(ast.unparse(node.args[0]) if node.args else ""), module.name


def test_nobody_can_type_in_an_address_of_the_web() -> None:
    """No column holds one: there are no webhooks, no import by address, no sign-in elsewhere."""
    held = [f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.local_fields
            if isinstance(field, URLField)]  # fmt: skip
    assert held == []
    assert not [app.name for app in apps.get_app_configs() if "socialaccount" in app.name or "webhook" in app.name]
