"""The embedded PostgreSQL: binaries from a pip wheel, supervised by ourselves.

``cluster.Cluster`` is the door: one database server for one data folder, shared by every process that asks for it.
"""


class DatabaseUnavailable(Exception):
    """The embedded database cannot be used; the message says what is wrong and what would be right."""
