"""Reading GEDCOM 5.5.1 and 7, leniently: nothing broken stops the reading of the rest, and what is left out is said."""
