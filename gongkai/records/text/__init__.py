"""The text of official documents: cleaning what is pasted, reading it, marking places in it. Pure functions."""
