"""Reconsideration and litigation: the list, one case, table four."""
