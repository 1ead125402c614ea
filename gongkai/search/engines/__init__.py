"""The index in the database's own terms; one module for each database, with the same functions."""
