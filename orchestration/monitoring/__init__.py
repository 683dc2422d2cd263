"""What is told after a release was published: validations and their history, late editions, alerts."""
