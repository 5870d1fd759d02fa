"""What search adds to the editors' screens: how the index is, and what it has yet to learn."""
