"""Pure arithmetic of seals: leaves and trees, signatures, the copy outside the database, the comparison of them all."""
