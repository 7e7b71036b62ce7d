"""The rules of the cases room: the spine derived from events, and what may happen next."""
