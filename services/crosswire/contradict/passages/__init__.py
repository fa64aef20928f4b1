"""Two passages that are given as speaking of one thing, as ``compare`` takes them."""
