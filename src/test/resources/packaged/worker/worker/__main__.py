import argparse
import json
from pathlib import Path

from worker.count import count


def work(source: Path, target: Path) -> int:
    """Counts all text files of a folder; returns how many there were."""
    target.mkdir(parents=True, exist_ok=True)
    files = sorted(source.glob("*.txt"))
    for file in files:
        result = count(file.read_text(encoding="utf-8"))
        (target / f"{file.stem}.json").write_text(json.dumps(result) + "\n", encoding="utf-8")
    return len(files)


def main() -> None:
    parser = argparse.ArgumentParser(prog="worker", description="Counts words.")
    parser.add_argument("--in", dest="source", type=Path, default=Path("/data/in"))
    parser.add_argument("--out", dest="target", type=Path, default=Path("/data/out"))
    options = parser.parse_args()
    print(f"{work(options.source, options.target)} files")


if __name__ == "__main__":
    main()
