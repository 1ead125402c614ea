"""What the border costs: the same requests of the public with and without it."""
