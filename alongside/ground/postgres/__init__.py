"""The embedded PostgreSQL: binaries from a pip wheel, supervised by ourselves.

``cluster.Cluster`` is the door: one database server for one data folder, shared by every process that asks for it.
"""
