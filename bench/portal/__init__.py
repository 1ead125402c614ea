"""The public side measured: pages, search, and sitemaps of very many records."""
