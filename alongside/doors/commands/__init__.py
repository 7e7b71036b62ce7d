"""The ``alongside`` command line, and the processes of a running installation.

Three stages keep what each process holds small:

1. ``main`` (no Django): starts the embedded database when there is no ``DATABASE_URL``, runs the next stage as a child,
   and stops what it started. ``serve`` lives here altogether: it only supervises.
2. ``stage``: brings the database up to date with the administrator's address, then becomes stage 3 without it.
3. ``app``: Django is set up; the command itself runs as the application's role, bound by row-level security.

**To add a command**, write a module in this package with

- ``add_arguments(parser: argparse.ArgumentParser) -> None``
- ``run(options: argparse.Namespace) -> int``, which returns the exit code and raises ``plain.Stopped`` (or an action's
  ``Refused``) to say in one sentence what is wrong and what would be right,

then name it in ``app.MODULES`` and give it its line in ``table.COMMANDS`` (taking its name out of ``table.LATER``).
A command with further words (``worker add``, ``import hmis``) is one module that adds sub-parsers.
"""
