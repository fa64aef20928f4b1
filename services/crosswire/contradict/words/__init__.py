"""Words and names: what they mean, and whether two of them may mean one thing."""
