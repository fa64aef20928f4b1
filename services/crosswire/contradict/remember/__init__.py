"""What was claimed and by whom, in this process; the same semantics as in PostgreSQL."""
