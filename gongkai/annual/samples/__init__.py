"""Five real annual reports as files, what a person reads in them (expected), and their index."""
