"""A province on paper: supervision, filing and adding up, measured as the number of units grows."""
