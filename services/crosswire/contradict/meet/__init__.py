"""Two positions: whether they speak of one thing, and whether both can be true."""
