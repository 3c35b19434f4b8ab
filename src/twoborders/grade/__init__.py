"""Grade submissions: find them, align each with its master, run it under nbval, judge, write the gradebook."""
