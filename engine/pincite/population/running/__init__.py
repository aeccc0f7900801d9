"""Running a question over a population: tasks, parts, engines, restart and the joined output. Stands over `reading` and `reasons`."""
