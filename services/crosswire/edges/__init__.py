"""The world: one module for each foreign thing, and no stage in it."""
