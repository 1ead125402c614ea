"""Rows of supervision."""
