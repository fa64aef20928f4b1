"""Count: how many or how much of what, with the bounds that the wording leaves open."""
