"""A published year played again: its facts through the platform's own actions, day by day."""
