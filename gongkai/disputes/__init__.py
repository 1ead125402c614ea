"""Reconsideration and litigation against replies (条例第五十一条)."""
