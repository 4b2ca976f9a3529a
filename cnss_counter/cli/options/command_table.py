"""Where each command is found: nothing of it is loaded to know that."""

from __future__ import annotations

ERRANDS = {
    "training": "training",
    "setup": "access.setup",
    "check": "requests.check",
    "deposit": "requests.deposit",
    "receipt": "requests.receipt",
    "verify": "requests.verify",
    "keys": "custody.keys",
    "journal": "custody.journal",
    "backup": "custody.backup",
    "restore": "custody.restore",
    "resume": "custody.resume",
    "rules": "law.rules",
    "leaflet": "law.leaflet",
    "doctor": "custody.doctor",
    "settings": "access.settings",
    "person": "people.person",
    "clerk": "access.clerk",
    "password": "access.password",
    "recover": "access.recover",
    "key": "custody.key",
}
"""Each errand and the module that holds its `COMMAND`."""
COMPLETION = "_CNSS_COUNTER_COMPLETE"
"""Set by a shell that asks what may come next (`bash_complete`), or how to ask (`bash_source`)."""
