"""Code: what happened, by PLOVER, and the slots on which a claim can be disputed."""
