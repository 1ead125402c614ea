"""Filing by period, receiving, and adding up."""
