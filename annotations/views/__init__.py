"""HTTP over annotations, Subjects and tags."""
