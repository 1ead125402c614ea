"""Figures that open onto what they count, and figures from other registers."""
