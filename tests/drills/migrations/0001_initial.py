"""As it is."""

from importlib import import_module

Migration = import_module("alongside.record.people.migrations.0001_initial").Migration
