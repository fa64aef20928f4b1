"""Article to claims and events: who says what, and what happened, in verbs over one annotated document."""
