"""Requests for help: the list, the page of one, and taking one in."""
