import itertools

try:
    for number in itertools.count():
        open("empty-%d" % number, "w").close()
except OSError as full:
    print(full)
