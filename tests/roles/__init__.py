"""Every role against every address of the staff's face."""
