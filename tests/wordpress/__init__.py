"""Real WordPress sites for the tests: fetched once, started in a moment, thrown away."""
