"""Grade submissions: find, align with the master, run under nbval, judge, write the gradebook."""
