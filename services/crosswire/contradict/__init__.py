"""Compares what sources claim: claims in, contradictions and matters out, with the point on which they differ."""
