"""PC4xx: words said to be in the law that are not, or not at that place or time."""
