"""What campaigns are made with: disks that remember or refuse, crowds, hostile text."""
