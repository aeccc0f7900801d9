"""A decision as one SQL query, for data that stay in a database: only what every engine computes in the same way, and nothing else."""
