"""Resolution: which entities of different articles are one, on what evidence, and what people judged of it."""
