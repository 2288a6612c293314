"""Who is named with whom, resting on which source: Subjects, Agents and Documents around one of them."""
