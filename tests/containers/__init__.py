"""Tests on containers of the official images: the whole flow, each stage alone, consumers, engines that go away."""
