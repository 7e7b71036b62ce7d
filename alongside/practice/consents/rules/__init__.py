"""What a consent needs, whether it permits, and who may do what with it."""
