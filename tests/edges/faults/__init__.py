"""The stages as processes of their own, killed and cut off at random while they work."""
