"""Consumers that know the contract alone: its promises on a real broker, the example programs, and a long reading."""
