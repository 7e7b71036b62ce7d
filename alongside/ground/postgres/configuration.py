"""The settings of the embedded server, written anew at each start.

They keep what is acknowledged (access D7), keep people's data out of the server's log (no statement, no parameter and
no detail of an error is written), and fit a small machine. Measured sizes are in bytes until they are written.
"""

from __future__ import annotations

import os

MEBIBYTE = 1024 * 1024
SMALLEST_CACHE = 128 * MEBIBYTE
LARGEST_CACHE = 1024 * MEBIBYTE
UNKNOWN_MEMORY = 2048 * MEBIBYTE
MAX_CONNECTIONS = 100

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

FIXED = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": str(MAX_CONNECTIONS),
    "password_encryption": "scram-sha-256",
    # Short questions from few people at a time: no parallel workers, no compilation of plans.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "wal_compression": "on",
    "checkpoint_timeout": "15min",
    "max_locks_per_transaction": "128",
    # A process that dies in the middle of a transaction must not hold its locks for ever.
    "idle_in_transaction_session_timeout": "5min",
    "client_connection_check_interval": "10s",
    "tcp_keepalives_idle": "60",
    # Nothing about people in the log.
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_line_prefix": "%m [%p] %d ",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "lc_messages": "C",
    "default_text_search_config": "pg_catalog.simple",
}

HOST_BASED_ACCESS = """\
# Written by Alongside at each start. Loopback only, always with a password.
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""


def memory() -> int:
    """The memory of this machine in bytes, or a modest guess where it cannot be read."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return UNKNOWN_MEMORY


def cache_size(total: int) -> int:
    """Bytes of the server's own cache for a machine with ``total`` bytes: an eighth, from 128 MiB to 1 GiB."""
    return min(max(total // 8, SMALLEST_CACHE), LARGEST_CACHE)


def server_settings(*, durable: bool, total: int) -> dict[str, str]:
    """All settings by name. ``durable`` is False only for the throw-away servers of tests."""
    sizes = {
        "shared_buffers": f"{cache_size(total) // MEBIBYTE}MB",
        "effective_cache_size": f"{max(total // 2, SMALLEST_CACHE) // MEBIBYTE}MB",
    }
    return {**FIXED, **(DURABLE if durable else THROWAWAY), **sizes}


def written(settings: dict[str, str]) -> str:
    """The text of ``postgresql.conf`` for ``settings``."""
    quoted = {name: value.replace("'", "''") for name, value in settings.items()}
    lines = "".join(f"{name} = '{value}'\n" for name, value in quoted.items())
    return f"# Written by Alongside at each start; changes here are lost.\n{lines}"
