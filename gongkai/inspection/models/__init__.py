"""Rows of inspection."""
