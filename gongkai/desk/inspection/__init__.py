"""The content assurance list and the probe of the public site."""
