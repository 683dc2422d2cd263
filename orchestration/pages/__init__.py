"""Static pages of what a build file holds: in both languages, from any web server or from disk."""
