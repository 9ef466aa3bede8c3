"""How the site bears a hall: `make load`, or `python -m load --help`. A thousand screens follow, a thousand delegates vote.

It speaks HTTP to the site as browsers do, from one process, and only to this machine itself.
"""
