"""Something leaves the house, or a whole agency comes in."""
