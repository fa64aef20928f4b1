"""What can be in dispute: places, days, numbers, doers, and whether two such answers exclude each other."""
