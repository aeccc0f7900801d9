"""PC45x: words of the law that no clause encodes, and logic that no words carry."""
