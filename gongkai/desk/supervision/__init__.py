"""The wall of clocks, the cards and the rules of supervision."""
