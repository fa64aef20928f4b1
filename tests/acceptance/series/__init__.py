"""Ten months of captures of five real feeds, served as they were, through the whole system."""
