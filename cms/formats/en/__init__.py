"""English: day before month, as on both sides of the Pacific it can be read in one way only."""
