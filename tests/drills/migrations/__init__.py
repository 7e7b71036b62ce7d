"""The room of people as a later release might have it: what there is, and changes that nobody waits for."""
