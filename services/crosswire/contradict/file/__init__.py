"""From a claim to the questions on which it could be disputed, under exact keys."""
