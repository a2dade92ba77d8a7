echo "bwrap: Can't make a mount point: Permission denied" >&2
exit 1
