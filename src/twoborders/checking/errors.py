def explain(error, code, names):
    return None


def last_words(error):
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]
