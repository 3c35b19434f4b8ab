"""The closed room in which submissions run: its walls, and the program inside that forks a process for each."""
