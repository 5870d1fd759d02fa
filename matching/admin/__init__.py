"""What matching adds to the editors' screens: the rankings it learned."""
