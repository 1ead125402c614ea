"""The public face as a citizen meets it: every kind of page, whole journeys, paper."""
