"""The public side of a Wagtail site that holds the same publications: a page each, below one page per unit."""
