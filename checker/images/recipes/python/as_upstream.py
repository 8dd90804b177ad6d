"""Packages are where the official image has them: in site-packages, not in Debian's dist-packages.

Debian's own module for this is part of the interpreter and cannot be edited. So a line in a .pth file imports this one, and
for virtual environments, which read no such file of ours, sitecustomize does: a student's own comes before that. The number is
written out, because an image may stand for another minor version: see as-number.
"""

import os
import site

FOLDER = "lib/python3.13/site-packages"


def getsitepackages(prefixes=None):
    """Every folder that packages may be in, whether it is there or not."""
    return list(dict.fromkeys(os.path.join(prefix, FOLDER) for prefix in prefixes or site.PREFIXES))


def add(folder):
    if os.path.isdir(folder):
        site.addsitedir(folder)


site.getsitepackages = getsitepackages
if site.ENABLE_USER_SITE:
    site.USER_SITE = os.path.join(site.getuserbase(), FOLDER)
    add(site.USER_SITE)
for each in getsitepackages():
    add(each)
