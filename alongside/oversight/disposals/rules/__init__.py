"""How long what is kept, and when it may go."""
