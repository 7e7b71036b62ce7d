"""Reading GEDCOM."""
