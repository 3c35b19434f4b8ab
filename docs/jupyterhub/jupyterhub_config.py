"""A hub for a trial: two learners on one Linux computer, without accounts on it and without docker.

The section "On a JupyterHub" of notebooks/instructor/nbgrader.md has the commands. The environment in which this runs
must have the kit, best its closed edition. What the hub keeps lies in the folder in which it is started.

Each opens http://127.0.0.1:8000, signs in as ana or beto with the password that the hub prints, and works on copies of
their own. It shows how the kit behaves on a hub; for a class, change what the comments name.
"""

import os
import secrets
import sys
from pathlib import Path

c = get_config()  # noqa: F821  # JupyterHub gives it

# Only this computer can reach it. For a class: put a server with https before it, and change the way to sign in.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# One password for both, new at each start. For a class: your school's accounts (OAuthenticator, LDAPAuthenticator).
c.JupyterHub.authenticator_class = "shared-password"
c.Authenticator.allowed_users = {"ana", "beto"}
c.SharedPasswordAuthenticator.user_password = secrets.token_urlsafe(9)
print(f"The password of ana and beto: {c.SharedPasswordAuthenticator.user_password}", flush=True)

# Both servers run as whoever starts the hub: they could read each other's files. For a class: a spawner that gives each
# learner an account or a container (SystemdSpawner, DockerSpawner, KubeSpawner). All below holds there as well; in a
# container, write "python" for sys.executable.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(Path.cwd() / "homes" / "{username}")

# Before each start, the learner's own folder is filled or brought up to date, by the learner's account. No work is
# overwritten. The server starts also where that fails, and its log says why.
WORK_THEN_SERVE = '"$0" -m twoborders work my_work; exec "$0" -m jupyterhub.singleuser "$@"'
c.Spawner.cmd = ["sh", "-c", WORK_THEN_SERVE, sys.executable]
if os.geteuid() == 0:  # as is usual in a container; Jupyter refuses to run as root unless it is told to
    c.Spawner.args = ["--allow-root"]
c.Spawner.default_url = "/lab/tree/my_work/00_start_here.ipynb"
c.Spawner.http_timeout = 120  # seconds: where a class starts at once, the 30 that a hub waits are too few

# `solution` shows nothing, also where the whole kit is installed. A learner can undo it: install the closed edition.
c.Spawner.environment = {"TWOBORDERS_SOLUTIONS": "off"}

# Named here, and held only by a spawner that can: those of the comment above can, this one cannot.
c.Spawner.mem_limit = "1G"

# Servers stop with the hub; the work stays. For a class: let them run on, and stop them after an hour without use
# (jupyterhub-idle-culler).
c.JupyterHub.cleanup_servers = True
