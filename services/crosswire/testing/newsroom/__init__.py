"""The sample newsroom: invented outlets, their articles, and what must and must not be flagged in them."""
