"""Attribute: whose words or thoughts each passage is, by which cue, and how the article vouches for it."""
