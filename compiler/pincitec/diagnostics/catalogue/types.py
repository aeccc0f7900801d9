"""PC3xx: values and units that do not fit where they stand."""
