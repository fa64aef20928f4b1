"""Tests of what is deployed: compose, alerts, boards, manifests."""
