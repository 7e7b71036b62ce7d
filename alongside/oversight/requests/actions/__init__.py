"""The verbs of a request for a record, in the order of the work."""
