"""How well and how fast the screening finds what must not go out, on labelled samples of our own."""
