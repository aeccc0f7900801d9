"""PC2xx: names that are unknown, defined twice, unused or in a circle."""
