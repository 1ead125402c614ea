"""Disclosure on request, measured."""
