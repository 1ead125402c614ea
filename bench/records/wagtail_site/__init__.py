"""A Wagtail site that holds the same records: one page each, below one page per unit, with a two-step workflow."""
