"""Files, folders and standard input → articles; what cannot be read comes out as a Problem, never as silence."""
