"""Full-text search over what is public; knows no record and no law."""
