"""Read: the gates that an article passes, its parse as one document with true offsets, and its quotation marks."""
