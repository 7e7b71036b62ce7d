"""What follows from a request: its clock, its states, what a machine may suggest, and what is kept."""
