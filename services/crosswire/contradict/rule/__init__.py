"""Which pairs are open contradictions now, and what is shown of them."""
