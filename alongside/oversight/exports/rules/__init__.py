"""What leaves, in which form."""
