"""PC8xx: facts about a case that are misnamed, of the wrong kind or in conflict."""
