"""Disclosure on request: received, clocked, handled, replied, served, archived (条例第三章)."""
