"""From a notebook to a result: align it with its master, run it, judge what it answered."""
