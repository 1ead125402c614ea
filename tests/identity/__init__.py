"""A government identity service of our own: a real OpenID Connect provider in a process of its own."""
