"""What runs where the learner's code runs: nbval, the processes that it forks, and what limits them.

Nothing here sees an answer key, another submission or a file of the instructor's, and nothing that comes from here is
believed: the grader takes it as text and judges it.
"""
