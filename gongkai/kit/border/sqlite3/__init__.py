"""The public side's connection to SQLite."""
