"""The unit columns of the public side."""
