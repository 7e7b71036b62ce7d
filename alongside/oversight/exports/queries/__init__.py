"""What is read to leave the house."""
