import os


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


with open("huge", "wb") as file:
    os.truncate("huge", 1 << 40)
if os.path.getsize("huge") == 1 << 40:
    breach("a file of 1 TiB")
