"""The tasks of a run on the machines of others: Spark and Ray, each as a scheduler of the same `run_task`, and frames that are in Spark.

Stands over `running/partition.py`. Nothing here decides: an engine that loses a worker runs its task again, and the part is the same.
"""
