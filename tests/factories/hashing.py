"""Passwords of tests: the product's own way of hashing them, with the least effort it knows."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


def hash_cheaply() -> None:
    """Let this process hash passwords in less than a millisecond; nobody guards anything with them."""
    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 8
    Argon2PasswordHasher.parallelism = 1
