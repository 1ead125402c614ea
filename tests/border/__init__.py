"""The border between what the public may reach and everything else."""
