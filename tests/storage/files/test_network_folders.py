"""Where a counter may not live: a folder that other machines write to as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.storage.files.network_folders import (
    is_network,
    kind_in,
    kind_in_mac,
    refuse_network,
)

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw,nosuid shared:5 - proc proc rw
40 22 0:45 / /srv/agency rw,relatime shared:20 - nfs4 server:/agency rw,vers=4.2
41 22 0:46 / /mnt/share\\040of\\040all rw shared:21 - cifs //server/share rw
42 40 8:2 / /srv/agency/local rw shared:22 - xfs /dev/sdb1 rw
43 22 0:47 / /home/karima/remote rw - fuse.sshfs server: rw
44 22 0:48 / /home/karima/vault rw - fuse.gocryptfs /home/karima/.vault rw
45 22 8:17 / /media/key rw - fuseblk /dev/sdc1 rw
46 22 0:50 / /over rw - ext4 /dev/sdd1 rw
47 22 0:51 / /over rw - nfs server:/over rw
"""

ON_A_MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//karima@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by karima)
server:/agency on /Volumes/agency (nfs)
"""


@pytest.mark.parametrize(
    ("folder", "kind", "is_refused"),
    [
        ("/home/karima/counter", "ext4", False),
        ("/srv/agency", "nfs4", True),
        ("/srv/agency/counter", "nfs4", True),
        ("/srv/agency/local/counter", "xfs", False),
        ("/srv/agency2/counter", "ext4", False),
        ("/mnt/share of all/counter", "cifs", True),
        ("/home/karima/remote/counter", "fuse.sshfs", True),
        ("/home/karima/vault/counter", "fuse.gocryptfs", False),
        ("/media/key/counter", "fuseblk", False),
        ("/over/counter", "nfs", True),
    ],
)
def test_the_innermost_mount_tells_where_a_folder_lies(
    folder: str, kind: str, *, is_refused: bool
) -> None:
    assert kind_in(MOUNTS, Path(folder)) == kind
    assert is_network(kind) is is_refused


@pytest.mark.parametrize(
    ("folder", "is_refused"),
    [("/Users/karima", False), ("/Volumes/share/a", True), ("/Volumes/agency", True)],
)
def test_on_a_mac_what_mount_prints_is_read(folder: str, *, is_refused: bool) -> None:
    assert is_network(kind_in_mac(ON_A_MAC, Path(folder))) is is_refused


@pytest.mark.parametrize("mounts", ["", "nonsense\n", "1 2 3 - \n", "22 1 8:1 / /\n"])
def test_what_does_not_tell_refuses_nobody(mounts: str) -> None:
    assert not is_network(kind_in(mounts, Path("/home/karima")))


def test_the_folders_of_this_machine_are_taken(tmp_path: Path) -> None:
    refuse_network(tmp_path)
