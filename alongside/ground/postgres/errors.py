"""What can go wrong with the embedded database, in sentences for the person at the keyboard."""


class DatabaseUnavailable(Exception):
    """The embedded database cannot be used; the message says what is wrong and what would be right."""
