"""What people use to test their own consumers: a running system, and the sample newsroom."""
