"""Journeys through the public pages in the system's own Chromium."""
