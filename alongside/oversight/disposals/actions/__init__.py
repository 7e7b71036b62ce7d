"""Placing holds, proposing and deciding disposals, carrying them out, and erasing again after a restore."""
