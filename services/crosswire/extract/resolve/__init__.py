"""Resolve: who is named or meant, each mention joined with the others of the same party."""
