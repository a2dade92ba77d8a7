while True:
    print("flood " * 10_000)
