"""The only writers of annotations, Subjects, evidence and tags: a verb each, one transaction, one line in the log."""
