"""Runs the stages over a corpus, one article after the other, and answers questions about what they left."""
